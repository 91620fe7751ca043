"""The document's six set-up checks, by its names, against the platform in force."""

import importlib
from collections.abc import Callable
from typing import Any

from returnflow.errors import UpstreamUnavailable
from returnflow.observe.checks import Finding, attempt

CONFIGURATION_IMPORTS = "configuration imports"
API_KEY_VALID = "API key valid"
ENDPOINT_REACHABLE = "endpoint reachable"
CLIENT_IMPORTS = "client imports"
API_CONNECTS = "API connects"
CREDENTIALS_RETRIEVED = "credentials retrieved"


def six(
    *,
    modules: dict[str, str],
    key: Callable[[], str],
    endpoint: Callable[[], str],
    connects: Callable[[], str],
    credentials: Callable[[], str],
) -> list[Finding]:
    """All six in order. `modules` names the module of the configuration and of the client."""
    return [
        attempt(CONFIGURATION_IMPORTS, lambda: _imports(modules["configuration"])),
        attempt(API_KEY_VALID, key),
        attempt(ENDPOINT_REACHABLE, endpoint),
        attempt(CLIENT_IMPORTS, lambda: _imports(modules["client"])),
        attempt(API_CONNECTS, connects),
        attempt(CREDENTIALS_RETRIEVED, credentials),
    ]


def _imports(name: str) -> str:
    try:
        found: Any = importlib.import_module(name)
    except ImportError as error:
        raise UpstreamUnavailable(name, f"{name} cannot be imported: {error}", fix="run `make setup`") from error
    return str(found.__name__)
