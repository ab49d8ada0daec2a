"""Real templates for TemplateBenchmark, and how long Jinja2 takes over the same ones, in the same run.

Usage: beside_jinja2.py CHECKOUT-OF-SLAPOS COMMAND...

Finds the templates whose text or output is large, guesses a context with which each renders, writes them as JSON to a
file, times Jinja2 before and after COMMAND, which is run with that file's name in TEMPLATE_CASES, and prints the best
of both. COMMAND is usually examples/bench/jmh TemplateBenchmark.
"""
import builtins
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from jinja2 import DictLoader, Environment, StrictUndefined

NAMES = (
    "abs all any bool callable chr dict enumerate float format frozenset int isinstance iter len list map max min next"
    " ord range repr reversed round set sorted str sum tuple zip"
).split()
MISSING = re.compile(r"'(?:dict object' has no attribute '|dict' object has no attribute ')?(\w[\w.-]*)'( is undefined)?$")
WANTED = 20


def environment(templates):
    env = Environment(
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        undefined=StrictUndefined,
        loader=DictLoader(templates),
    )
    env.globals.update({name: getattr(builtins, name) for name in NAMES})
    env.globals["dumps"] = lambda value: "!py!" + repr(value)
    env.globals["assert"] = lambda value, message="": "" if value else 1 / 0
    return env


def guess(name):
    if re.search(r"(list|_s|ips|urls)$", name):
        return ["a%d" % i for i in range(20)]
    return "8000" if re.search("port|number|count|size|timeout|max|min", name) else name + "-text"


def grown(source):
    """A context and further templates with which Jinja2 renders the template, or None."""
    context, templates, tried = {}, {}, {}
    for _ in range(300):
        try:
            used = json.loads(json.dumps(context))
            environment(templates).from_string(source).render(used)
            # One that writes to its context cannot be rendered again and again with the same one.
            return (context, templates) if used == context else None
        except Exception as error:  # whatever is missing is told by the message
            kind, message = type(error).__name__, str(error)
        if kind == "TemplateNotFound":
            templates[message] = "{% macro m() %}m{% endmacro %}included"
            continue
        found = MISSING.search(message)
        if not found and kind != "KeyError":
            return None
        name = found.group(1) if found else message.strip("'")
        tried[name] = tried.get(name, 0) + 1
        if tried[name] > 3:
            return None
        value = [guess(name), {}, [{}]][tried[name] - 1]
        if found and found.group(2):
            mapping = re.search(r"\b%s(\.(get|items|setdefault|\w+)|\[)" % re.escape(name), source)
            context[name] = {} if mapping else value
        else:
            for mapping in context.values():
                if isinstance(mapping, dict):
                    mapping[name] = value
    return None


def cases(checkout):
    found = []
    for folder, _, files in sorted(os.walk(checkout)):
        for file in sorted(files):
            path = os.path.join(folder, file)
            if not re.search(r"jinja|\.in($|\.)|\.cfg|\.conf|\.sh", file) or not os.path.isfile(path):
                continue
            try:
                source = open(path, encoding="utf-8", newline="").read()
            except UnicodeDecodeError:
                continue
            if len(source) < 4000 or source.count("{%") < 20:
                continue
            rendered = grown(source)
            if rendered:
                context, templates = rendered
                name = os.path.relpath(path, checkout)
                found.append({"name": name, "template": source, "context": context, "templates": templates})
    found.sort(key=lambda case: -len(case["template"]))
    return found[:WANTED]


def best(action, seconds):
    """The shortest time of many calls, in microseconds; what disturbs only makes longer."""
    shortest, end = float("inf"), time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        action()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest * 1e6


def timed(case, seconds=1.0):
    env = environment(case["templates"])
    template = env.from_string(case["template"])
    context = case["context"]

    def render():
        template.render(context)

    def parse_and_render():
        environment(case["templates"]).from_string(case["template"]).render(context)

    return best(render, seconds), best(parse_and_render, seconds)


def main(checkout, command):
    chosen = cases(checkout)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(chosen, file)
        file.flush()
        before = [timed(case) for case in chosen]
        subprocess.run(command, env=dict(os.environ, TEMPLATE_CASES=file.name), check=True)
        after = [timed(case) for case in chosen]
    print("Jinja2, microseconds: cached render, parse and render")
    for case, first, second in zip(chosen, before, after):
        print("%-70s %9.1f %9.1f" % (case["name"], min(first[0], second[0]), min(first[1], second[1])))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
