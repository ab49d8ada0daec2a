"""Answers many cases: one JSON per line {"file":..., "placeholders":bool, "assign":[[s,o,v]]} -> one JSON per line."""
import sys, os, json, io, contextlib, logging
import zc.buildout.buildout as zb, zc.buildout, zc.buildout.configparser as cp
os.environ['HOME']='/nonexistent'
class Stop(Exception): pass
PLACE=False
def make():
    class O(zb.Options):
        def initialize(self): pass
        def get(self, option, default=None, seen=None):
            v = zb.Options.get(self, option, default, seen)
            if v is None and PLACE and seen is not None and option != '_buildout_section_name_':
                r = self._raw.get('recipe')
                if r and r.strip(): return '@%s:%s@' % (self.name, option)
            return v
    return O
O = make()
class B(zb.Buildout):
    Options = O
    def _setup_logging(self): pass
    def _setup_socket_timeout(self): pass
def err(e):
    return {"type": type(e).__name__, "text": str(e)[:300]}
def run(case):
    global PLACE
    PLACE = case.get("placeholders", False)
    out = {}
    cwd = os.getcwd()
    if os.path.exists(case["file"]): os.chdir(os.path.dirname(case["file"]))
    b = None
    try:
        mk = os.makedirs; os.makedirs = lambda *a, **k: None
        md = os.mkdir; os.mkdir = lambda *a, **k: None
        try:
            b = B.__new__(B)
            defaults = case.get("defaults")
            os.environ['BUILDOUT_HOME'] = defaults or '/nonexistent'
            zb.Buildout.__init__(b, case["file"], [tuple(a) for a in case.get("assign", [])], bool(defaults))
        finally:
            os.makedirs = mk; os.mkdir = md
            os.chdir(cwd)
    except (Exception, SystemExit) as e:
        out["error"] = err(e)
        return out
    out["raw"] = b._raw
    out["history"] = {s: {o: [[h.operation, h.value, h.source] for h in k.history] for o, k in d.items()} for s, d in b._annotated.items()}
    if case.get("annotate"):
        for v in (False, True):
            f = io.StringIO()
            with contextlib.redirect_stdout(f):
                zb._print_annotate(b._annotated, v, [], b._buildout_dir)
            out["annotate-v" if v else "annotate"] = f.getvalue()
    secs, errs = {}, {}
    keep = dict(b._data)
    for s in b._raw:
        b._data = dict(keep) if s not in ('buildout',) else b._data
        b._data = {k: v for k, v in keep.items() if k in ('buildout',)} if s != 'buildout' else dict(keep)
        try:
            opt = b[s]
            secs[s] = {k: opt[k] for k in opt}
        except Exception as e:
            errs[s] = err(e)
    out["sections"] = secs; out["errors"] = errs
    return out
logging.disable(logging.CRITICAL)
stdout = sys.stdout; sys.stdout = sys.stderr
for line in sys.stdin:
    try: r = run(json.loads(line))
    except RecursionError as e: r = {"error": {"type": "RecursionError", "text": ""}}
    stdout.write(json.dumps(r) + "\n"); stdout.flush()
