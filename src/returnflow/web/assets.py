"""The built front end: which hashed file an entry became, and serving them with the right caching.

Owns the manifest that the build writes. Must not know what is in the files.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from returnflow.errors import SetupError

STATIC = Path(__file__).parent / "static"
MANIFEST = "manifest.json"
HASHED = re.compile(r"^/static/assets/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
SDK = "livekit-client.js"
PLAIN_MAX_AGE_S = 3600  # files whose name does not change with their content


@dataclass(frozen=True, slots=True)
class Entry:
    """Addresses of one entry's script and stylesheets."""

    script: str
    styles: tuple[str, ...]
    fonts: tuple[str, ...] = ()


@cache
def _manifest(folder: Path) -> dict[str, dict[str, object]]:
    path = folder / MANIFEST
    if not path.is_file():
        raise SetupError("the front end has not been built", fix="run `make setup` (or `npm ci && npm run build` in frontend/)")
    document: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))
    return document


def entry(source: str, folder: Path = STATIC) -> Entry:
    """The built files of `source`, such as `call/main.ts`, with those of the chunks it shares with other entries."""
    manifest = _manifest(folder)
    names, styles, assets = [source], [], []
    for name in names:  # grows while it is walked: imports of imports
        chunk = manifest[name]
        names += [each for each in _list(chunk, "imports") if each not in names]
        styles += _list(chunk, "css")
        assets += _list(chunk, "assets")
    fonts = tuple(f"/static/{each}" for each in assets if each.endswith(".woff2") and "latin-wght-normal" in each)
    return Entry(f"/static/{manifest[source]['file']}", tuple(f"/static/{each}" for each in dict.fromkeys(styles)), fonts)


def _list(chunk: dict[str, object], field: str) -> list[str]:
    value = chunk.get(field, [])
    return [str(each) for each in value] if isinstance(value, list) else []


def register(app: Flask, folder: Path = STATIC) -> None:
    """Serve `/static/` in front of the app: compressed twins, `immutable` for hashed names, a short life for the rest."""
    if not folder.is_dir():
        return
    served = WhiteNoise(app.wsgi_app, max_age=PLAIN_MAX_AGE_S, immutable_file_test=lambda _path, url: bool(HASHED.match(url)),
                        add_headers_function=_headers)
    served.add_files(str(folder), prefix="static/")
    app.wsgi_app = served  # type: ignore[method-assign]


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
