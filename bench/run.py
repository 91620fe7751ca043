"""The measurements without installing a command: `python bench/run.py latency --turns 20`. The same as `returnflow bench`."""

import sys

from returnflow.cli import run

if __name__ == "__main__":
    sys.exit(run(["bench", *sys.argv[1:]]))
