"""The command line: one file a command, imported only when that command runs, so that help stays fast (< 300 ms).

Owns how errors become one line and an exit code. Knows no command but by name: each module in this folder that is listed
in `COMMANDS` offers `app`, a `typer.Typer`; a name whose module is not installed is not shown.
"""

import sys
from collections.abc import Sequence
from typing import Any

import typer

from returnflow.cli.errors import exit_code, report
from returnflow.cli.lazy import LazyGroup
from returnflow.errors import ReturnFlowError

EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage or input, 3 a precondition is missing, 4 the driver failed."

app = typer.Typer(
    cls=LazyGroup,
    name="returnflow",
    help="A voice desk for product returns that anyone can run.",
    epilog=EXIT_CODES,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from returnflow import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=_show_version, help="Print the version and leave."),
) -> None:
    """A voice desk for product returns that anyone can run."""


def run(arguments: Sequence[str] | None = None) -> int:
    """One command; its exit code. Errors of our family are one line on standard error."""
    command: Any = typer.main.get_command(app)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = command.main(args=words or ["--help"], prog_name="returnflow", standalone_mode=False)
    except ReturnFlowError as error:
        report(error)
        return exit_code(error)
    except typer.TyperException as error:
        report(error)
        return exit_code(error)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:  # `returnflow calls list | head`
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0


def main() -> None:
    """The console script."""
    sys.exit(run())
