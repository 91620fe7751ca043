"""What the bridge writes into the dispatch of a call's agent, read strictly: it comes over the wire."""

import json
from dataclasses import dataclass

from returnflow.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Whose call it is, and whether the caller agreed to a recording."""

    call_id: str
    user_identity: str
    caller_key: str
    record: bool

    @classmethod
    def parse(cls, metadata: str) -> "Dispatch":
        """Raises InvalidInput when it is not ours."""
        try:
            document = json.loads(metadata)
        except ValueError:
            raise InvalidInput("the dispatch's metadata is no JSON", field="metadata") from None
        if not isinstance(document, dict):
            raise InvalidInput("the dispatch's metadata is no object", field="metadata")
        call_id, identity, key = (_text(document, name) for name in ("call_id", "user_identity", "caller_key"))
        return cls(call_id, identity, key, document.get("record") is True)


def _text(document: dict[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value:
        raise InvalidInput("missing or empty", field=name)
    return value
