import errno
from pathlib import Path

import pytest

from setup.faults import from_os_error, from_output

LOG = Path("some.log")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("error: failed to fetch\n  dns error: failed to lookup address information", "registry cannot be reached"),
        ("npm error code ENOTFOUND", "registry cannot be reached"),
        ("go: module x: dial tcp: lookup y: no such host", "registry cannot be reached"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: invalid peer certificate: UnknownIssuer", "certificate was not accepted"),
        ("npm error code EACCES", "cannot be written"),
        ("Hash mismatch for `x`", "pinned checksum"),
        ("something odd\n\n", "something odd"),
    ],
)
def test_what_a_tool_printed_becomes_one_line_with_a_fix(printed, said):
    fault = from_output("building", printed, LOG)
    assert said in fault.said
    assert "while building" in fault.said
    assert fault.fix
    assert str(LOG) in str(fault)


def test_a_missing_module_is_not_taken_for_a_missing_network():
    assert "ModuleNotFoundError" in from_output("building", "ModuleNotFoundError: No module named 'x'", LOG).said


@pytest.mark.parametrize(
    ("code", "said"), [(errno.ENOSPC, "full"), (errno.EROFS, "Cannot write"), (errno.EACCES, "Cannot write")]
)
def test_a_file_that_cannot_be_written_is_named_with_a_fix(code, said):
    fault = from_os_error(OSError(code, "why", "/the/file"))
    assert said in fault.said
    assert "/the/file" in fault.said
