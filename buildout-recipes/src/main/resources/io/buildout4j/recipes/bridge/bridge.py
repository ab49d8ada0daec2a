"""Runs one phase of a recipe written in Python for an engine that is not.

Each question is a line of JSON on what was standard output, its answer a line of JSON on what was standard input. What
the recipe and its children print goes to the error output, and they read nothing.
"""
import ast
import glob
import importlib.abc
import importlib.metadata
import importlib.util
import json
import logging
import os
import platform
import re
import shutil
import site
import stat
import subprocess
import sys
import tempfile
import textwrap
import traceback
import types

PYTHON_VALUE = '!py!'

_out = os.fdopen(os.dup(1), 'w', encoding='utf-8')
_in = os.fdopen(os.dup(0), 'r', encoding='utf-8')


def ask(question, **details):
    _out.write(json.dumps(dict(details, ask=question)) + '\n')
    _out.flush()
    answer = json.loads(_in.readline() or '{"error": "the engine is gone"}')
    if 'error' in answer:
        raise UserError(answer['error'])
    return answer


class UserError(Exception):
    """What a recipe says to the operator."""

    def __str__(self):
        return ' '.join(map(str, self.args))


class MissingOption(UserError, KeyError):
    pass


def is_true(value, default=False):
    if not value:
        return default
    if value not in ('true', 'false'):
        raise UserError('%r is neither true nor false' % (value,))
    return value == 'true'


def text_of(value):
    """A value as the text of an option, in the notation of slapos.buildout if it is none."""
    if isinstance(value, str):
        return value
    return PYTHON_VALUE + repr(value).replace('$', '\\x24').replace(';', '\\x3b')


def value_of(text):
    return ast.literal_eval(text[len(PYTHON_VALUE):]) if text.startswith(PYTHON_VALUE) else text


class Options(dict):
    """A section, of which the recipe's own can be written."""

    def __init__(self, buildout, name, values, own=False):
        dict.__init__(self, values)
        self.buildout = buildout
        self.name = name
        self.made = []
        self._own = own

    def __missing__(self, key):
        raise MissingOption('no option %r in section [%s]' % (key, self.name))

    def _removed(self, key):
        if not self._own:
            raise UserError('option %r of section [%s] is removed, which is another part\'s to do' % (key, self.name))

    def __setitem__(self, key, value):
        if not self._own:
            ask('assign', section=self.name, option=key, value=text_of(value))
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        self._removed(key)
        dict.__delitem__(self, key)

    def pop(self, key, *default):
        self._removed(key)
        return dict.pop(self, key, *default)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *others, **values):
        for key, value in dict(*others, **values).items():
            self[key] = value

    def copy(self):
        copied = Options(self.buildout, self.name, self, True)
        copied.made = self.made
        return copied

    def barrier(self):
        """The engine constructs parts when they are referred to, so nothing is to be held back."""

    def created(self, *paths):
        self.made.extend(paths)
        return self.made

    def query_bool(self, name, default=None):
        value = self.setdefault(name, default) if default is not None else self.get(name)
        return value and is_true(value)

    def get_bool(self, name):
        return is_true(self[name])


class Buildout(object):
    """The profile, a section at a time: the engine resolves those that are asked for, and constructs their recipes."""

    def __init__(self, own):
        self._sections = {}
        self._own = own

    def add(self, options):
        self._sections[options.name] = options

    def __getitem__(self, name):
        if name not in self._sections:
            values = ask('section', name=name)['options']
            self.add(Options(self, name, {key: value_of(text) for key, text in values.items()}))
        return self._sections[name]

    def __contains__(self, name):
        return name in self._sections or ask('known', name=name)['known']

    def get(self, name, default=None):
        return self[name] if name in self else default

    def parse(self, text):
        """Adds sections, whose recipes are constructed at once."""
        ask('add', text=textwrap.dedent(text))


def guessworkdir(path):
    """The one directory that is all there is in a directory, else the directory itself."""
    names = os.listdir(path)
    only = os.path.join(path, names[0]) if len(names) == 1 else path
    return only if os.path.isdir(only) else path


def guessPlatform():
    machine = platform.machine()
    return 'x86' if machine in ('i386', 'i486', 'i586', 'i686') else {'x86_64': 'x86-64'}.get(machine, machine)


class Script(object):
    """What inline scripts see as self."""

    def __init__(self, buildout, name, options, task):
        self.buildout = buildout
        self.name = name
        self.options = options
        self.logger = logging.getLogger(name)
        self.cleanup_list = []
        self.environ = dict(os.environ, **task['environment'])
        self._task = task

    def run(self, script):
        source = self._task['scripts'].get(script)
        if not source:
            return
        names = {key: value for key, value in globals().items() if key in HELPERS}
        names.update(self=self, options=self.options, buildout=self.buildout, call=self.call, env=self.environ)
        if self.options.get('location'):
            names['location'] = self.options['location']
        exec(compile(source.lstrip('\n'), script_file(script), 'exec'), names)

    def install(self):
        self.run('install' if self._task['scripts'].get('install') else 'update')

    def update(self):
        self.run('update')

    def call(self, *arguments, **named):
        named.setdefault('env', self.environ)
        return subprocess.check_call(*arguments, **named)

    def download(self, url=None, md5sum=None):
        return ask('download', url=url or self.options['url'],
                   md5sum=md5sum or (None if url else self.options.get('md5sum')))['path']

    def extract(self, path):
        return ask('extract', path=os.path.abspath(path))['path']

    def copyTree(self, origin, destination, ignore=None):
        """Copies a directory; what is in the destination already stays, where nothing new has its name."""
        os.makedirs(destination, exist_ok=True)
        names = os.listdir(origin)
        ignored = ignore(origin, names) if callable(ignore) else set(ignore or ())
        for name in names:
            if name in ignored:
                continue
            source, target = os.path.join(origin, name), os.path.join(destination, name)
            if os.path.islink(source):
                if os.path.lexists(target):
                    os.unlink(target)
                os.symlink(os.readlink(source), target)
            elif os.path.isdir(source):
                self.copyTree(source, target, ignore)
            else:
                shutil.copy2(source, target)
        shutil.copystat(origin, destination)

    def pipeCommand(self, commands, *arguments, **named):
        """Runs commands, each reading what the one before it writes."""
        named.setdefault('env', self.environ)
        running = []
        for command in commands:
            last = len(running) == len(commands) - 1
            reads = running[-1].stdout if running else None
            running.append(subprocess.Popen(command, *arguments, stdin=reads,
                                            stdout=None if last else subprocess.PIPE, **named))
            if reads:
                reads.close()
        for process, command in zip(running, commands):
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, command)

    def failIfPathExists(self, path):
        if os.path.lexists(path):
            raise UserError('%s is there already' % path)

    def applyPatchList(self, patches, patch_options=None, patch_binary=None, cwd=None):
        """Applies patches, a line each: where it is, then its MD5 sum if it is known, after a blank or #."""
        for line in filter(None, map(str.strip, (patches or '').splitlines())):
            url, md5sum = (line.replace('#', ' ').split() + [None])[:2]
            with open(self.download(url, md5sum), 'rb') as patch:
                subprocess.check_call([patch_binary or 'patch'] + (patch_options or '-p0').split(),
                                      stdin=patch, cwd=cwd, env=self.environ)


HELPERS = ('guessworkdir', 'guessPlatform', 'is_true', 'UserError', 'glob', 'logging', 'os', 'platform', 'shutil',
           'stat', 'subprocess', 'sys', 'tempfile')


class GenericBaseRecipe(object):
    """What recipes of slapos.cookbook are made of, as far as it needs nothing else of SlapOS."""

    TRUE_VALUES = ['y', 'yes', '1', 'true']
    FALSE_VALUES = ['n', 'no', '0', 'false']

    def __init__(self, buildout, name, options):
        self.name = name
        self.buildout = buildout
        self.logger = logging.getLogger(name)
        self.options = options.copy()
        self._options(options)
        self.options = options.copy()

    def _options(self, options):
        """Where a recipe computes its options."""

    def install(self):
        raise NotImplementedError('recipe %s has no method install' % type(self).__name__)

    def update(self):
        return self.install()

    def createFile(self, name, content, mode=0o600):
        content = content if isinstance(content, bytes) else content.encode('utf-8')
        name = os.path.abspath(name)
        os.makedirs(os.path.dirname(name), exist_ok=True)
        if not os.path.isfile(name) or open(name, 'rb').read() != content:
            if os.path.lexists(name):
                os.unlink(name)
            with open(name, 'wb') as file:
                file.write(content)
        if mode is not None:
            os.chmod(name, mode)
        return name

    def createExecutable(self, name, content, mode=0o700):
        return self.createFile(name, content, mode)

    def createWrapper(self, path, args, env=None, sig_ign=None, **named):
        if named:
            raise UserError('a wrapper with %s is written by slapos.cookbook:wrapper alone' % ', '.join(sorted(named)))
        return self.createFile(path, ask('wrapper', words=list(args), variables=dict(env or {}),
                                         ignored=sig_ign)['text'], 0o700)

    def createDirectory(self, parent, name='', mode=0o700):
        path = os.path.join(parent, name) if name else parent
        if not os.path.isdir(path):
            os.makedirs(path, mode)
        return path

    def substituteTemplate(self, template_location, mapping_dict):
        with open(template_location) as template:
            return template.read() % mapping_dict

    def isTrueValue(self, value):
        return str(value).lower() in self.TRUE_VALUES

    def optionIsTrue(self, optionname, default=None):
        if default is not None and optionname not in self.options:
            return default
        return self.isTrueValue(self.options[optionname])


class Requirement(object):
    """A distribution that is asked for; its version has been looked at when the part of zc.recipe.egg was installed."""

    def __init__(self, text):
        self.project_name = re.match(r'[\w.-]*', text.strip()).group()
        self.key = re.sub(r'[-_.]+', '-', self.project_name).lower()

    @classmethod
    def parse(cls, text):
        return cls(text)


class Distribution(Requirement):
    def __init__(self, found):
        Requirement.__init__(self, found.metadata['Name'])
        self.version = found.version
        self.location = os.fspath(found.locate_file(''))


class WorkingSet(list):
    def find(self, requirement):
        return next((one for one in self if one.key == Requirement(requirement.project_name).key), None)


def working_set(specs, path=(), **others):
    """Distributions that parts of zc.recipe.egg have; those of them in eggs directories can be imported from now on."""
    found = WorkingSet()
    for directory in path or ():
        known = list(sys.path)
        for place in glob.glob(os.path.join(directory, 'python-*', 'lib', 'python%d.%d' % sys.version_info[:2],
                                            'site-packages')):
            site.addsitedir(place)
        sys.path[:] = [place for place in sys.path if place not in known] + known
    importlib.invalidate_caches()
    for spec in specs:
        try:
            found.append(Distribution(importlib.metadata.distribution(Requirement(spec).project_name)))
        except importlib.metadata.PackageNotFoundError:
            raise UserError('no distribution %s is there (name it among the eggs of a part of zc.recipe.egg)' % spec)
    return found


def install(specs, dest=None, path=(), **others):
    return working_set(specs, path)


def rmtree(path):
    shutil.rmtree(path)


EASY_INSTALL = {
    'install': install, 'working_set': working_set,
    # [versions] is looked at anew each time.
    'default_versions': lambda versions=None: None,
}


class Stand(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """What recipes import of buildout and of SlapOS, where the Python has neither."""

    MODULES = {
        'zc': {}, 'zc.buildout': {'UserError': UserError, 'easy_install': types.SimpleNamespace(**EASY_INSTALL)},
        'zc.buildout.easy_install': EASY_INSTALL, 'zc.buildout.rmtree': {'rmtree': rmtree},
        'zc.buildout.buildout': {'dumps': text_of},
        'pkg_resources': {'Requirement': Requirement, 'working_set': WorkingSet()},
        'slapos': {}, 'slapos.recipe': {}, 'slapos.recipe.librecipe': {'GenericBaseRecipe': GenericBaseRecipe},
    }

    def find_spec(self, name, path=None, target=None):
        if name in self.MODULES:
            return importlib.util.spec_from_loader(name, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        vars(module).update(self.MODULES[module.__name__])


def script_file(script):
    return '<%s>' % script


def from_file(file, name):
    """The recipe class of a file: of that name, else Recipe."""
    sys.path.insert(0, os.path.dirname(file))
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(file))[0], file)
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(spec.name, module)
    spec.loader.exec_module(module)
    if not hasattr(module, name):
        raise UserError('%s has no class %s' % (file, name))
    return getattr(module, name)


def paths(made):
    if made is None:
        return []
    return [made] if isinstance(made, (str, os.PathLike)) else list(made)


def run(task):
    buildout = Buildout(task['name'])
    options = Options(buildout, task['name'], {key: value_of(text) for key, text in task['options'].items()}, True)
    buildout.add(options)
    if task['file']:
        recipe = from_file(task['file'], task['class'])(buildout, task['name'], options)
    else:
        recipe = Script(buildout, task['name'], options, task)
        recipe.run('init')
    # What was chosen when others already saw it is not chosen again.
    options.update({key: value_of(text) for key, text in task['published'].items()})
    made = []
    if task['phase'] != 'init':
        made = paths(getattr(recipe, task['phase'])()) + options.made
    for path in getattr(recipe, 'cleanup_list', ()):
        shutil.rmtree(path, ignore_errors=True)
    ask('done', made=[os.path.abspath(os.fspath(path)) for path in made],
        options={key: text_of(value) for key, value in options.items()})


def place_of(error, sources):
    """The last line of the recipe's own source that the error passed, and that source."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in sources:
            return {'source': frame.filename.strip('<>'), 'line': frame.lineno}
    if isinstance(error, SyntaxError) and error.filename in sources:
        return {'source': error.filename.strip('<>'), 'line': error.lineno}
    return {}


def failed(error, task):
    sources = [task['file']] + [script_file(script) for script in task['scripts']]
    kinds = [kind.__name__ for kind in type(error).__mro__]
    message = str(error) if 'UserError' in kinds else traceback.format_exception_only(type(error), error)[-1].strip()
    if 'UserError' not in kinds:
        traceback.print_exception(type(error), error, error.__traceback__)
    ask('failed', message=message, **place_of(error, sources))


def main():
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    logging.basicConfig(level=logging.INFO, format='%(name)s: %(message)s')
    task = ask('task')
    # Text in a profile is written for buildout alone; a file may know more of SlapOS where that is installed.
    sys.meta_path.insert(len(sys.meta_path) if task['file'] else 0, Stand())
    try:
        run(task)
    except BaseException as error:
        failed(error, task)
    sys.stdout.flush()


main()
