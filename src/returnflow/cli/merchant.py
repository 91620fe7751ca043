"""`returnflow merchant`: the merchant's profile in words, and every mistake in it. Reading is `stores.merchant`'s."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli.errors import USAGE
from returnflow.cli.output import Json, as_json, columns

if TYPE_CHECKING:
    from returnflow.stores.hours import Hours
    from returnflow.stores.merchant import Merchant

app = typer.Typer(help="The merchant's profile: show, check, schema.", no_args_is_help=True)

FileArgument = Annotated[Path | None, typer.Argument(metavar="FILE", help="A profile; without it the one in force.")]


@app.command()
def check(file: FileArgument = None, json: Json = False) -> None:
    """Read a profile and say what it says, or every mistake by field, line and fix. Exit code 2 when there is one."""
    from returnflow.stores import merchant

    path = file or bootstrap.merchant_file()
    found, mistakes = merchant.read(path)
    if json:
        remarks = list(_remarks(found)) if found else []
        typer.echo(as_json({"file": path, "ok": not mistakes, "mistakes": [asdict(one) for one in mistakes], "remarks": remarks}))
    elif found is None:
        for mistake in mistakes:
            typer.echo(f"{path}: {mistake}", err=True)
    else:
        typer.echo(f"{path}: all well\n\n{_told(found)}")
    if mistakes:
        raise typer.Exit(USAGE)


@app.command()
def show(json: Json = False) -> None:
    """The profile in force."""
    found = bootstrap.merchant()
    typer.echo(as_json(found.model_dump(mode="json")) if json else _told(found))


@app.command()
def schema() -> None:
    """The JSON Schema of a profile."""
    from returnflow.stores.merchant import Merchant

    typer.echo(as_json(Merchant.model_json_schema()))


def _told(merchant: "Merchant") -> str:
    limits = merchant.limits
    rows: list[tuple[str, Any]] = [
        ("name", merchant.name if merchant.said == merchant.name else f"{merchant.name}, said “{merchant.said}”"),
        *(
            (f"{store} returns go to", f"{to.name}, {to.street}, {to.city}, {to.state} {to.zip}")
            for store, to in merchant.centres().items()
        ),
        *((f"{store} carriers", ", then ".join(names)) for store, names in merchant.carriers.items()),
        ("people answer", "; ".join(_hours(merchant.hours)) or "never"),
        ("", f"times in {merchant.zone}; {_now(merchant)}"),
        ("one-time code", f"for refunds above {limits.code_above}, or from a risk score of {limits.receive_from}"),
        ("refund after receipt", f"from a risk score of {limits.receive_from}"),
        ("a person decides", f"above {limits.person_above}, or from a risk score of {limits.person_from}"),
        ("item may be kept", f"below {limits.keep_below}" if limits.keep_below.minor else "never"),
        ("languages", ", ".join(merchant.languages)),
        ("mails come from", merchant.sender_email),
        ("webhook", merchant.webhook_url or "-"),
        ("public address", merchant.public_url or "-"),
    ]
    remarks = "".join(f"\nRemark: {remark}" for remark in _remarks(merchant))
    return columns(rows[1:], rows[0]) + ("\n" + remarks if remarks else "")


def _hours(hours: "Hours") -> Iterator[str]:
    from returnflow.stores.hours import WEEKDAYS, clock

    days = [(name[:3].capitalize(), getattr(hours, name)) for name in WEEKDAYS]
    for spans, same in groupby(days, key=lambda day: day[1]):
        names = [name for name, _ in same]
        if spans:
            lead = names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
            yield f"{lead} {', '.join(f'{clock(start)}-{clock(end)}' for start, end in spans)}"
    if hours.closed:
        yield "not on " + ", ".join(f"{day} ({name})" for day, name in sorted(hours.closed.items()))


def _now(merchant: "Merchant") -> str:
    from returnflow.clock import system_clock

    now = system_clock()
    if merchant.open_at(now):
        return "open now"
    following = merchant.opens_next(now)
    return f"closed now, opens {following:%A %Y-%m-%d %H:%M}" if following else "closed now"


def _remarks(merchant: "Merchant") -> Iterator[str]:
    """What is allowed and still worth knowing."""
    from returnflow.notify.words import LANGUAGES

    if merchant.languages[0].partition("-")[0] not in LANGUAGES:
        yield f"messages are not written in {merchant.languages[0]}; they are sent in English"
    if not merchant.webhook_url:
        yield "no webhook_url: neither marketplace takes a return by API, so only `returnflow returns export` tells you of one"
    if not merchant.public_url:
        yield "no public_url: messages have no links"
    if merchant.sender_email.endswith(".invalid"):
        yield "sender_email cannot be answered: .invalid is nobody's domain"
    if merchant.hours.is_empty:
        yield "no hours: callers are never offered a person at once"
    if not merchant.limits.keep_below.minor:
        yield "keep_below is 0: every item has to come back"
