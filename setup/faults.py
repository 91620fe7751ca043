"""What can go wrong in set-up, as one line and one fix each. Knows no step."""

import errno
import re
from pathlib import Path

EXIT_SETUP = 3  # the same code `returnflow` uses for a precondition that is not met


class SetupFault(Exception):
    """A precondition is not met. `fix` is one thing to do; `log` holds the details of a command that failed."""

    def __init__(self, said: str, fix: str, log: Path | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.fix = fix
        self.log = log

    def __str__(self) -> str:
        more = f"\n     All of it: {self.log}" if self.log else ""
        return f"{self.said}\nFix: {self.fix}{more}"


_NETWORK = re.compile(
    r"\b(temporary failure in name resolution|name or service not known|could not resolve|no such host|dns error|failed to lookup"
    r"|network is unreachable|connection refused|connection reset|no route to host|enotfound|eai_again|econnrefused|etimedout"
    r"|max retries exceeded|failed to fetch|error sending request|i/o timeout|read timed out|tls handshake timeout)\b",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(r"certificate verify failed|unknownissuer|unknown authority|self.signed certificate", re.IGNORECASE)
_FULL = re.compile(r"no space left on device|disk quota exceeded|\benospc\b|\bedquot\b", re.IGNORECASE)
_FORBIDDEN = re.compile(r"permission denied|read-only file system|\beacces\b|\berofs\b", re.IGNORECASE)
_HASH = re.compile(r"hash mismatch|do not match the hashes|checksum mismatch|\beintegrity\b", re.IGNORECASE)


def from_output(doing: str, output: str, log: Path) -> SetupFault:
    """The fault behind a command that failed, read from what it printed."""
    if _FULL.search(output):
        return SetupFault(f"The disk is full (while {doing}).", "free about 4 GB, then run the same command again", log)
    if _HASH.search(output):
        said = f"A download does not have the pinned checksum (while {doing})."
        return SetupFault(said, "try again; if it stays so, do not go on", log)
    if _CERTIFICATE.search(output):
        fix = "put your network's certificate authority into the system's store, or name its file in SSL_CERT_FILE"
        return SetupFault(f"A certificate was not accepted (while {doing}).", fix, log)
    if _NETWORK.search(output):
        fix = "connect to the internet (or name your mirror: PIP_INDEX_URL, GOPROXY, npm's registry) and run it again"
        return SetupFault(f"A package registry cannot be reached (while {doing}).", fix, log)
    if _FORBIDDEN.search(output):
        said = f"A folder cannot be written (while {doing})."
        return SetupFault(said, "see the log for which; make it yours, or set RETURNFLOW_CACHE", log)
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "no output")
    return SetupFault(f"It failed while {doing}: {last[:200]}", "read the log, put it right and run the same command again", log)


def from_os_error(error: OSError) -> SetupFault:
    """The fault behind a file that could not be written."""
    where = error.filename or "a file"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SetupFault(f"The disk is full (at {where}).", "free about 4 GB, then run the same command again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        fix = "make it yours (chown), or name another folder in RETURNFLOW_CACHE (tools, models) or RETURNFLOW_DATA (data)"
        return SetupFault(f"Cannot write {where}.", fix)
    return SetupFault(f"{error.strerror or error} ({where}).", "put that right and run the same command again")
