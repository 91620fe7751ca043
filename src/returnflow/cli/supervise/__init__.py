"""The supervisor behind `returnflow up`: `start(settings)` gives a `Running` installation on free ports.

Owns processes, their order and their end. Knows the processes by their commands only.
"""

from returnflow.cli.supervise.installation import Running, print_line, run_file, start
from returnflow.cli.supervise.plans import Ports, fixed, free

__all__ = ["Ports", "Running", "fixed", "free", "print_line", "run_file", "start"]
