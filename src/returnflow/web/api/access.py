"""Who may do what with returns over HTTP: the merchant's own programs by a key, a caller by the order he has proved to be his.

Owns that decision. A caller is the browser of the signed cookie; what he has proved are rows that verification wrote, in a call
or here, and it counts for an hour. Nobody learns whether a return exists that is not his.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request

from returnflow.database import DatabaseWork
from returnflow.errors import NotAllowed, NotFound, SetupError, Unauthorized
from returnflow.ids import parse_rma
from returnflow.returns.events import Actor
from returnflow.returns.model import Return, Store
from returnflow.web import session
from returnflow.web.openapi.operation import operation_of
from returnflow.web.parts import parts

PROOF = timedelta(hours=1)
"""How long a right answer counts: as long as a call may last, and short enough for a browser that others use too."""
SESSION = "session"  # as the operations name it
SHORTEST_KEY = 32  # characters; a key is never typed


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. `program` is a short name of the merchant's key, "" for a caller."""

    program: str
    caller_key: str

    @property
    def merchant(self) -> bool:
        """Whether it is one of the merchant's own programs."""
        return bool(self.program)

    @property
    def name(self) -> str:
        """Under which name the keys of requests are kept."""
        return f"key:{self.program}" if self.merchant else f"caller:{self.caller_key}"[:64]

    @property
    def by(self) -> Actor:
        """As the return's events say."""
        return Actor.API if self.merchant else Actor.CUSTOMER


def asker() -> Asker:
    """Who asks. Raises Unauthorized for a wrong key, and for nobody at all."""
    given = request.headers.get("Authorization", "")
    if given:
        kind, _, key = given.partition(" ")
        if kind.lower() != "bearer" or not _known(key.strip()):
            raise Unauthorized("that is no key of this installation", field="Authorization", fix="see RETURNFLOW_API_KEYS")
        return Asker(hashlib.sha256(key.strip().encode()).hexdigest()[:12], "")
    caller = session.current()
    if not caller.known:
        raise Unauthorized("nobody is signed in", field="Authorization", fix="send a key, or verify the order first")
    return Asker("", caller.key)


def check() -> None:
    """Before anything is read of a request: whether this asker may ask for this at all. Raises Unauthorized, NotAllowed."""
    asked = operation_of(current_app.view_functions.get(request.endpoint or ""))
    who = asker()
    if asked is not None and SESSION not in asked.security and not who.merchant:
        raise NotAllowed("this is for the merchant's own programs", field="Authorization", fix="send a key")


def owns(work: DatabaseWork, who: Asker, store: Store, number: str) -> bool:
    """Whether he may see and return what is in that order."""
    if who.merchant:
        return True
    digits = "".join(c for c in number if c.isdigit())
    return work.proofs.since(who.caller_key, store, digits, parts().clock() - PROOF)


def own_return(work: DatabaseWork, who: Asker, rma: str) -> Return:
    """The return, when he may see it. Raises NotFound in the same words for one that is not his and one that is not there."""
    known = parse_rma(rma)
    made = work.returns.get(known) if known else None
    if made is None or not owns(work, who, made.store, made.order_number):
        raise NotFound(f"no return {known or rma[:32]}", field="rma")
    return made


def usable(text: str) -> tuple[str, ...]:
    """The keys in a setting. Raises SetupError for one that could be guessed."""
    keys = tuple(text.split())
    if any(len(key) < SHORTEST_KEY for key in keys):
        fix = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        raise SetupError(f"an API key has fewer than {SHORTEST_KEY} characters", field="RETURNFLOW_API_KEYS", fix=fix)
    return keys


def _known(key: str) -> bool:
    """Compared in constant time, and with all of them."""
    given = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
    found = [
        hmac.compare_digest(given, hashlib.sha256(known.encode()).digest())
        for known in usable(parts().settings.api_keys.get_secret_value())
    ]
    return any(found)
