"""Decisions and new returns on 1,000 and 100,000 orders, and their growth. The same as `returnflow bench returns`."""

import sys

from returnflow.cli import run

if __name__ == "__main__":
    sys.exit(run(["bench", "returns", *sys.argv[1:]]))
