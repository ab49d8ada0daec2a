"""The peer of the differential tests: reads JSON lines, renders with the real Jinja2, writes JSON lines."""
import ast
import builtins
import importlib
import json
import resource
import signal
import sys

from jinja2 import DictLoader, Environment, StrictUndefined

NAMES = (
    "abs all any bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset hex int"
    " isinstance iter len list map max min next oct ord pow range repr reversed round set sorted str sum tuple zip"
).split()


def check(value, message=""):
    assert value, message
    return ""


def by_key(value):
    if isinstance(value, dict):
        return {by_key(key): by_key(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return type(value)(by_key(item) for item in value)
    return value


def dumps(value):
    text = repr(by_key(value))
    ast.literal_eval(text)
    return "!py!" + text.replace("$", "\\x24").replace(";", "\\x3b")


def environment(templates):
    env = Environment(
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        undefined=StrictUndefined,
        loader=DictLoader(templates),
    )
    env.globals.update({name: getattr(builtins, name) for name in NAMES})
    env.globals.update({"assert": check, "dumps": dumps})
    try:
        env.globals["six"] = importlib.import_module("six")
    except ImportError:
        pass
    return env


def answer(case):
    # What is made up is short; a real template may take its time.
    signal.setitimer(signal.ITIMER_REAL, 1 if len(case["template"]) < 1000 else 60)
    try:
        env = environment(case.get("templates") or {})
        if case.get("parse"):
            env.compile(case["template"])
            return {"output": ""}
        names = dict(case.get("context") or {})
        for name, module in (case.get("modules") or {}).items():
            names[name] = importlib.import_module(module)
        return {"output": env.from_string(case["template"]).render(**names)}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)[:300]}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def out_of_time(*_):
    raise TimeoutError


# What is made up at random may ask for a billion of something.
signal.signal(signal.SIGALRM, out_of_time)
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
