"""`python -m returnflow.cli`: how one of our processes starts another without relying on the PATH."""

from returnflow.cli import main

main()
