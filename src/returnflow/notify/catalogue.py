"""The words of messages: one Jinja file for each kind and language, and from it a mail's two parts and a text.

Each file has the blocks subject, heading, preview, sms and body; the body is written once with the pieces of `parts`, which exist
as HTML and as plain text. A kind that a language does not have is written in English, and says so in the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context

from returnflow.notify.message import one_line
from returnflow.notify.words import ENGLISH, LANGUAGES

log = structlog.get_logger(__name__)
TEMPLATES = Path(__file__).parent / "templates"
FOOT = "_foot"


@dataclass(frozen=True, slots=True)
class Written:
    """One message in words. `language` is the one it is in, which may not be the one that was wanted."""

    subject: str
    text: str
    html: str
    sms: str
    language: str


def language_for(template: str, wanted: str) -> str:
    """The wanted language (`es`, `es-MX`) where the kind is written in it, else English."""
    for language in (wanted.lower(), wanted.lower().partition("-")[0]):
        if language in LANGUAGES and (TEMPLATES / language / f"{template}.jinja").is_file():
            return language
    log.warning("a message is not written in the language wanted", template=template, wanted=wanted, instead=ENGLISH)
    return ENGLISH


def write(template: str, language: str, facts: Mapping[str, Any], *, why: str = "why") -> Written:
    """The message in that language. `why` is the block of the foot that says why it came."""
    html, text = _Page(True, template, language, facts), _Page(False, template, language, facts)
    return Written(
        subject=one_line(text.block("subject")),
        text=_tidy(text.whole(why)),
        html=html.whole(why),
        sms=one_line(text.block("sms")),
        language=language,
    )


class _Page:
    """One rendering, as HTML or as plain text."""

    def __init__(self, html: bool, template: str, language: str, facts: Mapping[str, Any]) -> None:
        self._kind = "html" if html else "txt"
        self._environment = _environment(html)
        self._template = template
        self._language = language
        self._facts = {**facts, "language": language, "m": self._environment.get_template(f"parts.{self._kind}").module}

    def block(self, name: str, template: str = "") -> str:
        """One block, as it is written for this kind of page."""
        found = self._environment.get_template(f"{self._language}/{template or self._template}.jinja")
        context: Context = found.new_context(self._facts)
        return self._environment.concat(found.blocks[name](context))

    def whole(self, why: str) -> str:
        """The blocks in their layout."""
        safe = self._environment.filters["safe"]
        parts = {name: safe(self.block(name).strip()) for name in ("subject", "heading", "preview", "body")}
        foot = self.block(why, FOOT) + self.block("stop", FOOT)
        return self._environment.get_template(f"layout.{self._kind}").render({**self._facts, **parts, "foot": safe(foot.strip())})


def _tidy(text: str) -> str:
    """Plain text with no more than one blank line in a row, and none at its ends."""
    kept: list[str] = []
    for line in map(str.rstrip, text.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"


@cache
def _environment(html: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["flat"] = lambda value: one_line(str(value))
    made.filters["rows"] = lambda value: "\n".join(line for line in str(value).splitlines() if line.strip())
    return made
