from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from returnflow.errors import NotFound, UpstreamUnavailable
from returnflow.labels.maker import SampleCarrier
from returnflow.notify.compose import compose
from returnflow.notify.effect import effects
from returnflow.notify.folder import OutboxFolder
from returnflow.returns.model import Customer, Money, Reason
from returnflow.returns.service import issue_label
from returnflow.stores import merchant


@pytest.fixture
def run(db, world, tmp_path):
    """Run what is due and give the mails by the kind of their row."""
    table = effects(db.read, OutboxFolder(tmp_path / "outbox", "Sample <r@returnflow.invalid>"), tmp_path / "labels")

    def run():
        with db.read() as work:
            for row in work.outbox.due(world.now):
                if row.kind in table:
                    table[row.kind](row)
        paths = sorted((tmp_path / "outbox").iterdir())
        return {path.name.split("-")[0]: message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths}

    return run


@pytest.fixture
def carrier(tmp_path):
    return SampleCarrier(tmp_path / "labels", b"secret", merchant.load().centres())


def text(mail, kind="plain"):
    return mail.get_body((kind,)).get_content()


def test_a_customer_is_told_of_a_new_return(run, opened):
    made = opened()
    mail = run()["notify_created"]
    assert mail["To"].addresses[0].addr_spec == "maria@example.com"
    assert mail["Subject"] == f"Your return {made.rma} is open"
    for body in (text(mail), text(mail, "html")):
        assert made.rma in body
        assert "$54.00" in body
        assert f"{made.drop_off_code[:3]} {made.drop_off_code[3:]}" in body


def test_the_order_number_is_told_by_its_end_only(run, opened):
    opened()
    assert "114-2839407" not in text(run()["notify_created"])


def test_a_fee_is_told(run, opened):
    opened(reason=Reason.NO_LONGER_WANTED, category="video_game", opened=True)
    body = text(run()["notify_created"])
    assert "Refund: $0.00" in body
    assert "Kept back: $50.00" in body


def test_who_keeps_the_item_is_told_to_send_nothing(run, opened):
    opened(category="perishable")
    body = text(run()["notify_created"])
    assert "nothing has to be sent" in body
    assert "Drop-off" not in body


def test_an_exchange_promises_no_money(run, opened):
    opened(store="walmart", category="media", opened=True)
    body = text(run()["notify_created"])
    assert "exchanged for another of the same" in body
    assert "$" not in body


def test_the_label_comes_as_a_file(db, world, run, opened, carrier, tmp_path):
    made = opened()
    issue_label(db.begin, carrier, made.rma, world.now)
    mail = run()["notify_label"]
    [attached] = mail.iter_attachments()
    assert attached.get_content() == (tmp_path / "labels" / f"{made.rma}.pdf").read_bytes()


def test_everything_run_twice_is_sent_once(db, world, run, opened, carrier):
    made = opened()
    issue_label(db.begin, carrier, made.rma, world.now)
    first = {kind: mail.as_bytes() for kind, mail in run().items()}
    assert {kind: mail.as_bytes() for kind, mail in run().items()} == first
    assert set(first) == {"notify_created", "notify_label"}


def test_a_label_file_that_is_gone_is_tried_again_later(db, world, run, opened, carrier, tmp_path):
    made = opened()
    issue_label(db.begin, carrier, made.rma, world.now)
    (tmp_path / "labels" / f"{made.rma}.pdf").unlink()
    with pytest.raises(UpstreamUnavailable):
        run()


def test_a_row_about_nothing_is_named(db, world, opened, tmp_path):
    opened()
    with db.read() as work:
        row = next(row for row in work.outbox.due(world.now) if row.kind == "notify_created")
    table = effects(db.read, OutboxFolder(tmp_path, "s"), tmp_path)
    for kind in table:
        with pytest.raises(NotFound):
            table[kind](replace(row, payload={"rma": "RF-0000-0000"}))


def test_a_name_full_of_markup_stays_text(run, opened):
    customer = Customer("c", "<script>alert(1)</script> & Co", "Co", "60614", "co@example.com", "+1")
    opened(customer=customer)
    html = text(run()["notify_created"], "html")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("template", ["created", "label_ready"])
def test_every_template_names_every_fact_it_uses(world, opened, template):
    made = opened(price=Money(1))
    customer = Customer("c", "Ann", "Lee", "60614", "ann@example.com", "+1")
    message = compose(template, made, customer, key="k", at=world.now)
    assert made.rma in message.subject
    assert not message.text.startswith("\n")
