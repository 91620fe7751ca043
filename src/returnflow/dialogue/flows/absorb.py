"""Facts from an utterance into the state, in whatever order they come, with what each one makes doubtful again.

A new store forgets the order; a new order forgets the caller's proof; a new item or reason forgets the decision.
"""

from returnflow.conversation.slots import Slot
from returnflow.conversation.state import Proof
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.phrasing import ear
from returnflow.dialogue.understand.acts import Act
from returnflow.dialogue.understand.intents import Intent
from returnflow.dialogue.understand.numbers import LENGTHS, grouped
from returnflow.returns.model import Reason, Store

STORE_NAMES = {Store.AMAZON: "Amazon", Store.WALMART: "Walmart"}


def absorb(call: Call) -> bool:
    """Take in what was heard; True when something new was."""
    before = call.state
    heard = call.heard
    if heard.wants(Intent.EXCHANGE) and call.state.user_intent != Intent.EXCHANGE.value:
        call.say("refund_only", sources=("desk:procedure",))
    if heard.wants(Intent.PROCESS_RETURN) or heard.wants(Intent.EXCHANGE):
        call.know(user_intent=heard.intents[0].intent.value)
    if heard.store:
        store(call, heard.store)
    if heard.numbers.order and not call.state.case.verified or _changes_order(call):
        order(call)
    _second_fact(call)
    if call.state.case.lines:
        _line(call)
    elif heard.item and heard.item != call.state.item_type:
        call.know(item_type=heard.item)
        call.filled(Slot.ITEM)
    if heard.reason and heard.reason.confidence >= 0.3:
        reason(call, Reason(heard.reason.reason))
    return (call.state.case, call.state.store, call.state.order_number, call.state.item_type, call.state.return_reason) != (
        before.case,
        before.store,
        before.order_number,
        before.item_type,
        before.return_reason,
    )


def store(call: Call, named: Store) -> None:
    """The store, maybe another than before."""
    known = call.state.store
    if known is named:
        return
    call.know(store=named)
    call.filled(Slot.STORE)
    call.say("store_changed" if known else "store_noted", store=ear.text(STORE_NAMES[named]))
    if known:
        forget_order(call)


def order(call: Call) -> None:
    """An order number complete in form, not looked up yet."""
    number, of_store = call.heard.numbers.order, call.heard.numbers.order_store
    if number is None or number == call.state.order_number:
        return
    if call.state.store is None and of_store:
        call.know(store=Store(of_store))
        call.filled(Slot.STORE)
    if call.state.order_number:
        call.say("order_changed")
        forget_order(call)
    call.know(order_number=number)
    call.case(partial_digits="")
    call.filled(Slot.ORDER_NUMBER)
    call.show("heard_number", number=_as_heard(call, number))


def _as_heard(call: Call, number: str) -> str:
    """What the caller was understood to say, never what the records made of it."""
    digits = call.number.heard_digits if call.number else "".join(c for c in number if c.isdigit())
    store = call.state.store
    return grouped(digits, store) if store and len(digits) == LENGTHS[store] else digits


def forget_order(call: Call) -> None:
    """Everything that hung on the order number."""
    if call.state.case.verified:  # what was known of the item belongs to that order
        call.know(item_type=None, return_reason=None)
    call.know(order_number=None)
    call.case(
        verified=False,
        lines=(),
        returned=(),
        line_no=None,
        quantity=0,
        decision=None,
        confirmed=False,
        partial_digits="",
        zip=None,
        last_name=None,
        needs_code=False,
        proof=Proof(),
    )


def forget_line(call: Call) -> None:
    """Everything that hung on the item."""
    call.case(line_no=None, quantity=0, decision=None, confirmed=False)


def line(call: Call, line_no: int) -> None:
    """The line of the verified order that is meant."""
    if call.state.case.line_no == line_no:
        return
    changed = call.state.case.line_no is not None
    call.case(line_no=line_no, quantity=0, decision=None, confirmed=False)
    call.filled(Slot.ITEM)
    chosen = call.state.line
    if chosen is not None:
        call.know(item_type=chosen.short_name)
        if changed:
            call.say("item_changed", item=ear.text(the(chosen.short_name)))


def reason(call: Call, given: Reason) -> None:
    """Why it goes back."""
    known = call.state.return_reason
    if known is given:
        return
    call.know(return_reason=given)
    call.case(decision=None, confirmed=False)
    call.filled(Slot.REASON)
    if known:
        call.say("reason_changed")


def the(name: str) -> str:
    """With an article: "the headphones"."""
    return name if name.startswith(("the ", "your ")) else f"the {name}"


def _changes_order(call: Call) -> bool:
    """After verification a number is another order only when the caller says so."""
    return (
        bool(call.heard.numbers.order) and call.heard.numbers.order != call.state.order_number and Act.CORRECT in call.heard.acts
    )


def _means_another(call: Call) -> bool:
    """A line is changed on purpose only: "not the A, the B", "I meant the B", "the B"; "it doesn't fit my B" changes nothing."""
    heard = call.heard
    return Act.CORRECT in heard.acts or bool(heard.not_lines) or heard.reason is None


def _second_fact(call: Call) -> None:
    if call.state.case.verified:
        return
    if call.heard.numbers.zip:
        call.case(zip=call.heard.numbers.zip)
        call.filled(Slot.ZIP)
    if call.heard.last_name:
        call.case(last_name=call.heard.last_name)
        call.filled(Slot.LAST_NAME)


def _line(call: Call) -> None:
    heard = call.heard
    if len(heard.lines) == 1 and (call.state.case.line_no is None or _means_another(call)):
        line(call, heard.lines[0])
    elif call.state.case.line_no in heard.not_lines:
        forget_line(call)
    if call.state.line and heard.quantity is not None and call.state.line.quantity > 1:
        units = call.state.line.quantity if heard.quantity == 0 else heard.quantity
        if 1 <= units <= call.state.line.quantity and units != call.state.case.quantity:
            call.case(quantity=units, decision=None, confirmed=False)
            call.filled(Slot.QUANTITY)
