"""What the merchant is told: the return as it stands, in JSON. Neither marketplace takes a return by API: so it is learnt.

Owns what goes around the return's own document (both are described in docs/webhooks.md).
"""

import json
from datetime import datetime
from typing import Any

from returnflow.returns import document as returns
from returnflow.returns.model import Return

VERSION = 1


def body(event: str, made: Return, at: datetime, *, key: str, public_url: str = "") -> str:
    """The document as it is sent; the same arguments always give the same bytes."""
    return json.dumps(document(event, made, at, key=key, public_url=public_url), sort_keys=True, ensure_ascii=False)


def document(event: str, made: Return, at: datetime, *, key: str, public_url: str = "") -> dict[str, Any]:
    """`event` happened at `at`; everything else is as of the first try, and stays so on later ones."""
    return {
        "version": VERSION,
        "id": key,
        "event": event,
        "occurred_at": at.isoformat(),
        **returns.document(made),
        "links": {"return": f"{public_url.rstrip('/')}/api/returns/{made.rma}"} if public_url else {},
    }
