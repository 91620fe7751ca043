"""`returnflow understand`: what the local brain finds in a sentence, given what it would be expecting. Writes nothing."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from returnflow.cli.output import Json, as_json
from returnflow.conversation.expecting import Expect, Expecting
from returnflow.dialogue.understand.completeness import completeness
from returnflow.dialogue.understand.understanding import Context, understand
from returnflow.returns.reasons import Store

app = typer.Typer()

ORDER_DIGITS = {Store.AMAZON: 17, Store.WALMART: 15}
DIGITS = {Expect.SECOND_FACT: (5,), Expect.PHONE: (10,)}


@app.command("understand")
def heard(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="What the caller said.")],
    expecting: Annotated[Expect, typer.Option(help="What the desk has just asked for.")] = Expect.OPEN,
    store: Annotated[Store | None, typer.Option(help="The store, when it is known.")] = None,
    json: Json = False,
) -> None:
    """Show acts, intents, slots, and whether the turn would be over."""
    said = " ".join(text)
    context = Context(_expecting(expecting, store), store)
    found = {"complete": completeness(context.expecting, said).value, **_set(asdict(understand(said, context)))}
    if json:
        typer.echo(as_json(found))
        return
    for name, value in found.items():
        typer.echo(f"{name:<12} {_shown(value)}")


def _expecting(kind: Expect, store: Store | None) -> Expecting:
    order = (ORDER_DIGITS[store],) if store else tuple(ORDER_DIGITS.values())
    return Expecting(kind, digits=order if kind is Expect.ORDER_NUMBER else DIGITS.get(kind, ()))


def _set(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was found; a no is found too."""
    inner = {name: _set(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in inner.items() if value or (name == "yes" and value is False)}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(sorted(_shown(one) for one in value))
    return value.value if isinstance(value, StrEnum) else str(value)
