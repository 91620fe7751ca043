import re
from dataclasses import replace

import pytest
from sqlalchemy import select, true

from returnflow.cli.output import as_json
from returnflow.database.staging import Staging
from returnflow.database.tables import Base, OrderTable, TimelineTable
from returnflow.errors import Conflict, InvalidInput
from returnflow.records import privacy
from returnflow.records.privacy import Contact
from returnflow.records.record import Records
from returnflow.returns.disputing import Dispute, DisputeState, Objection
from returnflow.returns.events import Actor, ReturnEvent, Subject
from returnflow.returns.model import Address, Customer, Reason, ReturnState
from returnflow.returns.service import open_return
from returnflow.returns.tracking import Scan, TrackingEvent

MARIA, OTHER = "maria@example.com", Customer("c-2", "Ada Smith", "Smith", "10001", "ada@example.com", "+12125550199")
PERSONAL = re.compile(r"\b(maria|carter|60614|13125550101|elm)\b")


@pytest.fixture
def life(db, world, folders):
    """Maria's order, a call in which she was verified, its return and its files; Ada has as much. Gives the RMAs by call."""
    home = Address("Maria Carter", "12 Elm Street", "Chicago", "IL", "60614")
    mine = world.order(customer=replace(world.order().customer, address=home))
    other = numbered(world.order(customer=OTHER), "111-0000000-0000001")
    return {call: lived(db, world, folders, call, order) for call, order in (("call-1", mine), ("call-2", other))}


def numbered(order, number):
    return replace(order, number=number, lines=tuple(replace(line, order_number=number) for line in order.lines))


def lived(db, world, folders, call, order, state=ReturnState.CLOSED):
    who = order.customer
    with db.begin() as work:
        work.orders.add(order, "import")
        work.calls.create(call, user_identity="u", caller_key=call, room_name=call, channel="voice", recording=True, at=world.now)
        said = f"I am {who.name}, {who.zip}"
        work.timeline.append(call, "utterance", world.now, {"role": "user", "text": said, "heard": said.lower()})
        work.timeline.append(call, "utterance", world.now, {"role": "assistant", "text": "Thanks.", "spoken": who.last_name})
        work.timeline.append(call, "tool_call", world.now, {"tool": "find_order", "order_number": order.number, "note": who.name})
        work.handoffs.request(call, "asked", f"{who.name} wants a person", {"zip": who.zip}, world.now)
        work.callbacks.add(call, who.phone, world.now)
        decision = world.decide(order.line(1), Reason.DEFECTIVE)
        made = open_return(
            work, call_id=call, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=world.now,
        )  # fmt: skip
        work.returns.save(replace(made, state=state))
        said, answer = f"{who.name} got nothing", f"Dear {who.last_name}"
        work.disputes.add(
            Dispute(
                f"d-{call}", made.rma, Objection.OTHER, said, world.now, Actor.CUSTOMER, DisputeState.DECLINED, world.now, answer
            )
        )
        work.events.add(ReturnEvent(made.rma, Subject.RETURN, "a", "b", world.now, Actor.OPERATOR, f"{who.name} called"))
        work.tracking.add(TrackingEvent(f"t-{call}", made.rma, 1, Scan.EXCEPTION, world.now, f"to {who.zip}"), world.now)
        work.calls.save_state(call, {"order_number": order.number, "case": {"verified": True, "zip": who.zip}}, world.now)
        work.calls.end(call, "completed", "return_created", world.now)
    (folders.labels / f"{made.rma}.pdf").write_text(who.name)
    (folders.recordings / f"{call}.ogg").write_text("a voice")
    (folders.outbox / f"{call}.eml").write_text(f"To: {who.email}")
    return made.rma


def erase(db, folders, world, **given):
    contact = given.pop("contact", Contact(email=MARIA))
    return privacy.erase(db, folders, contact, world.now, actor="test", **given)


def everything(db):
    """All that lies in the database, as text."""
    with db.read() as work:
        rows = [row for table in Base.metadata.sorted_tables for row in work._session.execute(select(table)).all()]
    return "\n".join(map(str, rows)).casefold()


def audited(db):
    with db.read() as work:
        return work.audit.newest()


def test_the_export_holds_all_about_one_person_and_nothing_about_another(db, world, life, tmp_path):
    document = privacy.export(db, Records(db, tmp_path), Contact(email=" Maria@Example.com"), world.now)
    assert [customer.pop("address")["street"] for customer in document["customers"]] == ["12 Elm Street"]
    assert document["customers"] == [
        {
            "id": "c-1", "name": "Maria Carter", "last_name": "Carter", "zip": "60614", "email": MARIA, "phone": "+13125550101",
        }
    ]  # fmt: skip
    assert [order["number"] for order in document["orders"]] == ["114-2839407-5561823"]
    [made] = document["returns"]
    assert (made["rma"], made["disputes"][0]["text"], len(made["scans"])) == (life["call-1"], "Maria Carter got nothing", 1)
    assert [call["call_id"] for call in document["calls"]] == ["call-1"]
    assert [each["call_id"] for each in document["callbacks"]] == []
    text = as_json(document)
    assert "I am Maria Carter, 60614" in text
    assert not any(word in text for word in ("Ada", "Smith", "10001", life["call-2"]))


def test_by_phone_the_callbacks_are_there_too_however_the_number_is_written(db, world, life, tmp_path):
    document = privacy.export(db, Records(db, tmp_path), Contact(phone="(312) 555-0101"), world.now)
    assert [order["number"] for order in document["orders"]] == ["114-2839407-5561823"]
    assert [each["call_id"] for each in document["callbacks"]] == ["call-1"]


def test_of_a_stranger_nothing_is_held(db, world, life, folders, tmp_path):
    nobody = Contact(email="nobody@example.com")
    document = privacy.export(db, Records(db, tmp_path), nobody, world.now)
    assert not any(document[name] for name in ("customers", "orders", "returns", "calls", "callbacks"))
    assert not erase(db, folders, world, contact=nobody).anything
    assert audited(db) == []


@pytest.mark.parametrize("contact", [Contact(), Contact(email="maria"), Contact(phone="call me")])
def test_a_contact_that_names_nobody_is_refused(db, world, folders, contact):
    with pytest.raises(InvalidInput) as raised:
        erase(db, folders, world, contact=contact)
    assert raised.value.field == "contact"


def test_after_erasing_nothing_personal_lies_anywhere_and_the_facts_stay(db, world, life, folders):
    assert len(set(PERSONAL.findall(everything(db)))) == 5
    done = erase(db, folders, world, contact=Contact(MARIA, "+13125550101"))
    assert (done.orders, done.returns, done.calls, done.callbacks, done.files) == (1, 1, 1, 1, 3)
    assert PERSONAL.findall(everything(db)) == []
    with db.read() as work:
        [made] = work.returns.for_order(world.order().store, "114-2839407-5561823")
        assert made.rma == life["call-1"]
        assert made.lines[0].decision.refund.minor > 0
        assert work.calls.get("call-1").outcome == "return_created"
        assert work.disputes.of(made.rma)[0].state is DisputeState.DECLINED
        assert [event.why for event in work.events.of(made.rma)][-1] == "[erased] called"
        assert [item.data.get("text") for item in work.timeline.read("call-1")] == ["[erased]", "[erased]", None]


def test_another_persons_data_stay(db, world, life, folders):
    erase(db, folders, world)
    with db.read() as work:
        assert work.orders.by_contact(email=OTHER.email)[0].customer == OTHER
        assert work.timeline.read("call-2")[0].data["text"] == "I am Ada Smith, 10001"
        assert work.calls.state("call-2")["case"]["zip"] == "10001"
    kept = sorted(path.name for folder in (folders.labels, folders.recordings, folders.outbox) for path in folder.iterdir())
    assert kept == sorted([f"{life['call-2']}.pdf", "call-2.ogg", "call-2.eml"])


def test_who_did_it_is_kept_without_whom(db, world, life, folders):
    erase(db, folders, world)
    [act] = audited(db)
    assert (act.actor, act.action, act.at) == ("test", "privacy.erase", world.now)
    assert act.facts["orders"] == 1
    assert PERSONAL.findall(str(act.facts).casefold()) == []


def test_erasing_again_does_nothing(db, world, life, folders):
    erase(db, folders, world)
    before = everything(db)
    assert not erase(db, folders, world).anything
    assert everything(db) == before


def test_while_a_return_is_under_way_nothing_is_erased_unless_told_so(db, world, folders):
    rma = lived(db, world, folders, "call-1", world.order(), ReturnState.LABEL_ISSUED)
    before = everything(db)
    with pytest.raises(Conflict, match=rma):
        erase(db, folders, world)
    assert everything(db) == before
    assert (folders.labels / f"{rma}.pdf").exists()
    assert erase(db, folders, world, even_if_open=True).orders == 1


def test_while_a_refund_is_disputed_nothing_is_erased(db, world, life, folders):
    with db.begin() as work:
        work.disputes.add(Dispute("d", life["call-1"], Objection.WRONG_AMOUNT, "less than it was", world.now, Actor.CUSTOMER))
    with pytest.raises(Conflict, match=life["call-1"]):
        erase(db, folders, world)


def test_while_a_call_about_the_order_is_in_progress_nothing_is_erased(db, world, life, folders):
    with db.begin() as work:
        work.calls.create(
            "live", user_identity="u", caller_key="l", room_name="l", channel="voice", recording=False, at=world.now
        )
        work.timeline.append("live", "tool_call", world.now, {"order_number": "114-2839407-5561823"})
    with pytest.raises(Conflict, match="live"):
        erase(db, folders, world)


def test_an_erasing_that_was_interrupted_is_finished_by_the_next_one(db, world, life, folders, monkeypatch):
    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(db), "begin", cut)
        with pytest.raises(KeyboardInterrupt):
            erase(db, folders, world)
    assert erase(db, folders, world).orders == 1


def test_a_replaced_order_that_was_not_swept_yet_is_erased_too(db, world, folders, monkeypatch):
    """Rows that nobody sees hold as much as those that are seen."""
    moved = replace(world.order(), customer=replace(world.order().customer, zip="10001"))
    with db.begin() as work:
        work.orders.add(world.order(), "demo")
        work.orders.add(moved, "import")
    assert erase(db, folders, world).orders == 1
    assert PERSONAL.findall(everything(db)) == []


def test_under_seal_it_is_found_and_erased_just_the_same(sealed_db, world, folders, tmp_path):
    lived(sealed_db, world, folders, "call-1", world.order())
    # What this test wrote into facts, an operator's reason and a carrier's note; nothing that a customer gave or said.
    assert set(PERSONAL.findall(everything(sealed_db))) == {"maria", "carter", "60614"}
    with sealed_db.read() as work:
        stored = work._session.execute(select(OrderTable.__table__, TimelineTable.words).join(TimelineTable, true())).all()
    assert PERSONAL.findall(str(stored).casefold()) == []
    [call] = privacy.export(sealed_db, Records(sealed_db, tmp_path), Contact(email=MARIA), world.now)["calls"]
    assert call["transcript"]
    assert erase(sealed_db, folders, world).calls == 1
    with sealed_db.read() as work:
        assert work.timeline.read("call-1")[0].data["text"] == "[erased]"
        assert work.orders.list()[0].customer.name == ""


def test_the_same_file_again_does_not_bring_back_what_was_erased_and_a_changed_order_does(db, world, folders):
    def imported(order):
        with Staging(db, "import", "orders.csv", lambda: world.now, pause=lambda _: None) as into:
            into.add([order])
            into.publish()
        return into.unchanged

    order = replace(world.order(), source="import")
    imported(order)
    erase(db, folders, world)
    assert imported(order) == 1
    assert PERSONAL.findall(everything(db)) == []
    assert imported(replace(order, customer=replace(order.customer, zip="10001"))) == 0
    with db.read() as work:
        assert work.orders.get(order.store, order.number).customer.email == MARIA
