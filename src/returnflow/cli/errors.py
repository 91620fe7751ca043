"""How an error leaves the command line: one line on standard error and an exit code.

0 done; 1 failed for another reason; 2 wrong usage or input; 3 a precondition is missing; 4 the driver of a simulated call
failed. The table is this edge's whole knowledge of the family.
"""

import sys

import typer

from returnflow.errors import ReturnFlowError

USAGE, PRECONDITION, DRIVER, OTHER = 2, 3, 4, 1

EXIT_CODES = {
    "invalid_input": USAGE,
    "not_found": USAGE,
    "setup": PRECONDITION,
    "upstream_unavailable": PRECONDITION,
    "driver": DRIVER,
}


def exit_code(error: ReturnFlowError | typer.TyperException) -> int:
    """The exit code for an error, its own or that of the kind it belongs to; Typer's own errors are wrong usage."""
    if isinstance(error, ReturnFlowError):
        codes = [kind.code for kind in type(error).__mro__ if issubclass(kind, ReturnFlowError)]
        return next((EXIT_CODES[code] for code in codes if code in EXIT_CODES), OTHER)
    return error.exit_code


def report(error: ReturnFlowError | typer.TyperException) -> None:
    """One line: what is wrong, where, and the fix."""
    line = str(error) if isinstance(error, ReturnFlowError) else error.format_message()
    is_help_page = line.startswith("Usage:")  # a group of commands that was called with none
    print(line if is_help_page else f"returnflow: {line}", file=sys.stderr)
