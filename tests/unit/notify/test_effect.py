from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from returnflow.clock import FixedClock
from returnflow.errors import NotFound, NotYet, UpstreamRefused, UpstreamUnavailable
from returnflow.labels.maker import SampleCarrier
from returnflow.notify.catalogue import write
from returnflow.notify.effect import NO_CONTACT, OPTED_OUT, effects
from returnflow.notify.facts import facts
from returnflow.notify.folder import OutboxFolder, SmsFolder
from returnflow.notify.kinds import KINDS
from returnflow.notify.sending import Desk
from returnflow.notify.sms import OptedOut, segments
from returnflow.notify.words import english
from returnflow.returns.contact import Channel, Contact
from returnflow.returns.model import Customer, Money, Reason, RefundState, Resolution, ReturnState, Tender
from returnflow.returns.service import issue_label, issue_labels
from returnflow.stores import merchant

MARIA = Contact(Channel.EMAIL, "maria@example.com")
PHONE = Contact(Channel.SMS, "+13125550101")
FITTING = {
    "notify_scanned": ReturnState.IN_TRANSIT, "notify_received": ReturnState.RECEIVED, "notify_refunded": ReturnState.REFUNDED,
    "notify_expired": ReturnState.EXPIRED, "notify_cancelled": ReturnState.CANCELLED,
}  # fmt: skip
LONG = 'Søren "Bo" <script>alert(1)</script> & 日本太郎 ' + "von und zu " * 20
ODD = Customer("odd", LONG, "x", "60614", "odd@example.com", "+13125550199")


@pytest.fixture
def clock(world):
    return FixedClock(world.now)


@pytest.fixture
def desk(db, clock, tmp_path):
    return Desk(
        db.begin, OutboxFolder(tmp_path / "outbox", "Sample <r@returnflow.invalid>"), SmsFolder(tmp_path / "outbox"), "Sample",
        tmp_path / "labels", clock, link=lambda rma: f"https://returns.example/r/{rma}",
        stop=lambda known_as, channel: f"https://returns.example/n/{channel}.{known_as[:8]}",
    )  # fmt: skip


@pytest.fixture
def carrier(tmp_path):
    return SampleCarrier(tmp_path / "labels", b"secret", merchant.load().centres())


@pytest.fixture
def tell(db, desk, world, tmp_path):
    """Run one kind for a return in a state that fits it; gives what the row keeps and the mail or text, if there is one."""

    def tell(kind, made, state=None, using=desk, **payload):
        with db.begin() as work:
            work.returns.save(replace(work.returns.get(made.rma), state=state or FITTING.get(kind, made.state)))
            key = f"{kind}:{made.rma}" + ":again" * bool(payload)
            work.outbox.add(kind, key, {"rma": made.rma, **payload}, world.now)
            row = work.outbox.by_key(key)
        said = effects(using)[kind](row)
        found = list((tmp_path / "outbox").glob(f"{kind}-*"))
        if not found:
            return said, None
        [path] = found
        content = path.read_bytes()
        return said, message_from_bytes(content, policy=policy.default) if path.suffix == ".eml" else content.decode()

    return tell


@pytest.fixture
def labelled(db, world, opened, carrier):
    made = opened()
    issue_label(db.begin, carrier, made.rma, world.now)
    with db.read() as work:
        return work.returns.get(made.rma)


def text(mail, kind="plain"):
    return mail.get_body((kind,)).get_content()


def reminding(clock, made, days):
    """The clock, on the morning of that day in Chicago."""
    clock.now = clock.now.replace(hour=15, minute=0) + (made.return_by - timedelta(days=days) - clock.now.date())


class Tags(HTMLParser):
    """What a mail program would open, load and run."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("customer", [None, ODD])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_whole_for_plain_and_odd_customers(kind, customer, db, opened, carrier, tell, clock, world):
    title = '12" <b>& "co"'
    made = opened(Reason.NO_LONGER_WANTED, customer, category="video_game", opened=True, short_name=title)
    issue_label(db.begin, carrier, made.rma, world.now)
    with db.read() as work:
        made = work.returns.get(made.rma)
    if KINDS[kind].days:
        reminding(clock, made, KINDS[kind].days)
    said, mail = tell(kind, made)
    assert said.startswith("mail <")
    assert len(mail["Subject"]) <= 60
    assert made.rma in mail["Subject"] + text(mail)
    tags = Tags(text(mail, "html"))
    assert tags.open == []
    assert {tag for tag, _ in tags.seen} & {"script", "img", "iframe", "form", "link"} == set()
    assert [a["href"] for tag, a in tags.seen if tag == "a"][0] == f"https://returns.example/r/{made.rma}"
    plain = text(mail)
    assert "&lt;" not in plain
    assert "\n\n\n" not in plain
    assert not plain.startswith("\n")
    assert f"https://returns.example/r/{made.rma}" in plain


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_fits_into_two_texts_and_names_nobody(kind, opened, tell, clock, db, carrier, world):
    made = opened(customer=replace(ODD, email=""))
    issue_label(db.begin, carrier, made.rma, world.now)
    with db.read() as work:
        made = work.returns.get(made.rma)
    if KINDS[kind].days:
        reminding(clock, made, KINDS[kind].days)
    said, sms = tell(kind, made)
    assert said.startswith("text ")
    head, _, body = sms.partition("\n\n")
    assert head == "To: +13125550199"
    assert segments(body.strip()) <= 2
    assert made.rma in body
    assert not [word for word in ("Søren", "script", "日本") if word in body]


def test_a_customer_is_told_of_a_new_return(tell, opened):
    made = opened()
    _, mail = tell("notify_created", made)
    assert mail["To"].addresses[0].addr_spec == "maria@example.com"
    assert mail["Subject"] == f"Your return {made.rma} is open"
    for body in (text(mail), text(mail, "html")):
        assert made.rma in body
        assert "$54.00" in body
        assert f"{made.drop_off_code[:3]} {made.drop_off_code[3:]}" in body
        assert "114-2839407" not in body


def test_a_fee_is_told(tell, opened):
    body = text(tell("notify_created", opened(reason=Reason.NO_LONGER_WANTED, category="video_game", opened=True))[1])
    assert "Refund: $0.00" in body
    assert "Kept back: $50.00" in body


def test_who_keeps_the_item_is_told_to_send_nothing(tell, opened):
    body = text(tell("notify_created", opened(category="perishable"))[1])
    assert "nothing has to be sent" in body
    assert "Drop-off" not in body
    assert "Hand it over" not in body


def test_an_exchange_promises_no_money(tell, opened):
    body = text(tell("notify_created", opened(store="walmart", category="media", opened=True))[1])
    assert "exchanged for another of the same" in body
    assert "$" not in body


def test_a_return_that_a_person_looks_at_first_is_told_so(opened):
    made = opened()
    waiting = replace(made, drop_off_code=None, state=ReturnState.PENDING_REVIEW)
    written = message("created", waiting)
    assert "A person looks at this return first" in written
    assert "Drop-off code" not in written


def message(template, made):
    """A message about a return that is in no database."""
    told = facts(made, ODD, english, today=date(2026, 6, 15), merchant="Sample", link="")
    return write(template, "en", told | {"unsubscribe": ""}).text


def test_money_goes_back_the_way_it_came_and_store_credit_stays(tell, opened):
    made = opened()
    _, mail = tell("notify_refunded", made)
    assert "$54.00" in mail["Subject"]
    assert "to your credit card. It should be there in 3 to 5 business days" in text(mail)
    credit = replace(made, resolution=Resolution.STORE_CREDIT, refund=replace(made.refund, tender=Tender.GIFT_CARD))
    assert "Store credit: $54.00" in message("created", credit)


def test_a_refund_in_advance_says_until_when_the_parcel_must_have_come(opened):
    made = opened()
    refund = replace(made.refund, state=RefundState.ISSUED, charge_back_on=date(2026, 7, 4))
    told = message("refunded", replace(made, state=ReturnState.IN_TRANSIT, refund=refund))
    assert "If it does not arrive by July 4, 2026, the amount is taken back." in told
    assert "You hear from us when it has arrived" not in message("scanned", replace(made, refund=refund))
    assert "You hear from us when it has arrived" in message("scanned", made)


def test_what_was_not_accepted_is_told_with_the_reason(opened):
    made = opened()
    line = replace(made.lines[0], rejected=(1,), verdict="the box was empty")
    assert "Not accepted: thing: the box was empty" in message("refunded", replace(made, lines=(line,)))


def test_the_label_comes_as_a_file(tell, labelled, tmp_path):
    _, mail = tell("notify_label", labelled)
    [attached] = mail.iter_attachments()
    assert attached.get_content() == (tmp_path / "labels" / f"{labelled.rma}.pdf").read_bytes()


def test_every_parcel_has_its_label_in_the_mail(db, world, opened, carrier, tell):
    made = opened(parcels=3)
    issue_labels(db.begin, carrier, made.rma, world.now)
    _, mail = tell("notify_label", made, ReturnState.LABEL_ISSUED)
    assert len({attached.get_filename() for attached in mail.iter_attachments()}) == 3
    assert "The 3 labels for your return" in text(mail)


def test_what_is_told_twice_is_there_once(tell, labelled):
    first, again = tell("notify_label", labelled), tell("notify_label", labelled)
    assert first[0] == again[0]
    assert first[1].as_bytes() == again[1].as_bytes()


def test_a_label_file_that_is_gone_is_tried_again_later(tell, labelled, tmp_path):
    (tmp_path / "labels" / f"{labelled.rma}.pdf").unlink()
    with pytest.raises(UpstreamUnavailable):
        tell("notify_label", labelled)


def test_a_label_that_was_never_released_is_named(tell, opened):
    with pytest.raises(NotFound, match="never released"):
        tell("notify_label", opened())


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_about_nothing_is_named(kind, db, world, desk):
    with db.begin() as work:
        work.outbox.add(kind, kind, {"rma": "RF-0000-0000"}, world.now)
        row = work.outbox.by_key(kind)
    with pytest.raises(NotFound):
        effects(desk)[kind](row)


@pytest.mark.parametrize("kind", ["notify_created", "notify_label", "notify_reminder_7", "notify_reminder_2"])
@pytest.mark.parametrize("state", [ReturnState.CANCELLED, ReturnState.EXPIRED])
def test_what_is_pointless_by_now_is_not_sent(kind, state, tell, labelled):
    assert tell(kind, labelled, state) == (f"not sent: the return is {state}", None)


def test_a_parcel_on_its_way_needs_no_reminder(tell, labelled):
    assert tell("notify_reminder_2", labelled, ReturnState.IN_TRANSIT) == ("not sent: the return is in_transit", None)


def test_a_reminder_waits_for_the_morning_of_its_day_where_the_customer_lives(tell, labelled, clock):
    with pytest.raises(NotYet) as caught:
        tell("notify_reminder_7", labelled)
    assert caught.value.until.astimezone(clock.now.tzinfo) == clock.now.replace(hour=14, minute=0) + (
        labelled.return_by - timedelta(days=7) - clock.now.date()
    )
    clock.now = caught.value.until
    assert "7 days left" in text(tell("notify_reminder_7", labelled)[1], "html")


@pytest.mark.parametrize(
    ("kind", "left", "said"),
    [
        ("notify_reminder_7", 4, "4 days left"),
        ("notify_reminder_7", 2, "not sent: the next reminder takes its place"),
        ("notify_reminder_2", 2, "2 days left"),
        ("notify_reminder_2", 1, "One day left"),
        ("notify_reminder_2", 0, "Today is the last day"),
        ("notify_reminder_2", -1, "not sent: the last day is over"),
        ("notify_reminder_7", -1, "not sent: the last day is over"),
    ],
)
def test_a_reminder_that_comes_late_says_what_is_left_or_nothing(kind, left, said, tell, labelled, clock):
    reminding(clock, labelled, left)
    kept, mail = tell(kind, labelled)
    assert said in (text(mail, "html") if mail else kept)


def test_an_opt_out_is_honoured_on_its_channel_and_spares_only_the_label(db, tell, labelled, world):
    with db.begin() as work:
        work.opt_outs.add(replace(MARIA, address=" MARIA@example.com"), world.now, "operator")
    assert tell("notify_created", labelled) == (OPTED_OUT, None)
    _, label = tell("notify_label", labelled)
    assert label["List-Unsubscribe"] is None
    with db.begin() as work:
        work.opt_outs.remove(MARIA)
    said, mail = tell("notify_scanned", labelled)
    assert said.startswith("mail")
    assert mail["List-Unsubscribe"].startswith("<https://returns.example/n/email.")
    assert mail["List-Unsubscribe"][1:-1] in text(mail)


def test_who_has_no_contact_gets_nothing_and_that_is_kept(tell, opened):
    assert tell("notify_created", opened(customer=replace(ODD, email="", phone=""))) == (NO_CONTACT, None)


def test_a_text_is_sent_where_it_was_asked_for(tell, opened):
    assert tell("notify_created", opened(), channel="sms")[1].startswith("To: +13125550101")


def test_no_text_wakes_anybody_but_a_label_that_was_asked_for(tell, labelled, clock):
    clock.now = clock.now.replace(hour=3)  # ten in the evening in Chicago
    with pytest.raises(NotYet) as caught:
        tell("notify_created", labelled, channel="sms")
    assert caught.value.until == clock.now.replace(hour=14)
    assert tell("notify_label", labelled, channel="sms")[0].startswith("text ")


class Refusing:
    """A provider that says the same to every text."""

    def __init__(self, error):
        self.error = error

    def send(self, sms):
        raise self.error


def test_stop_is_remembered(db, tell, opened, desk):
    stopped = replace(desk, sms=Refusing(OptedOut("twilio", "21610")))
    assert tell("notify_created", opened(), using=stopped, channel="sms")[0] == "not sent: the customer answered STOP"
    with db.read() as work:
        assert work.opt_outs.has(PHONE)
        assert not work.opt_outs.has(MARIA)


def test_another_refusal_is_no_opt_out(db, tell, opened, desk):
    with pytest.raises(UpstreamRefused):
        tell("notify_created", opened(), using=replace(desk, sms=Refusing(UpstreamRefused("twilio", "21211"))), channel="sms")
    with db.read() as work:
        assert not work.opt_outs.has(PHONE)


def test_without_a_public_address_a_message_has_no_links(tell, opened, desk):
    _, mail = tell("notify_created", opened(price=Money(1)), using=replace(desk, link=None, stop=None))
    assert "http" not in text(mail)
    assert "<a " not in text(mail, "html")
    assert mail["List-Unsubscribe"] is None


def test_a_language_that_there_is_not_is_replaced_by_english_and_says_so(tell, opened, desk):
    _, mail = tell("notify_created", opened(), using=replace(desk, language="es"))
    assert mail["Content-Language"] == "en"
    assert '<html lang="en">' in text(mail, "html")
