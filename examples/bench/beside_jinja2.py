"""Real templates for TemplateBenchmark, and how long Jinja2 takes over the same ones, in the same run.

Usage: beside_jinja2.py CHECKOUT-OF-SLAPOS COMMAND...

Finds the templates whose text or output is large, guesses a context with which each renders, writes them as JSON to a
file, times Jinja2 before and after COMMAND, which is run with that file's name in TEMPLATE_CASES, and prints the
shorter times of both. COMMAND is usually examples/bench/jmh TemplateBenchmark.
"""
import builtins
import copy
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from jinja2 import DictLoader, Environment, StrictUndefined

NAMES = (
    "abs all any bool callable chr dict enumerate float format frozenset int isinstance iter len list map max min next"
    " ord range repr reversed round set sorted str sum tuple zip"
).split()
MODULES = {
    "json": "json",
    "json_module": "json",
    "re": "re",
    "hashlib": "hashlib",
    "itertools": "itertools",
    "functools": "functools",
    "operator": "operator",
}
MISSING = re.compile(r"'(?:dict object' has no attribute '|dict' object has no attribute ')?(\w[\w.-]*)'( is undefined)?$")
WANTED = 3


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


def sites(count):
    """What a front end with so many sites behind it is configured with, too much to be guessed."""

    def backend(i):
        return {
            "hostname": "backend%d.example.com" % i,
            "port": 8000 + i,
            "scheme": "https" if i % 2 else "http",
            "query": "a=%d" % i if i % 3 else "",
            "path": "/site/%d/" % i,
            "netloc-list": ["10.0.0.%d:80" % j for j in range(i % 4)],
            "health-check-failover-hostname": "spare%d.example.com" % i if i % 5 == 0 else "",
            "health-check-failover-port": 9000,
            "health-check-failover-scheme": "https",
            "health-check-failover-query": "",
            "health-check-failover-path": "/",
            "health-check-netloc-list": [],
        }

    def site(i):
        return {
            "slave_reference": "_site%d" % i,
            "http_backend": backend(i),
            "https_backend": backend(i + 1),
            "authenticate-to-backend": i % 2,
            "ssl_proxy_verify": i % 3 == 0,
            "path_to_ssl_proxy_ca_crt": "/srv/ca/%d.crt" % i,
            "health-check": i % 2 == 0,
            "health-check-interval": 5,
            "health-check-rise": 1,
            "health-check-fall": 2,
            "health-check-http-method": "GET",
            "health-check-http-path": "/alive?site=%d" % i,
            "health-check-timeout": 2,
            "health-check-authenticate-to-failover-backend": True,
            "health-check-failover-ssl-proxy-verify": False,
            "request-timeout": 600,
            "backend-connect-timeout": 5,
            "backend-connect-retries": 3,
        }

    settings = (
        "backend-client-login-certificate backend-connect-retries backend-connect-timeout error-pages-dir global-ipv6"
        " http-port https-port local-ipv4 log-socket node-id pid-file request-timeout statistic-certificate"
        " statistic-identification statistic-password statistic-port statistic-username version-hash"
    )
    order = [{"index": i % 7, "hostname": "www%d.example.com" % i, "slave_reference": "_site%d" % i} for i in range(count)]
    return {
        "configuration": {name: name + "-text" for name in settings.split()},
        "backend_slave_order": order,
        "backend_slave_dict": {"_site%d" % i: site(i) for i in range(count)},
    }


WRITTEN = {"software/rapid-cdn/templates/backend-haproxy.cfg.in": sites(50)}


def names(context, modules):
    # A copy, because some templates write to their context.
    return {**copy.deepcopy(context), **{alias: importlib.import_module(name) for alias, name in modules.items()}}


def guess(name):
    if re.search(r"(list|_s|ips|urls)$", name):
        return ["a%d" % i for i in range(20)]
    return "8000" if re.search("port|number|count|size|timeout|max|min", name) else name + "-text"


def grown(source, written):
    """A context, modules and further templates with which Jinja2 prints something long, or None."""
    context, modules, templates, tried = written, {}, {}, {}
    for _ in range(300):
        try:
            text = environment(templates).from_string(source).render(names(context, modules))
            return (context, modules, templates) if len(text) > 1000 else None
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
        if found and name in MODULES:
            modules[name] = MODULES[name]
        elif found and found.group(2):
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
            name = os.path.relpath(path, checkout)
            rendered = grown(source, WRITTEN.get(name, {}))
            if rendered:
                found.append(dict(zip(("name", "template", "context", "modules", "templates"), (name, source) + rendered)))
    found.sort(key=lambda case: (case["name"] not in WRITTEN, -len(case["template"])))
    return found[:WANTED]


def timed(case, action, seconds=1.0):
    """The shortest and the median of the times of many calls, each with a context of its own, in microseconds."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        context = names(case["context"], case["modules"])
        begin = time.perf_counter()
        action(context)
        times.append(time.perf_counter() - begin)
    return min(times) * 1e6, statistics.median(times) * 1e6


def both(case):
    cached = environment(case["templates"]).from_string(case["template"]).render

    def parse_and_render(context):
        environment(case["templates"]).from_string(case["template"]).render(context)

    return timed(case, cached) + timed(case, parse_and_render)


def main(checkout, command):
    chosen = cases(checkout)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(chosen, file)
        file.flush()
        before = [both(case) for case in chosen]
        subprocess.run(command, env=dict(os.environ, TEMPLATE_CASES=file.name), check=True)
        after = [both(case) for case in chosen]
    print("Jinja2, microseconds, shortest and median: cached render, parse and render")
    for case, first, second in zip(chosen, before, after):
        print("%-60s %9.1f %9.1f %9.1f %9.1f" % (case["name"], *map(min, first, second)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
