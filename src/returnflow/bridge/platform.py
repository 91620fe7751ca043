"""The voice platform as the rest of ReturnFlow sees it: credentials for one caller, and an end to his call.

Owns the interface and the shape of credentials (the field names of the Vocal Bridge document). Must not know who implements it.
"""

from dataclasses import asdict, dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one caller needs to join his call. `expires_in` is in seconds. `livekit_url` may hold `{host}`: the name by
    which the caller's browser reached us (a machine in a local network has several)."""

    livekit_url: str
    token: str
    room_name: str
    participant_identity: str
    expires_in: int
    agent_mode: str
    call_id: str

    def to_document(self, host: str) -> dict[str, Any]:
        """As JSON, for a caller who reached us as `host`."""
        return {**asdict(self), "livekit_url": self.livekit_url.replace("{host}", host)}


class Platform(Protocol):
    """Issues credentials and ends calls."""

    def credentials(self, caller_key: str, *, record: bool) -> Credentials:
        """Credentials for this caller: for the call he is in, or for a new one. Raises Busy when every place is taken."""
        ...

    def hang_up(self, call_id: str) -> None:
        """End the call for everybody in it. A call that is over already is fine."""
        ...
