"""`returnflow outbox`: effects that wait, those given up, and what can be done about them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json, table
from returnflow.errors import InvalidInput, NotFound
from returnflow.ids import parse_rma

if TYPE_CHECKING:
    from returnflow.database import OutboxRow

app = typer.Typer(help="Effects: list, show, retry, drop, replay.", no_args_is_help=True)
HEADS = {"id": "id", "kind": "kind", "about": "about", "state": "state", "tries": "tries", "due": "due", "why": "why"}
WEBHOOK = "merchant_webhook"
WIDEST = 70
Id = Annotated[int, typer.Argument(metavar="ID", min=1)]


@app.command("list")
def listed(
    dead: Annotated[bool, typer.Option("--dead", help="Only what was given up.")] = False,
    rma: Annotated[str, typer.Option(metavar="RMA", help="Only what is about this return.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    json: Json = False,
) -> None:
    """The newest effects."""
    settings = bootstrap.settings()
    now = bootstrap.clock(settings)()
    with bootstrap.database(settings).read() as work:
        rows = [_row(each, now) for each in work.outbox_review.list(dead=dead, rma=_rma(rma), limit=limit)]
    typer.echo(as_json(rows) if json else table([row | {"why": row["why"][:WIDEST]} for row in rows], HEADS))


@app.command()
def show(effect_id: Id, json: Json = False) -> None:
    """One effect with everything that is known about it."""
    settings = bootstrap.settings()
    with bootstrap.database(settings).read() as work:
        found = work.outbox.get(effect_id)
    if found is None:
        raise NotFound(f"no effect {effect_id}", field="id", fix="take one from `returnflow outbox list`")
    _print(found, bootstrap.clock(settings)(), json=json)


@app.command()
def retry(
    effect_id: Annotated[int | None, typer.Argument(metavar="ID", min=1)] = None,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="Everything that was given up.")] = False,
    json: Json = False,
) -> None:
    """Try again now, with all tries afresh."""
    if (effect_id is None) is not all_dead:
        raise InvalidInput("say which: an ID, or --all-dead", field="ID")
    settings = bootstrap.settings()
    now = bootstrap.clock(settings)()
    with bootstrap.database(settings).begin() as work:
        if effect_id is None:
            _counted(work.outbox_review.retry_all_dead(now), "will be tried again", json=json)
        else:
            _print(work.outbox_review.retry(effect_id, now), now, json=json)


@app.command()
def drop(
    effect_id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="I know that it will never happen.")] = False,
    json: Json = False,
) -> None:
    """Let an effect never happen; its row stays."""
    if not yes:
        raise InvalidInput("a dropped effect never happens", field="--yes", fix="say --yes if that is meant")
    settings = bootstrap.settings()
    now = bootstrap.clock(settings)()
    with bootstrap.database(settings).begin() as work:
        _print(work.outbox_review.drop(effect_id, now), now, json=json)


@app.command()
def replay(
    rma: Annotated[str, typer.Option(metavar="RMA", help="Of this return.")] = "",
    since: Annotated[datetime | None, typer.Option(help="Of events since then, UTC.")] = None,
    json: Json = False,
) -> None:
    """Send events to the merchant's webhook again, under their old keys and with their old bodies."""
    settings = bootstrap.settings()
    start = since.replace(tzinfo=UTC) if since else None
    with bootstrap.database(settings).begin() as work:
        count = work.outbox_review.replay(WEBHOOK, bootstrap.clock(settings)(), rma=_rma(rma), since=start)
    _counted(count, "will be sent again", json=json)


def _rma(text: str) -> str | None:
    if not text:
        return None
    found = parse_rma(text)
    if found is None:
        raise InvalidInput(f"{text} is no return number", field="rma", fix="write it as RF-7K4M-92XC")
    return found


def _counted(count: int, what: str, *, json: bool) -> None:
    typer.echo(as_json({"count": count}) if json else f"{count} {'effect' if count == 1 else 'effects'} {what}")


def _print(found: "OutboxRow", now: datetime, *, json: bool) -> None:
    document = _row(found, now) | {
        "key": found.key, "payload": found.payload, "created": found.created_at, "given_up": found.dead_at, "done": found.done_at,
        "body": found.body,
    }  # fmt: skip
    if json:
        typer.echo(as_json(document))
        return
    for name, value in document.items():
        typer.echo(f"{name:<9} {'-' if value in (None, '') else value}")


def _row(found: "OutboxRow", now: datetime) -> dict[str, Any]:
    why = found.result if found.done_at else found.last_error or found.result
    return {
        "id": found.id, "kind": found.kind, "about": found.payload.get("rma") or found.key.partition(":")[2],
        "state": _state(found, now), "tries": found.attempts, "due": found.due_at, "why": why,
    }  # fmt: skip


def _state(found: "OutboxRow", now: datetime) -> str:
    if found.done_at is not None:
        return "done"
    if found.dead_at is not None:
        return "dead"
    if found.leased_until is not None and found.leased_until > now:
        return "under way"
    return "due" if found.due_at <= now else "waits"
