"""Runs promise plugins for Buildout4j: one interpreter, in children forked from it.

Requests come as JSON lines on standard input, answers leave as JSON lines on
standard output. Everything is loaded once, here; a child only adds its plugin,
and runs another one only if the one before left nothing behind in it.
"""
import _signal
import abc
import datetime
import gc
import importlib
import importlib.machinery
import io
import json
import locale
import logging
import mmap
import os
import random
import re
import resource
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
import types
import warnings

GRACE = 1.0
IDLE = 60.0
PATIENCE = 0.02
QUICK = 0.05
SPARE = 8
GROWTH = 64 * 1024  # in KiB
TAIL = 4096
LONGEST = 5000
FAILING = ('CRITICAL', 'ERROR')
HEADER = re.compile(
  r'(\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}:\d{2})\s+-?\s*(\w+)\s+-?\s+(\d+-\d{3})\s+-?\s*(.*)')
DATE = '%Y-%m-%d %H:%M:%S'
# What is no text in the file's encoding is told all the same, where Python can.
LOSSLESS = {'errors': 'backslashreplace'} if sys.version_info >= (3, 9) else {}


# What plugins derive from and return ---------------------------------------

class BaseResult(object):
  kind = 'Base Result'

  def __init__(self, problem=False, message=None, date=None):
    if message is not None and len(message) > LONGEST:
      message = '...' + message[-LONGEST:]
    self._problem, self._message = problem, message
    self._date = date if date is not None else datetime.datetime.utcnow()

  def hasFailed(self):
    return self._problem

  @classmethod
  def type(cls):
    return cls.kind

  @property
  def message(self):
    return self._message

  @property
  def date(self):
    return self._date


class TestResult(BaseResult):
  kind = 'Test Result'


class AnomalyResult(BaseResult):
  kind = 'Anomaly Result'


class EmptyResult(BaseResult):
  kind = 'Empty Result'

  def __init__(self):
    super(EmptyResult, self).__init__()


class PromiseQueueResult(object):
  def __init__(self, path=None, name=None, title=None, item=None, execution_time=0):
    self.path, self.name, self.title = path, name, title
    self.item = item if item is not None else EmptyResult()
    self.execution_time = execution_time


def truth(text):
  lower = str(text).strip().lower()
  if lower in ('true', 'yes', 'y', 'on', 't', '1'):
    return True
  if lower in ('false', 'no', 'n', 'off', 'f', '0'):
    return False
  raise ValueError('%r is neither True nor False.' % (text,))


def backward_lines(path):
  """The lines of a file from the last to the first; each byte is read once."""
  with open(path, 'rb') as f:
    offset = f.seek(0, os.SEEK_END)
    later = []
    while offset:
      size = min(65536, offset)
      offset -= size
      f.seek(offset)
      lines = f.read(size).split(b'\n')
      later.insert(0, lines[-1])
      for line in reversed(lines[:-1]):
        whole = b''.join(later)
        later = [line]
        if whole:
          yield whole
    whole = b''.join(later)
    if whole:
      yield whole


def transactions(lines, oldest=''):
  """Groups of entries, the newest group first; each group in the order of writing."""
  group, mark, below = [], None, []
  for raw in lines:
    line = raw.decode('utf-8', 'replace')
    header = HEADER.match(line)
    if header is None:
      below.append(line)
      continue
    date, level, tid, text = header.groups()
    if oldest and date <= oldest:
      break
    if tid != mark:
      if mark is not None:
        yield group
      group, mark = [], tid
    text = '\n'.join([text] + below[::-1]).strip()
    below = []
    group.insert(0, {
      'date': datetime.datetime(*map(int, re.split('\\D+', date))), 'status': level, 'message': text})
  if group:
    yield group


class Entry(logging.Formatter):
  """An entry of the log, of which no line can be taken for another entry."""

  def format(self, record):
    first, *rest = super(Entry, self).format(record).split('\n')
    return '\n'.join([first] + [' ' + line if HEADER.match(line) else line for line in rest])


def words(problem):
  return str(problem) or type(problem).__name__


class GenericPromise(abc.ABC):

  def __init__(self, config):
    take = config.pop
    self._config = config
    self._log_folder = take('log-folder', None)
    self._partition_folder = take('partition-folder', None)
    self._debug = take('debug', True)
    self._name = take('name', None)
    self._path = take('path', None)
    self._queue = take('queue', None)
    self._tested = self._watched = True
    self.setPeriodicity(take('periodicity', 2))
    bang = take('bang-on-failure', None)
    self._allow_bang = truth(bang) if bang else True
    # Counted, not drawn: two runs within a second must not become one.
    self._transaction = '%d-%d' % (time.time(), 100 + take('run-number', random.randrange(900)) % 900)
    for value, what in ((self._queue, 'Queue object'), (self._name, 'Monitor name'),
                        (self._path, 'Promise path'),
                        (self._partition_folder, 'Monitor partition folder')):
      if value is None:
        raise ValueError('%s is not set in configuration' % what)
    self._title = os.path.splitext(self._name)[0]
    self._memory = self._log_file = None
    self.logger = logging.getLogger(self._name)
    for handler in list(self.logger.handlers):
      handler.close()
      self.logger.removeHandler(handler)
    if self._log_folder is None:
      self._memory = io.StringIO()
      handler = logging.StreamHandler(self._memory)
    else:
      os.makedirs(self._log_folder, exist_ok=True)
      self._log_file = os.path.join(self._log_folder, self._title + '.log')
      handler = logging.FileHandler(self._log_file, encoding='utf-8', **LOSSLESS)
    handler.setFormatter(Entry(
      '%(asctime)s - %(levelname)s - ' + self._transaction + ' - %(message)s', DATE))
    self.logger.setLevel(logging.DEBUG if self._debug else logging.INFO)
    self.logger.addHandler(handler)

  def getConfig(self, key, default=None):
    return self._config.get(key, default)

  def setConfig(self, key, value):
    self._config[key] = value

  def getTitle(self):
    return self._title

  def getName(self):
    return self._name

  def getLogFile(self):
    return self._log_file

  def getLogFolder(self):
    return self._log_folder

  def getPartitionFolder(self):
    return self._partition_folder

  def getPromiseFile(self):
    return self._path

  def setPeriodicity(self, minute):
    if minute <= 0:
      raise ValueError('Cannot set promise periodicity to a value less than 1')
    self._periodicity = minute

  def getPeriodicity(self):
    return self._periodicity

  def setTestLess(self):
    self._tested = False

  def isTested(self):
    return self._tested

  def setAnomalyLess(self):
    self._watched = False

  def isAnomalyDetected(self):
    return self._watched

  def allowBang(self, allow=True):
    self._allow_bang = allow

  def getLastPromiseResultList(self, latest_minute=0, result_count=1, only_failure=False):
    oldest = ''
    if self._log_file is None:
      if self._memory is None:
        return []
      lines = [l.encode('utf-8', 'replace')
               for l in reversed(self._memory.getvalue().split('\n')) if l]
      found = [[e for group in reversed(list(transactions(lines))) for e in group]]
    elif not os.path.exists(self._log_file) or result_count <= 0:
      return []
    else:
      if latest_minute > 0:
        before = datetime.datetime.now() - datetime.timedelta(minutes=latest_minute)
        oldest = before.strftime(DATE)
      found = []
      for group in transactions(backward_lines(self._log_file), oldest):
        found.append(group)
        if len(found) == result_count:
          break
    if only_failure:
      found = [[e for e in group if e['status'] in FAILING] for group in found]
    return found

  def _judge(self, result, result_count, failure_amount, latest_minute):
    found = self.getLastPromiseResultList(latest_minute, result_count)
    if not found:
      return result(problem=False, message='No result found!')
    message = ''.join('\n' + e['message'] for e in found[0]).strip()
    failed = [any(e['status'] in FAILING for e in group) for group in found]
    if not failed[0]:
      return result(problem=False, message=message)
    count = 1
    for one in failed[1:]:
      if count >= failure_amount:
        break
      count += one
    return result(problem=count == failure_amount, message=message)

  def _test(self, result_count=1, failure_amount=1, latest_minute=0):
    return self._judge(TestResult, result_count, failure_amount, latest_minute)

  def _anomaly(self, result_count=1, failure_amount=1, latest_minute=0):
    return self._judge(AnomalyResult, result_count, failure_amount, latest_minute)

  @abc.abstractmethod
  def sense(self):
    """Looks once and logs what it found."""

  def test(self):
    return self._test()

  def anomaly(self):
    return self._anomaly()

  def _send(self, item):
    self._queue.put_nowait(PromiseQueueResult(self._path, self._name, self._title, item))

  def run(self, check_anomaly=False, can_bang=True):
    kind = AnomalyResult if check_anomaly else TestResult
    if not self._tested and not self._watched:
      self._send(kind(True, "It's not allowed to disable both Test and Anomaly in promise!"))
      return
    if not (self._watched if check_anomaly else self._tested):
      self._send(EmptyResult())
      return
    try:
      self.sense()
    except Exception as e:
      self.logger.error(words(e))
    try:
      result = self.anomaly() if check_anomaly else self.test()
      if result is None:
        raise ValueError("Promise %s method returned 'None'" % (
          'anomaly' if check_anomaly else 'test'))
    except Exception as e:
      result = kind(True, words(e))
    self._send(result)


# Modules under the names plugins import ------------------------------------

def stand_in(name, **members):
  module = types.ModuleType(name)
  module.__dict__.update(members)
  return module


class Interface(object):
  """Names of methods, for people; nothing is checked."""

  @classmethod
  def implementedBy(cls, other):
    return True

  @classmethod
  def providedBy(cls, other):
    return True


def decorator(*interfaces):
  return lambda cls: cls


OURS = {
  'slapos.grid.promise.generic': dict(
    BaseResult=BaseResult, TestResult=TestResult, AnomalyResult=AnomalyResult,
    EmptyResult=EmptyResult, PromiseQueueResult=PromiseQueueResult,
    GenericPromise=GenericPromise, PROMISE_STATE_FOLDER_NAME='.slapgrid/promise',
    PROMISE_RESULT_FOLDER_NAME='.slapgrid/promise/result',
    PROMISE_LOG_FOLDER_NAME='.slapgrid/promise/log',
    PROMISE_PARAMETER_NAME='extra_config_dict'),
  'slapos.grid.promise.interface': dict(),
  'slapos.grid.promise': dict(),
}
FALLBACK = {
  'zope.interface': dict(
    Interface=Interface, Attribute=lambda *a, **k: None, implementer=decorator,
    provider=decorator, classImplements=lambda *a: None),
  'slapos.util': dict(
    str2bytes=lambda s: s if isinstance(s, bytes) else s.encode('utf-8'),
    bytes2str=lambda b: b if isinstance(b, str) else b.decode('utf-8'),
    mkdir_p=lambda path, mode=0o777: os.makedirs(path, mode, exist_ok=True),
    string_to_boolean=truth),
}
PACKAGES = ('slapos', 'slapos.grid', 'zope')


class Loader(object):
  def __init__(self, members):
    self.members = members

  def create_module(self, spec):
    return None

  def exec_module(self, module):
    module.__dict__.update(self.members)
    if module.__name__ == 'slapos.grid.promise.interface':
      # Of whatever kind the decorators take that stand beside it.
      interface = importlib.import_module('zope.interface').Interface
      module.IPromise = type(interface)('IPromise', (interface,), {'__module__': module.__name__})
    if module.__name__ == 'slapos.grid.promise':
      for part in ('generic', 'interface'):
        setattr(module, part, importlib.import_module(module.__name__ + '.' + part))


class Finder(object):
  """Our modules, and packages that hold them beside what stands along the path."""

  def __init__(self, modules, packages):
    self.modules, self.packages = modules, packages

  def find_spec(self, name, path=None, target=None):
    if name in self.modules:
      spec = importlib.machinery.ModuleSpec(
        name, Loader(self.modules[name]), is_package=name == 'slapos.grid.promise')
      return spec
    if name in self.packages:
      where = [os.path.join(p, *name.split('.')) for p in sys.path if isinstance(p, str)]
      spec = importlib.machinery.ModuleSpec(name, Loader({}), is_package=True)
      spec.submodule_search_locations.extend(filter(os.path.isdir, where))
      return spec
    return None


# What a worker does ---------------------------------------------------------

class Queue(object):
  def __init__(self):
    self.items = []

  def put_nowait(self, item):
    self.items.append(item)

  put = put_nowait


class Codes(object):
  """Plugins compiled, for all their runs in this process; what does not compile here tells why when it is loaded."""
  LARGEST = 65536
  MOST = 1000

  def __init__(self):
    self.known = {}

  def find(self, path):
    try:
      with open(path, 'rb') as f:
        source = f.read(self.LARGEST + 1)
      if len(source) > self.LARGEST:
        return None
      known = self.known.get(path)
      if known is None or known[0] != source:
        if len(self.known) >= self.MOST:
          self.known.clear()
        known = self.known[path] = source, compile(source, path, 'exec', 0, True)
      return known[1]
    except Exception:
      return None


def load(path, name, arguments, code=None):
  if re.match(r'[a-zA-Z_]', name) is None:
    raise ValueError('Promise plugin name %r is not valid' % name)
  # Not under its own name: a plugin may be called as the module it imports.
  loader = importlib.machinery.SourceFileLoader('__plugin__', path)
  module = types.ModuleType('__plugin__')
  module.__file__, module.__loader__, module.__package__ = path, loader, ''
  module.__spec__ = importlib.machinery.ModuleSpec('__plugin__', loader, origin=path)
  sys.modules['__plugin__'] = module
  if code is None:
    loader.exec_module(module)
  else:
    exec(code, module.__dict__)
  if not hasattr(module, 'RunPromise'):
    raise AttributeError('Class RunPromise not found in promise %s' % name)
  cls = module.RunPromise
  if not (isinstance(cls, type) and issubclass(cls, GenericPromise)):
    raise RuntimeError('RunPromise class is not a subclass of GenericPromise class.')
  extra = getattr(module, 'extra_config_dict', {})
  if not isinstance(extra, dict):
    raise ValueError('Extra parameter is not a dict')
  for key in extra:
    if key in arguments:
      raise ValueError('Extra parameter name %r cannot be used.\n%s' % (key, extra))
  arguments.update(extra)
  return cls(arguments)


class Guard(object):
  """A plugin that imports a module of its own name never means itself."""

  def __init__(self, path):
    self.path = os.path.realpath(path)

  def find_spec(self, name, path=None, target=None):
    if path is not None or name != os.path.splitext(os.path.basename(self.path))[0]:
      return None
    spec = importlib.machinery.PathFinder.find_spec(name)
    if spec is not None and spec.origin and os.path.realpath(spec.origin) == self.path:
      raise ModuleNotFoundError("No module named %r beside the plugin of that name" % name, name=name)
    return spec


def run(request, compiled, tell):
  """Runs one promise, and returns what it said or why it did not; before it looks, what it is like is told."""
  queue, kind = Queue(), {}
  try:
    os.chdir(request['config']['partition-folder'])
    sys.path[0:0] = request['paths']
    folder = os.path.dirname(request['path'])
    if folder not in sys.path:
      sys.path.append(folder)
    sys.meta_path.insert(0, Guard(request['path']))
    arguments = dict(request['config'], queue=queue, **{'run-number': request['id']})
    promise = load(request['path'], request['name'], arguments, compiled)
    known = {'periodicity': promise.getPeriodicity(), 'tested': promise.isTested(),
             'watched': promise.isAnomalyDetected(),
             'transaction': getattr(promise, '_transaction', '')}
    tell(known)
    kind = known
    promise.run(request['watching'], False)
    if not queue.items:
      raise RuntimeError('it sent no result')
    item = queue.items[-1].item
    return dict(kind, type=str(item.type()), failed=bool(item.hasFailed()),
                message=None if item.message is None else str(item.message),
                bangs=bool(getattr(promise, '_allow_bang', True)))
  except SyntaxError as e:
    return dict(kind, cause='%s: %s' % (type(e).__name__, e))
  except BaseException as e:
    traceback.print_exc()
    text = str(e)
    return dict(kind, cause=type(e).__name__ + (': ' + text if text else ''))


class Footprint(object):
  """All that plugins can be seen to leave behind in a process."""
  CACHES = {('re', '_cache'), ('sys', 'modules'), ('sys', 'path_importer_cache'), ('linecache', 'cache')}
  LIMITS = sorted(getattr(resource, n) for n in dir(resource) if n.startswith('RLIMIT_'))
  # Classes that are not made by Python code, which alone allocates them, cannot be changed by it.
  CHANGEABLE = 1 << 9

  def __init__(self):
    self.modules = {n: (m, dict(m.__dict__)) for n, m in sys.modules.items() if hasattr(m, '__dict__')}
    values = [(n, k, v) for n, (_, members) in self.modules.items() for k, v in members.items()]
    self.classes = [(v, dict(vars(v))) for v in {v for _, _, v in values if isinstance(v, type)}
                    if v.__flags__ & self.CHANGEABLE]
    self.containers = [(v, type(v)(v)) for n, k, v in values
                       if type(v) in (dict, list, set) and k != '__builtins__' and (n, k) not in self.CACHES]
    self.loggers = set(logging.Logger.manager.loggerDict)
    self.process = None

  def begin(self):
    for name, (module, members) in self.modules.items():
      if module.__dict__ != members:
        # The threads' locks are new in a new process.
        self.modules[name] = module, dict(module.__dict__)
    self.size = self.memory()
    self.process = self.look()

  def memory(self):
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

  def look(self):
    """What is no Python object; fails where the system does not tell of its processes."""
    pid = os.getpid()
    with open('/proc/self/task/%d/children' % pid) as f:
      children = f.read()
    root = logging.getLogger()
    return (
      children, len(os.listdir('/proc/self/task')), sorted(os.listdir('/proc/self/fd')),
      os.getcwd(), dict(os.environ), os.getresuid(), os.getresgid(), os.getgroups(),
      os.getpriority(os.PRIO_PROCESS, 0), [resource.getrlimit(n) for n in self.LIMITS],
      [_signal.getsignal(n) for n in range(1, signal.NSIG)], signal.getitimer(signal.ITIMER_REAL),
      signal.pthread_sigmask(signal.SIG_BLOCK, ()), socket.getdefaulttimeout(), locale.setlocale(locale.LC_ALL),
      sys.getrecursionlimit(), sys.gettrace(), sys.getprofile(), sys.getswitchinterval(), gc.isenabled(),
      root.level, root.handlers[:], root.filters[:], root.manager.disable)

  def forget_loggers(self):
    known = logging.Logger.manager.loggerDict
    for name in set(known) - self.loggers:
      logger = known.pop(name)
      for handler in getattr(logger, 'handlers', [])[:]:
        logger.removeHandler(handler)
        handler.close()

  def same(self):
    try:
      return (self.process == self.look() and self.memory() < self.size + GROWTH
              and len(sys.modules) == len(self.modules)
              and all(sys.modules.get(n) is m and m.__dict__ == members for n, (m, members) in self.modules.items())
              and all(vars(c) == members for c, members in self.classes)
              and all(v == before for v, before in self.containers))
    except Exception:
      return False


def coded(line):
  return json.dumps(line).encode('ascii') + b'\n'


def serve(asked, result, kind, footprint):
  """Runs one plugin after the other, until one leaves a trace."""
  def write(line):
    data = coded(line)
    while data:
      data = data[os.write(result, data):]

  def tell(line):
    data = coded(line)
    if len(data) <= len(kind):
      kind[:len(data)] = data

  mask, pid = os.umask(0), os.getpid()
  os.chdir('/')
  paths, finders, variables = sys.path[:], sys.meta_path[:], os.environ.copy()
  codes = Codes()
  try:
    footprint.begin()
  except Exception:
    # The system tells too little of its processes: then each plugin has one of its own.
    pass
  with os.fdopen(asked, 'rb') as requests:
    for line in requests:
      request = json.loads(line)
      os.umask(mask)
      os.environ[request['variable']] = request['mark']
      answer = run(request, codes.find(request['path']), tell)
      if os.getpid() != pid:
        # The plugin forked, and this is the copy.
        break
      for stream in (sys.stdout, sys.stderr):
        stream.flush()
      mark = request['variable']
      if mark in variables:
        os.environ[mark] = variables[mark]
      else:
        os.environ.pop(mark, None)
      os.chdir('/')
      sys.path[:], sys.meta_path[:] = paths, finders
      sys.modules.pop('__plugin__', None)
      footprint.forget_loggers()
      fine = 'cause' not in answer and footprint.same()
      write(dict(answer, done=fine))
      if not fine:
        break
  os._exit(0)


# The host -------------------------------------------------------------------

class Worker(object):
  """A child as the host sees it: one plugin at a time, and dead after one that left traces."""

  def __init__(self, key, inherited, footprint):
    self.key = key
    self.id = self.begun = self.deadline = None
    self.late = self.leaving = False
    self.status = None
    self.said = self.printed = b''
    # What the plugin is like is wanted only if it says nothing else: nobody is woken for it.
    self.kind = mmap.mmap(-1, mmap.PAGESIZE)
    asked, self.ask = os.pipe()
    self.result, result = os.pipe()
    self.output, output = os.pipe()
    sys.stdout.flush()
    self.pid = os.fork()
    if self.pid == 0:
      try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # Who holds another worker's pipe would keep it waiting when the host is gone.
        for fd in inherited + [self.ask, self.result, self.output]:
          os.close(fd)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        random.seed()
        serve(asked, result, self.kind, footprint)
      finally:
        os._exit(1)
    for fd in (asked, result, output):
      os.close(fd)
    for fd in (self.result, self.output):
      os.set_blocking(fd, False)

  def fds(self):
    return [self.ask, self.result, self.output]

  def give(self, request):
    self.id = request['id']
    self.begun = time.monotonic()
    self.deadline = self.begun + request['limit']
    self.said = self.printed = b''
    self.kind[:1] = b'\n'
    data = coded(request)
    try:
      while data:
        data = data[os.write(self.ask, data):]
    except BrokenPipeError:
      # It has died; that it did is answered when it is buried.
      pass

  def read(self):
    for fd in (self.result, self.output):
      try:
        while True:
          data = os.read(fd, 65536)
          if not data:
            break
          if fd == self.result:
            self.said += data
          else:
            self.printed = (self.printed + data)[-TAIL:]
      except BlockingIOError:
        pass

  def kill(self, number):
    # The number of one that is buried may be somebody else's; that of its group is not, as long as there is a group.
    for stop in (os.killpg, os.kill) if self.status is None else (os.killpg,):
      try:
        stop(self.pid, number)
      except OSError:
        pass

  def dismiss(self):
    self.leaving = True
    self.kill(signal.SIGKILL)

  def bury(self):
    """Whether it is dead; what it left running in its group dies with it."""
    pid, status = os.waitpid(self.pid, os.WNOHANG)
    if pid:
      self.status = status
      self.read()
      self.kill(signal.SIGKILL)
      for fd in self.fds():
        os.close(fd)
    return bool(pid)

  def told(self):
    answer = {'id': self.id}
    for line in self.said.split(b'\n')[:-1] or self.kind[:].split(b'\n')[:1]:
      answer.update(json.loads(line or b'{}'))
    return answer

  def answer(self):
    """What it said of its plugin, or how it died of it; None as long as neither is known."""
    answer = self.told()
    done = answer.pop('done', False)
    if self.status is None:
      return answer if done else None
    if 'type' not in answer and 'cause' not in answer:
      code = os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else None
      how = 'its process %s' % (
        'exited with status %d' % code if code is not None
        else 'was killed by signal %d' % os.WTERMSIG(self.status))
      lines = self.printed.decode('utf-8', 'replace').strip().split('\n')
      answer['cause'] = how + (': ' + lines[-1] if lines[-1] else '')
    return answer


def warm():
  """Has done what every child would do for the first time, and shares its memory."""
  for name in ('zope.interface', 'slapos.grid.promise'):
    importlib.import_module(name)

  @importlib.import_module('zope.interface').implementer(importlib.import_module('slapos.grid.promise').interface.IPromise)
  class Fine(GenericPromise):
    def sense(self):
      self.logger.info('fine')

  queue = Queue()
  promise = Fine({'queue': queue, 'name': 'warm.py', 'path': '', 'partition-folder': ''})
  promise.run()
  promise.logger.handlers[:] = []
  logging.Logger.manager.loggerDict.pop('warm.py', None)
  gc.collect()
  # A collector that runs in a child would touch, and so copy, every page.
  gc.freeze()


class Strays(object):
  """Processes that outlived the plugin they came from: the system hands them to this process."""

  def __init__(self):
    self.children = '/proc/self/task/%d/children' % os.getpid()
    try:
      import ctypes
      subreaper = 36
      self.told = (os.path.exists(self.children)
                   and ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0) == 0)
    except (ImportError, OSError, AttributeError):
      self.told = False

  def left(self, known):
    """Whether there may be any, beside the plugins that run."""
    return not self.told or bool(self.find(known))

  def kill(self, known):
    """Kills all of them; who is killed hands on its own children, a generation a round."""
    for _ in range(50):
      found = self.find(known)
      if not found:
        return
      for pid in found:
        try:
          os.kill(pid, signal.SIGKILL)
        except OSError:
          pass
      time.sleep(0.001)

  def find(self, known):
    if not self.told:
      return []
    with open(self.children) as f:
      pids = [int(pid) for pid in f.read().split()]
    found = []
    for pid in pids:
      if pid not in known:
        try:
          if not os.waitpid(pid, os.WNOHANG)[0]:
            found.append(pid)
        except OSError:
          pass
    return found


class Crew(object):
  """The workers, and the requests that wait for one."""

  def __init__(self, fds, send):
    self.fds, self.send = fds, send
    self.strays = Strays()
    self.footprint = Footprint()
    self.processors = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1
    self.workers = {}
    self.queue = []

  def busy(self):
    return [w for w in self.workers.values() if w.id is not None]

  def spare(self):
    return [w for w in self.workers.values() if w.id is None and not w.leaving]

  def ask(self, request):
    self.queue.append((request, time.monotonic() + PATIENCE))

  def wait(self):
    """How long nothing need be done if nothing happens."""
    moments = [w.deadline for w in self.busy()] + [moment for _, moment in self.queue]
    return max(0, min(moments) - time.monotonic()) if moments else IDLE

  def dispatch(self):
    """To start a process takes longer than most plugins: while all processors are at work, soon some worker is free."""
    waiting, self.queue = self.queue, []
    now = time.monotonic()
    working = sum(now - w.begun < QUICK for w in self.busy())
    for request, moment in waiting:
      key = (request['config']['partition-folder'], os.path.dirname(request['path']), request['paths'])
      fit = [w for w in self.spare() if w.key == key]
      if fit:
        working += 1
        fit[0].give(request)
      elif working < self.processors or now >= moment:
        working += 1
        worker = Worker(key, self.fds + [fd for w in self.workers.values() for fd in w.fds()], self.footprint)
        self.workers[worker.pid] = worker
        worker.give(request)
      else:
        self.queue.append((request, moment))

  def attend(self, ready, died):
    """Takes what workers say, and stops those whose time is over; some may have died."""
    now = time.monotonic()
    for worker in list(self.workers.values()):
      heard = worker.result in ready or worker.output in ready
      if heard:
        worker.read()
      if died and worker.bury():
        del self.workers[worker.pid]
        heard = True
      if worker.id is not None and (heard or now >= worker.deadline):
        self.judge(worker)
    for worker in self.spare()[SPARE:]:
      worker.dismiss()
    if not self.busy():
      # What nobody's mark is on, as it started no program of its own, has no plugin left to belong to.
      self.strays.kill(self.workers)

  def judge(self, worker):
    answer = worker.answer()
    if answer is not None:
      if not worker.late:
        self.send(dict(answer, strays=self.strays.left(self.workers)))
      worker.id = None
      if worker.late:
        worker.dismiss()
    elif time.monotonic() >= worker.deadline:
      if not worker.late:
        self.send(dict(worker.told(), late=True))
      worker.kill(signal.SIGKILL if worker.late else signal.SIGTERM)
      worker.late = True
      worker.deadline = time.monotonic() + GRACE

  def kill(self):
    for worker in self.workers.values():
      worker.kill(signal.SIGKILL)


def main():
  sys.dont_write_bytecode = True
  sys.path[:] = [p for p in sys.path if p]
  sys.meta_path.insert(0, Finder(OURS, PACKAGES[:2]))
  sys.meta_path.append(Finder(FALLBACK, PACKAGES[2:]))
  wake, waker = os.pipe()
  for fd in (wake, waker, 0):
    os.set_blocking(fd, False)
  signal.signal(signal.SIGCHLD, lambda *a: None)
  signal.set_wakeup_fd(waker)
  out = os.dup(1)
  os.dup2(2, 1)

  def send(answer):
    data = coded(answer)
    while data:
      data = data[os.write(out, data):]

  warm()
  crew = Crew([wake, waker, out], send)
  buffered, open_, used = b'', True, time.monotonic()
  while open_ or crew.busy():
    if crew.busy():
      used = time.monotonic()
    elif time.monotonic() - used > IDLE:
      break
    fds = [wake] + ([0] if open_ else []) + [fd for w in crew.workers.values() for fd in (w.result, w.output)]
    try:
      ready = set(select.select(fds, [], [], crew.wait())[0])
    except InterruptedError:
      ready = set()
    if wake in ready:
      os.read(wake, 4096)
    crew.attend(ready, wake in ready)
    if 0 in ready:
      try:
        data = os.read(0, 65536)
      except BlockingIOError:
        data = None
      if data == b'':
        # Whoever asked is gone, so nobody wants the answers.
        open_, crew.queue = False, []
        crew.kill()
      elif data:
        used = time.monotonic()
        lines = (buffered + data).split(b'\n')
        buffered = lines.pop()
        for line in lines:
          crew.ask(json.loads(line))
    crew.dispatch()
  crew.kill()


main()
