"""Who said what, read from the timeline. Owns the reading; the timeline stays the only source."""

from collections.abc import Iterable
from dataclasses import dataclass

from returnflow.database import TimelineItem
from returnflow.records.kinds import Kind

FIRST_AGENT = "initial_router"


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance. `who` is `caller` or the agent's name; `heard` is what the recogniser gave where it differs from `text`."""

    relative_ms: int
    who: str
    text: str
    heard: str = ""
    interrupted: bool = False


def transcript(items: Iterable[TimelineItem]) -> list[Line]:
    """The utterances in order, each agent by the name it had then."""
    lines, agent = [], FIRST_AGENT
    for item in items:
        if item.kind == Kind.AGENT_CHANGED:
            agent = str(item.data.get("to") or agent)
        elif item.kind == Kind.UTTERANCE:
            lines.append(_line(item, agent))
    return lines


def _line(item: TimelineItem, agent: str) -> Line:
    data = item.data
    is_caller = data.get("role") in ("user", "caller")
    text, heard = str(data.get("text", "")), str(data.get("heard") or "")
    return Line(
        item.relative_ms,
        "caller" if is_caller else str(data.get("agent") or agent),
        text,
        heard if heard != text else "",
        bool(data.get("interrupted")),
    )


def written(lines: Iterable[Line]) -> str:
    """The transcript as people read it: time, who, what; an interrupted sentence ends in a dash."""
    return "\n".join(f"{clock(line.relative_ms)}  {line.who}: {line.text}{' —' if line.interrupted else ''}" for line in lines)


def clock(relative_ms: int) -> str:
    """Minutes and seconds since the call began."""
    seconds = relative_ms / 1000
    return f"{int(seconds // 60):02d}:{seconds % 60:04.1f}"
