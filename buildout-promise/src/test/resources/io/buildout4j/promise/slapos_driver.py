"""Runs SlapOS's own launcher from a checkout, with what it imports but these tests do not need left empty.

usage: slapos_driver.py CHECKOUT judge < JSON lines        the history rule alone
       slapos_driver.py CHECKOUT run PARTITION anomaly|test [force]   the launcher on a partition
       slapos_driver.py CHECKOUT time PARTITION LIMIT                 the seconds it takes, its start not counted
"""
import json, logging, time, os, sys, types, io, importlib, queue

def module(name, **members):
  m = types.ModuleType(name)
  m.__dict__.update(members)
  m.__path__ = []
  sys.modules[name] = m
  return m

def boolean(text):
  return bool(('false', 'true').index(text.lower()))

def with_metaclass(meta, *bases):
  return meta('base', bases, {})

try:
  import six
except ImportError:
  moves = module('six.moves', queue=queue, reload_module=importlib.reload)
  module('six', PY3=True, StringIO=io.StringIO, with_metaclass=with_metaclass, moves=moves)
try:
  import psutil
except ImportError:
  module('psutil', NoSuchProcess=OSError, AccessDenied=OSError)
try:
  import zope.interface
except ImportError:
  class Interface(object):
    implementedBy = classmethod(lambda cls, other: True)
  module('zope')
  module('zope.interface', Interface=Interface, implementer=lambda *i: lambda c: c)

root = sys.argv[1]
module('slapos').__path__ = [root + '/slapos']
module('slapos.grid').__path__ = [root + '/slapos/grid']
module('slapos.slap', slap=None)
module('slapos.version', version='test')
module('slapos.util',
  bytes2str=lambda b: b.decode('utf-8'), str2bytes=lambda s: s.encode('utf-8'),
  mkdir_p=lambda p: os.makedirs(p, exist_ok=True), string_to_boolean=boolean,
  chownDirectory=lambda *a: None,
  listifdir=lambda p: os.listdir(p) if p and os.path.isdir(p) else ())
module('slapos.grid.utils', dropPrivileges=lambda *a, **k: None, killProcessTree=lambda *a: None)

from slapos.grid.promise.generic import GenericPromise

class Judge(GenericPromise):
  def sense(self):
    pass

if sys.argv[2] == 'judge':
  for line in sys.stdin:
    q = json.loads(line)
    p = Judge({'log-folder': q['folder'], 'partition-folder': q['folder'], 'name': q['title'] + '.py',
               'path': 'x', 'queue': object()})
    r = p._anomaly(q['results'], q['failures'], q['minutes'])
    print(json.dumps({'failed': r.hasFailed(), 'message': r.message}))
else:
  from slapos.grid.promise import PromiseLauncher, PromiseError
  partition, mode = sys.argv[3:5]
  timed = sys.argv[2] == 'time'
  logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL if timed else logging.WARNING)
  start = time.monotonic()
  try:
    PromiseLauncher({
      'promise-folder': partition + '/etc/plugin', 'legacy-promise-folder': partition + '/etc/promise',
      'log-folder': partition + '/.slapgrid/promise/log', 'partition-folder': partition,
      'check-anomaly': mode == 'anomaly', 'force': timed or 'force' in sys.argv,
      'promise-timeout': int(mode) if timed else 10,
    }, logger=logging.getLogger('x')).run()
    said = 'kept'
  except PromiseError as e:
    said = e
  print(time.monotonic() - start if timed else said)
