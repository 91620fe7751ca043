"""`returnflow notify`: who wants no messages, what messages look like, and whether one gets through."""

from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json
from returnflow.errors import InvalidInput
from returnflow.files import write_whole
from returnflow.returns.contact import Channel, Contact

app = typer.Typer(help="Messages to customers: opt-outs, previews, a test message.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(metavar="CONTACT", help="E-mail address or phone number.")]


@app.command("opt-out")
def opt_out(contact: Address, json: Json = False) -> None:
    """Send no more messages there, but one-time codes and labels that were asked for."""
    _change(contact, wanted=False, json=json)


@app.command("opt-in")
def opt_in(contact: Address, json: Json = False) -> None:
    """Send messages there again."""
    _change(contact, wanted=True, json=json)


@app.command()
def preview(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Such as notify_created; `all` for every one.")],
    language: Annotated[str, typer.Option(help="Language wanted.")] = "en",
    out: Annotated[Path | None, typer.Option(file_okay=False, help="Write <kind>.html and <kind>.txt there.")] = None,
) -> None:
    """Show a message about a return that nobody made."""
    from returnflow.notify import sample
    from returnflow.notify.kinds import CODE, KINDS

    known = [*KINDS, CODE]
    if kind != "all" and kind not in known:
        raise InvalidInput(f"no message is called {kind}", field="KIND", fix=f"one of {', '.join(known)}, or all")
    settings = bootstrap.settings()
    now, name = bootstrap.clock(settings)(), bootstrap.merchant_name(settings)
    for each in known if kind == "all" else [kind]:
        made = sample.written(each, now=now, language=language, merchant=name, public_url=settings.public_url)
        if out is None:
            typer.echo(f"Subject: {made.subject}\n\n{made.text}\nAs a text: {made.sms}\n")
            continue
        write_whole(out / f"{each}.html", made.html.encode())
        write_whole(out / f"{each}.txt", f"{made.subject}\n\n{made.text}\n{made.sms}\n".encode())
        typer.echo(out / f"{each}.html")


@app.command("test")
def send_a_test(contact: Address, json: Json = False) -> None:
    """Send a sample of the first message there, the way that is set up."""
    from returnflow.notify import sample
    from returnflow.notify.message import Message
    from returnflow.notify.sms import Sms

    settings, to = bootstrap.settings(), _contact(contact)
    desk = bootstrap.message_desk(settings, bootstrap.database(settings))
    now = bootstrap.clock(settings)().astimezone(UTC)
    made = sample.written("notify_created", now=now, language=desk.language, merchant=desk.merchant)
    key = f"test:{to.channel}:{now.isoformat()}"
    if to.channel is Channel.EMAIL:
        receipt = desk.mail.send(Message(key, "", to.address, f"Test: {made.subject}", made.text, made.html, now))
    else:
        receipt = desk.sms.send(Sms(key, to.address, f"Test: {made.sms}", now))
    told = {"channel": to.channel.value, "id": receipt.message_id, "where": receipt.where}
    typer.echo(as_json(told) if json else f"sent by {told['channel']} as {told['id']} to {told['where']}")


def _change(text: str, *, wanted: bool, json: bool) -> None:
    settings, contact = bootstrap.settings(), _contact(text)
    with bootstrap.database(settings).begin() as work:
        if wanted:
            work.opt_outs.remove(contact)
        else:
            work.opt_outs.add(contact, bootstrap.clock(settings)(), "operator")
    told = {"channel": contact.channel.value, "wants_messages": wanted}
    typer.echo(as_json(told) if json else f"{'messages' if wanted else 'no more messages'} by {contact.channel.value} there")


def _contact(text: str) -> Contact:
    plain = text.strip()
    if "@" in plain and " " not in plain:
        return Contact(Channel.EMAIL, plain)
    digits = "".join(character for character in plain if character.isascii() and character.isdigit())
    if 10 <= len(digits) <= 15:
        return Contact(Channel.SMS, f"+1{digits}" if len(digits) == 10 else f"+{digits}")
    raise InvalidInput("neither an e-mail address nor a phone number", field="CONTACT", fix="maria@example.com or +13125550101")
