"""Answers many cases: one JSON per line {"file":..., "placeholders":bool, "assign":[[s,o,v]]} -> one JSON per line."""
import sys, os, copy, signal, json, io, contextlib, logging
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
BASE = '_profile_base_location_'
class Files:
    """What a case wants otherwise in how files are put together; nothing, unless it says so."""
    def __init__(self):
        self.open, self.annotate, self.update, self.parse = zb._open, zb._annotate, zb._update, cp.parse
        self.history = zb.SectionKey.addToHistory
        self.folded, self.parsed, self.met, self.how = {}, {}, set(), None
        zb._open, zb._annotate = self._open, self._annotate
    def begin(self, how):
        """All that is patched for speed comes to the same values: histories keep just two steps."""
        self.how, self.met = how, set()
        cp.parse = self._parse if how else self.parse
        zb._update = self._update if how and not OLDER else self.update
        zb.SectionKey.addToHistory = newest if how else self.history
        if how:
            zb.SectionKey.__deepcopy__, zb.HistoryItem.__deepcopy__ = copied, lambda item, memo: item
        elif hasattr(zb.SectionKey, '__deepcopy__'):
            del zb.SectionKey.__deepcopy__, zb.HistoryItem.__deepcopy__
    def _parse(self, fp, name, *rest):
        """A file is parsed once, however many profiles reach it."""
        if name not in self.parsed:
            self.parsed[name] = self.parse(fp, name, *rest)
        return {section: dict(options) for section, options in self.parsed[name].items()}
    def _update(self, below, above):
        """The newer one copies all there is for each file put on top; sections that the file lacks need no copy."""
        result = dict(below)
        result.update(self.update({s: below[s] for s in above if s in below}, above))
        return result
    def _open(self, base, filename, seen, *rest):
        if not self.how or not seen:
            return self.open(base, filename, seen, *rest)
        key = os.path.normpath(os.path.join(base, filename))
        if key not in [os.path.normpath(s) for s in seen]:
            if self.how == 'once':
                # SlapOS's rule: the first occurrence alone counts.
                if key in self.met:
                    return {} if OLDER else ([], {})
                self.met.add(key)
            elif key in self.folded and OLDER:
                # 2.13.2 folds a file with all it extends before anything is put on top, so once will do.
                return copy.deepcopy(self.folded[key])
        result = self.open(base, filename, seen, *rest)
        if self.how == 'folded' and OLDER:
            self.folded[key] = copy.deepcopy(result)
        return result
    def _annotate(self, sections, source):
        wanting = [name for name, options in sections.items() if self.how
                   and BASE not in options and any('${:%s}' % BASE in v for v in options.values())]
        result = self.annotate(sections, source)
        for name in wanting:
            where = os.path.normpath(os.path.dirname(source))
            result[name].update(self.annotate({name: {BASE: where}}, 'COMPUTED_VALUE')[name])
        return result
def copied(key, memo):
    """What copy.deepcopy makes of a value with its history, whose items nobody changes."""
    result = key.__class__.__new__(key.__class__)
    result.__dict__.update(key.__dict__)
    result.history = list(key.history)
    return result
def newest(key, *item):
    key.history = key.history[-1:] + [zb.HistoryItem(*item)]
OLDER = not hasattr(zb, '_get_user_config')
FILES = Files()
class Timeout(Exception): pass
# The newer one's directory for its own format of eggs is no part of the language.
if 'eggs-directory-version' in zb._buildout_default_options:
    zb._buildout_default_options['eggs-directory-version'].value = ''
def stop(*ignored): raise Timeout()
signal.signal(signal.SIGALRM, stop)
class B(zb.Buildout):
    Options = O
    def _setup_logging(self): pass
    def _setup_socket_timeout(self): pass
def err(e):
    return {"type": type(e).__name__, "text": str(e)[:300]}
def run(case):
    global PLACE
    PLACE = case.get("placeholders", False)
    FILES.begin(case.get("files"))
    signal.alarm(int(case.get("limit", "0")))
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
    except Timeout: raise
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
    # Each section as if it were looked up first; in the corpus what was looked up whole is kept.
    good = {k: v for k, v in keep.items() if k in ('buildout',)}
    for s in b._raw:
        b._data = dict(good) if s != 'buildout' else dict(keep)
        try:
            opt = b[s]
            secs[s] = {k: opt[k] for k in opt}
            if FILES.how and s != 'buildout': good = b._data
        except Timeout: raise
        except Exception as e:
            errs[s] = err(e)
    out["sections"] = secs; out["errors"] = errs
    return out
logging.disable(logging.CRITICAL)
stdout = sys.stdout; sys.stdout = sys.stderr
for line in sys.stdin:
    try: r = run(json.loads(line))
    except Timeout: r = {"error": {"type": "Timeout", "text": ""}}
    except RecursionError as e: r = {"error": {"type": "RecursionError", "text": ""}}
    signal.alarm(0)
    stdout.write(json.dumps(r) + "\n"); stdout.flush()
