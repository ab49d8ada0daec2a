"""Runs promise plugins for Buildout4j: one interpreter, one forked child a promise.

Requests come as JSON lines on standard input, answers leave as JSON lines on
standard output. Everything is loaded once, here; a child only adds its plugin.
"""
import abc
import datetime
import gc
import importlib
import importlib.machinery
import io
import json
import logging
import os
import random
import re
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
import types

GRACE = 1.0
IDLE = 60.0
TAIL = 4096
LONGEST = 5000
FAILING = ('CRITICAL', 'ERROR')
HEADER = re.compile(
  r'(\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}:\d{2})\s+-?\s*(\w+)\s+-?\s+(\d+-\d{3})\s+-?\s*(.*)')
DATE = '%Y-%m-%d %H:%M:%S'


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
      'date': datetime.datetime.strptime(date, DATE), 'status': level, 'message': text})
  if group:
    yield group


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
    self._transaction = '%d-%d' % (time.time(), random.randint(100, 999))
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
      handler = logging.FileHandler(self._log_file)
    handler.setFormatter(logging.Formatter(
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
      self.logger.error(str(e))
    try:
      result = self.anomaly() if check_anomaly else self.test()
      if result is None:
        raise ValueError("Promise %s method returned 'None'" % (
          'anomaly' if check_anomaly else 'test'))
    except Exception as e:
      result = kind(True, str(e))
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


class IPromise(Interface):
  pass


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
  'slapos.grid.promise.interface': dict(IPromise=IPromise),
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


# One promise, in a child ----------------------------------------------------

class Queue(object):
  def __init__(self):
    self.items = []

  def put_nowait(self, item):
    self.items.append(item)

  put = put_nowait


class Codes(object):
  """Plugins compiled before the fork, for all their runs; what does not compile here tells why in its child."""
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


def child(request, compiled, write):
  """Runs one promise and writes two lines: what it is like, and what it said."""
  queue = Queue()
  try:
    os.chdir(request['config']['partition-folder'])
    sys.path[0:0] = request['paths']
    folder = os.path.dirname(request['path'])
    if folder not in sys.path:
      sys.path.append(folder)
    sys.meta_path.insert(0, Guard(request['path']))
    arguments = dict(request['config'], queue=queue)
    promise = load(request['path'], request['name'], arguments, compiled)
    write({'periodicity': promise.getPeriodicity(), 'tested': promise.isTested(),
           'watched': promise.isAnomalyDetected(),
           'transaction': getattr(promise, '_transaction', '')})
    promise.run(request['watching'], False)
    if not queue.items:
      raise RuntimeError('it sent no result')
    item = queue.items[-1].item
    write({'type': item.type(), 'failed': bool(item.hasFailed()),
           'message': None if item.message is None else str(item.message),
           'bangs': bool(getattr(promise, '_allow_bang', True))})
  except SyntaxError as e:
    write({'cause': '%s: %s' % (type(e).__name__, e)})
  except BaseException as e:
    traceback.print_exc()
    text = str(e)
    write({'cause': type(e).__name__ + (': ' + text if text else '')})


# The host -------------------------------------------------------------------

class Child(object):
  def __init__(self, request, compiled):
    self.id = request['id']
    self.deadline = time.monotonic() + request['limit']
    self.late = False
    self.status = None
    self.said = b''
    self.printed = b''
    self.result, result = os.pipe()
    self.output, output = os.pipe()
    sys.stdout.flush()
    self.pid = os.fork()
    if self.pid == 0:
      code = 1
      try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(self.result)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ[request['variable']] = request['mark']
        random.seed()

        def write(line):
          data = json.dumps(line).encode('ascii') + b'\n'
          while data:
            data = data[os.write(result, data):]

        child(request, compiled, write)
        for stream in (sys.stdout, sys.stderr):
          stream.flush()
        code = 0
      finally:
        os._exit(code)
    os.close(result)
    os.close(output)
    for fd in (self.result, self.output):
      os.set_blocking(fd, False)

  def read(self, fd):
    try:
      while True:
        data = os.read(fd, 65536)
        if not data:
          return
        if fd == self.result:
          self.said += data
        else:
          self.printed = (self.printed + data)[-TAIL:]
    except BlockingIOError:
      pass

  def kill(self, number):
    for stop in (os.killpg, os.kill):
      try:
        stop(self.pid, number)
      except OSError:
        pass

  def answer(self):
    answer = {'id': self.id}
    for line in self.said.split(b'\n')[:-1]:
      answer.update(json.loads(line))
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

  def kill(self):
    """Kills all of them; who is killed hands on its own children, a generation a round."""
    for _ in range(50):
      found = self.find(())
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


def main():
  sys.dont_write_bytecode = True
  sys.path[:] = [p for p in sys.path if p]
  sys.meta_path.insert(0, Finder(OURS, PACKAGES[:2]))
  sys.meta_path.append(Finder(FALLBACK, PACKAGES[2:]))
  strays = Strays()
  codes = Codes()
  warm()
  wake, waker = os.pipe()
  for fd in (wake, waker, 0):
    os.set_blocking(fd, False)
  signal.signal(signal.SIGCHLD, lambda *a: None)
  signal.set_wakeup_fd(waker)
  out = os.dup(1)
  os.dup2(2, 1)
  children, buffered, open_, used = {}, b'', True, time.monotonic()

  def send(answer):
    data = json.dumps(answer).encode('ascii') + b'\n'
    while data:
      data = data[os.write(out, data):]

  while open_ or children:
    now = time.monotonic()
    limits = [c.deadline for c in children.values()]
    if not children and now - used > IDLE:
      return
    wait = max(0, min(limits) - now) if limits else IDLE
    fds = [wake] + ([0] if open_ else [])
    for c in children.values():
      fds += (c.result, c.output)
    try:
      ready = select.select(fds, [], [], wait)[0]
    except InterruptedError:
      ready = []
    if wake in ready:
      os.read(wake, 4096)
    for c in list(children.values()):
      for fd in (c.result, c.output):
        if fd in ready:
          c.read(fd)
      pid, status = os.waitpid(c.pid, os.WNOHANG)
      if pid:
        c.status = status
        c.read(c.result)
        c.read(c.output)
        c.kill(signal.SIGKILL)
        os.close(c.result)
        os.close(c.output)
        del children[c.pid]
        if not c.late:
          send(dict(c.answer(), strays=strays.left(children)))
        if not children:
          # What nobody's mark is on, as it started no program of its own, has no plugin left to belong to.
          strays.kill()
      elif time.monotonic() >= c.deadline:
        if c.late:
          c.kill(signal.SIGKILL)
        else:
          c.late = True
          c.kill(signal.SIGTERM)
          answer = {'id': c.id, 'late': True}
          for line in c.said.split(b'\n')[:-1]:
            answer.update(json.loads(line))
          send(answer)
        c.deadline = time.monotonic() + GRACE
    if 0 in ready:
      try:
        data = os.read(0, 65536)
      except BlockingIOError:
        continue
      if not data:
        # Whoever asked is gone, so nobody wants the answers.
        open_ = False
        for c in children.values():
          c.kill(signal.SIGKILL)
        continue
      lines = (buffered + data).split(b'\n')
      buffered = lines.pop()
      for line in lines:
        used = time.monotonic()
        request = json.loads(line)
        c = Child(request, codes.find(request['path']))
        children[c.pid] = c


main()
