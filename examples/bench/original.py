"""The original's half of beside-original: resolves a profile twice, or installs one three times: fresh, with nothing to
do, with one option changed. Prints how many milliseconds of the processor each time took. What takes minutes is resolved
once, with "once" at the end, and that stands for both."""
import contextlib
import io
import logging
import os
import sys
import time

import zc.buildout.buildout


def resolve(file):
    buildout = zc.buildout.buildout.Buildout(file, [], user_defaults=False)
    for section in list(buildout):
        try:
            dict(buildout[section])
        except zc.buildout.UserError:
            pass


def install(file, *assignments):
    options = [("buildout", "log-level", "-90")] + list(assignments)
    zc.buildout.buildout.Buildout(file, options, user_defaults=False).install([])


def took(work):
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        work()
    logging.getLogger().handlers.clear()
    return (time.process_time() - start) * 1000


what, file = sys.argv[1:3]
os.chdir(os.path.dirname(file))
if what == "resolve" and sys.argv[3:] == ["once"]:
    times = [took(lambda: resolve(file))] * 2
elif what == "resolve":
    times = [took(lambda: resolve(file)) for again in range(2)]
else:
    last = "part%d" % (int(sys.argv[3]) - 1)
    times = [took(lambda: install(file)) for again in range(2)]
    times.append(took(lambda: install(file, (last, "text", "changed"))))
print(*("%.2f" % each for each in times))
