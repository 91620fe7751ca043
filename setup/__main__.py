"""Entry of `make`: refuses a Python that is too old in words, then hands over. Must stay readable by old Pythons."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    found = "%d.%d" % sys.version_info[:2]  # noqa: UP031  (an f-string would be a syntax error where this line matters)
    sys.stderr.write("Python 3.11 or later is needed; this is %s.\n" % found)  # noqa: UP031
    sys.stderr.write("Fix: install a newer one and say which: make demo PYTHON=python3.12\n")
    sys.exit(3)

from setup.main import main  # noqa: E402  (only after the check)

sys.exit(main(sys.argv[1:]))
