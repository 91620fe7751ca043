"""The Flask application: parts in, blueprints on, guards around.

Owns the order in which things are put together. Must not build the parts: `bootstrap` does.
"""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from returnflow.bridge.platform import Platform
from returnflow.clock import Clock
from returnflow.database import Database
from returnflow.media.address import public_url
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.returns.deciding import Book
from returnflow.settings import Settings
from returnflow.web import assets, limits, pages, problems, return_page, security, session
from returnflow.web.api import (
    access,
    callbacks,
    calls,
    health,
    labels,
    metrics,
    openapi,
    opt_out,
    policies,
    returns,
    returns_steps,
    tokens,
    tracking,
    verification_codes,
    verifications,
    webhooks,
)
from returnflow.web.parts import EXTENSION, CloseCall, Parts

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        pages, tokens, calls, labels, callbacks, health, metrics, webhooks, opt_out, returns, returns_steps, verifications,
        verification_codes, policies, tracking, return_page, openapi,
    )
)  # fmt: skip


def create_app(settings: Settings, *, database: Database, platform: Platform, rooms: Rooms, keys: Keys, clock: Clock,
               close_call: CloseCall, book: Book, static: Path = assets.STATIC, merchant: str = "ReturnFlow") -> Flask:
    """One application over these parts; customers' pages bear the merchant's name. Raises SetupError for an API key that could be
    guessed.
    """
    access.usable(settings.api_keys.get_secret_value())
    app = Flask(__name__, static_folder=None)
    app.extensions[EXTENSION] = Parts(settings, database, platform, rooms, keys, clock, close_call, book)
    app.config["STATIC"] = static
    app.jinja_env.globals["merchant"] = merchant
    problems.register(app)
    session.register(app, keys.web_secret)
    security.register(app, public_url(settings))
    limits.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    assets.register(app, static)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
