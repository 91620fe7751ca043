"""How often one caller, and one network address, may ask for something that costs us.

Owns the limiter and whom it counts. A caller without our cookie counts as his address, so dropping the cookie gains nothing;
many fresh cookies run into the limit per address. Must not know what is limited.
"""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from returnflow.web import session
from returnflow.web.parts import parts


def _caller() -> str:
    caller = session.current()
    return f"caller:{caller.key}" if caller.known else f"address:{get_remote_address()}"


limiter = Limiter(key_func=_caller, headers_enabled=True, strategy="moving-window")

per_caller = limiter.shared_limit(lambda: parts().settings.token_rate, scope="caller", key_func=_caller)
per_address = limiter.shared_limit(lambda: parts().settings.token_rate_address, scope="address", key_func=get_remote_address)
per_asker = limiter.shared_limit(lambda: parts().settings.api_rate, scope="api", key_func=get_remote_address)
"""For what a program may do: many requests, from one address."""


def register(app: Flask) -> None:
    """One process counts in memory; several share a count by the limiter's own storage setting."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    limiter.init_app(app)
