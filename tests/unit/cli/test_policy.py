"""`returnflow policy`: what it shows is the decision, and every step of it has its row."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.cli.policy_answers import sentences
from returnflow.cli.policy_words import REASONS
from returnflow.returns.model import Because, Reason, Store
from returnflow.returns.policy import Question, answer
from returnflow.returns.service import decide, find_order, open_return
from returnflow.returns.zones import zone_of
from returnflow.stores import demo

HEADPHONES, FILM = "114-2839407-5561823", "2000118-73346091"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RETURNFLOW_AS_OF", "2026-06-15")


def shown(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run(["policy", *words]) == code
    said = capsys.readouterr()
    return said.out if code == 0 else said.err


def row(text: str, start: str) -> list[str]:
    """The words of the first line that begins so."""
    return next(line.split() for line in text.splitlines() if line.strip().startswith(start))


def test_a_decision_is_shown_with_its_steps_sums_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", HEADPHONES)
    assert "RETURNABLE until Tuesday, 2026-07-07, refund 86.89 USD" in text
    assert row(text, "it is in its window")[-1] == "amazon.default.30d"
    assert "delivered 2026-06-07 + 30 days = 2026-07-07" in text
    assert row(text, "refund ") == ["refund", "86.89", "USD", "to", "credit", "card"]
    assert row(text, "amazon.default.30d")[1:3] == ["B", "2025-12-01"]
    assert "America/Los_Angeles" in text


def test_a_day_can_be_chosen_and_the_season_is_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETURNFLOW_AS_OF", "2026-11-23")
    text = shown(capsys, "explain", HEADPHONES, "1", "--on", "2026-12-27")
    assert row(text, "bought in the season: 2027-01-31")[-1] == "amazon.season.2026"
    assert "decided 2026-12-27" in text
    assert "nobody has confirmed that season yet" in text


def test_after_the_last_day_it_is_refused_for_a_wish_and_goes_to_a_person_for_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert "NOT RETURNABLE" in shown(capsys, "explain", HEADPHONES, "--on", "2026-07-08")
    text = shown(capsys, "explain", HEADPHONES, "--on", "2026-07-08", "--reason", "defective")
    assert "NEEDS A PERSON" in text
    assert row(text, "the maker's warranty may help")[-1] == "amazon.warranty"


def test_the_largest_of_several_fees_is_shown_as_kept(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", HEADPHONES, "--damaged", "30", "--days-late", "3")
    assert row(text, "24.00 USD is kept")[-1] == "amazon.fee.damaged.50"
    assert row(text, "handed over too late")[-1] == "amazon.fee.late.20"
    assert row(text, "fee ")[1:] == ["-24.00", "amazon.fee.damaged.50"]


def test_an_exchange_has_no_refund_and_a_number_needs_no_dashes(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", FILM.replace("-", ""))
    assert "EXCHANGE ONLY until" in text
    assert "\nRefund" not in text


@pytest.mark.parametrize(
    ("item", "reason", "shows", "hides"),
    [
        ("kettle", "defective", "promised for 2026-06-14 + 30 days", "delivered"),
        ("desk organizer", "no_longer_wanted", "bought 2026-05-26 + 30 days", "delivered 2"),
        ("gift card", "no_longer_wanted", "this kind of item never comes back", "Last day"),
        ("e-book", "ordered_by_mistake", "it is digital: there is nothing to send", "issued up to"),
        ("baby formula", "ordered_by_mistake", "39.96  USD to ebt", "paid up to"),
        ("milk frother", "no_longer_wanted", "USD to gift card, the giver is not told", "credit card"),
        ("drill", "defective", "-15.00", "Fees"),
        ("belt", "wrong_size_fit", "sold by a marketplace seller", "drop off code"),
        ("word processor", "no_longer_wanted", "nothing is left to refund", "never their sum"),
    ],
)
def test_each_case_shows_what_matters_to_it_and_nothing_else(
    capsys: pytest.CaptureFixture[str], item: str, reason: str, shows: str, hides: str
) -> None:
    number = next(tried.number for tried in demo.to_try() if tried.item == item)
    text = shown(capsys, "explain", number, "--reason", reason)
    assert shows in text
    assert hides not in text


def test_some_of_several_units_are_shown_with_their_price(capsys: pytest.CaptureFixture[str]) -> None:
    number = next(tried.number for tried in demo.to_try() if tried.item == "wine glasses")
    text = shown(capsys, "explain", number, "--quantity", "2", "--reason", "defective")
    assert "2 of 6" in text
    assert row(text, "goods ") == ["goods", "15.98", "2", "x", "7.99"]


def test_the_buyer_of_a_gift_is_paid_as_he_paid(capsys: pytest.CaptureFixture[str]) -> None:
    number = next(tried.number for tried in demo.to_try() if tried.item == "milk frother")
    assert "USD to credit card" in shown(capsys, "explain", number, "--by-buyer")


def test_a_merchants_threshold_and_a_whole_bundle_can_be_tried(capsys: pytest.CaptureFixture[str]) -> None:
    by_item = {tried.item: tried.number for tried in demo.to_try()}
    assert "KEEP IT" in shown(capsys, "explain", by_item["earrings"], "--reason", "defective", "--keep-below", "1500")
    assert "NEEDS A PERSON" in shown(capsys, "explain", by_item["compact camera"])
    assert "RETURNABLE" in shown(capsys, "explain", by_item["compact camera"], "--together")


def test_a_replacement_is_explained_by_what_was_bought_first(capsys: pytest.CaptureFixture[str]) -> None:
    second = [tried.number for tried in demo.to_try() if tried.item == "shaver"][1]
    text = shown(capsys, "explain", second, "--reason", "defective")
    assert row(text, "it replaced another, whose clock and price count")[-1] == "amazon.replacement"
    assert "delivered 2026-06-01 + 30 days" in text


def test_the_json_holds_the_stored_decision_and_its_derivation(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(shown(capsys, "explain", HEADPHONES, "--json"))
    assert (found["outcome"], found["refund"]["minor"]) == ("returnable", 8689)
    assert found["derivation"]["deadline"]["start"] == "2026-06-07"
    assert {one["id"] for one in found["derivation"]["rows"]} >= {"amazon.default.30d", "amazon.refund.credit_card"}
    assert found["inputs"]["line"]["title"].startswith("Wireless")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("explain", "999"), "order"),
        (("explain", HEADPHONES, "7"), "line_no"),
        (("explain", HEADPHONES, "--on", "soon"), "on"),
        (("explain", HEADPHONES, "--on", "9999-12-31"), "on"),
        (("explain", HEADPHONES, "--on", "2026-01-01"), "on"),
        (("explain", HEADPHONES, "--zone", "Mars/Olympus"), "zone"),
        (("explain", HEADPHONES, "--quantity", "2"), "quantity"),
        (("rules", "--category", "unicorns"), "category"),
        (("ask", "amazon", "what a lovely morning"), "QUESTION"),
        (("ask", "amazon", "how long", "--on", "2020-01-01"), "on"),
        (("replay", "RMA-1"), "rma"),
    ],
)
def test_what_cannot_be_is_one_line_with_its_field(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], field: str
) -> None:
    said = shown(capsys, *words, code=2).strip()
    assert "\n" not in said
    assert f"field: {field}" in said


def test_the_rows_are_listed_by_store_and_category(capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(shown(capsys, "rules", "--json"))
    assert len(everything["rows"]) == sum(len(rules.rows) for rules in bootstrap.rules(bootstrap.settings()).stores.values())
    assert all(one["retrieved_at"] and one["source"] and one["effective_from"] for one in everything["rows"])
    text = shown(capsys, "rules", "--store", "walmart", "--category", "consumer_electronics")
    assert row(text, "walmart.electronics.30d")[1:3] == ["A", "2026-09-15"]
    assert "walmart.marketplace_electronics.14d" in text
    assert not any(other in text for other in ("walmart.default.90d", "walmart.marketplace.30d ", "amazon."))


@pytest.mark.parametrize(
    ("words", "said", "rule_id"),
    [
        (("walmart", "how long do I have for a laptop"), "30 days from delivery", "walmart.electronics.30d"),
        (("amazon", "is there a restocking fee for a video game"), "Opened: 100 % is kept.", "amazon.fee.opened.100"),
        (("amazon", "how", "long", "for", "a", "gift", "card"), "cannot be returned", "amazon.gift_card.none"),
        (("walmart", "can I return without a receipt"), "25 dollars", "walmart.no_receipt.cash"),
        (("amazon", "what about the holiday season", "--on", "2026-11-20"), "until 2027-01-31", "amazon.season.2026"),
        (("walmart", "how long do I have", "--marketplace"), "At least 30 days from shipped plus 7", "walmart.marketplace.30d"),
        (("walmart", "can I exchange a movie"), "only be exchanged, for the same title", "walmart.media.opened.exchange"),
        (("amazon", "when do I get my money"), "3 to 5 business days", "amazon.refund.credit_card"),
        (("amazon", "where can I drop it off"), "an Amazon Locker", "amazon.method.locker"),
        (("amazon", "what if I damaged it"), "up to 50 % is kept", "amazon.fee.damaged.50"),
        (("amazon", "where can I drop off a gift card"), "cannot be returned", "amazon.gift_card.none"),
        (("amazon", "does the holiday season help with haul"), "No season extends it.", "amazon.haul.15d"),
        (("walmart", "do tires have to be unused"), "maker's warranty", "walmart.car_battery.person"),
        (("walmart", "how long do I have for tires"), "A person has to say.", "walmart.car_battery.person"),
        (("amazon", "do you take back opened software"), "Opened: 100 % is kept.", "amazon.fee.opened.100"),
        (("walmart", "can I return an opened movie?"), "exchanged, not refunded", "walmart.media.opened.exchange"),
        (("amazon", "how long for a tv of a third party seller"), "At least 30 days", "amazon.seller_fulfilled.30d"),
        (("walmart", "when is the refund back on my gift card"), "up to 1 day.", "walmart.refund.gift_card"),
    ],
)
def test_a_question_is_answered_with_the_ids_of_its_rows(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str, rule_id: str
) -> None:
    text = shown(capsys, "ask", *words)
    assert said in text
    assert rule_id in text


def test_a_question_no_row_answers_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No row says anything about that." in shown(capsys, "ask", "walmart", "is a bundle special")


@pytest.mark.parametrize("question", Question)
def test_every_question_has_something_to_tell(question: Question) -> None:
    for store in Store:
        told = sentences(answer(bootstrap.rules(bootstrap.settings()), store, None, question, date(2026, 12, 1)))
        assert told
        assert all(one.endswith((".", ")")) for one in told)


def test_every_reason_of_a_decision_has_its_words() -> None:
    assert set(REASONS) == set(Because)


def test_the_answer_for_programs_names_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(shown(capsys, "ask", "walmart", "how long for a laptop", "--json"))
    assert (found["category"], found["question"]) == ("consumer_electronics", "how_long")
    assert [one["id"] for one in found["rows"]] == found["rule_ids"]


def returned(reason: Reason = Reason.DEFECTIVE) -> str:
    """The number of a return of the headphones."""
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    book, now = bootstrap.rules(settings), bootstrap.clock(settings)()
    with bootstrap.database(settings).begin() as work:
        order = find_order(work, bootstrap.orders_to_try(settings)[0].store, HEADPHONES)
        assert order is not None
        decision = decide(order.line(1), reason, book, now, zone_of(order.customer.zip))
        made = open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=reason, decision=decision, method=None, now=now
        )
    return made.rma


def test_a_returns_decision_is_made_again_and_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    rma = returned()
    assert "the same decision" in shown(capsys, "replay", rma)
    assert json.loads(shown(capsys, "replay", rma, "--json")) == [{"line_no": 1, "differs": []}]


def test_under_a_new_version_that_changes_nothing_the_replay_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rma, book = returned(), bootstrap.rules(bootstrap.settings())
    monkeypatch.setattr(bootstrap, "rules", lambda _: replace(book, version="other"))
    text = shown(capsys, "replay", rma)
    assert f"Other rules are in force: {book.version} then, other now. The decision would be the same." in text


def test_under_other_rules_the_replay_says_what_differs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rma, book = returned(), bootstrap.rules(bootstrap.settings())
    amazon = book.of(bootstrap.orders_to_try(bootstrap.settings())[0].store)
    shorter = tuple(replace(one, days=3) if one.id == "amazon.default.30d" else one for one in amazon.windows)
    other = replace(book, stores={**book.stores, amazon.store: replace(amazon, windows=shorter)}, version="other")
    monkeypatch.setattr(bootstrap, "rules", lambda _: other)
    text = shown(capsys, "replay", rma)
    assert f"Other rules are in force: {book.version} then, other now." in text
    assert row(text, "deadline ")[-2:] == ["2026-07-07", "2026-06-10"]
