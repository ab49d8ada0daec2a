"""The original's half of beside-original: does one thing twice and prints how many milliseconds of the processor each time took."""
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


def install(file):
    zc.buildout.buildout.Buildout(file, [("buildout", "log-level", "-90")], user_defaults=False).install([])


os.chdir(os.path.dirname(sys.argv[2]))
took = []
for again in range(2):
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        {"resolve": resolve, "install": install}[sys.argv[1]](sys.argv[2])
    took.append((time.process_time() - start) * 1000)
    logging.getLogger().handlers.clear()
print("%.2f %.2f" % tuple(took))
