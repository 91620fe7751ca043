"""The rule-based customer: what he says to what is asked."""

import pytest

from returnflow.simulate.customer import PATIENCE, Customer
from returnflow.simulate.driver import AgentTurn, HangUp, Say
from returnflow.simulate.scenario import load, parse


def asked(expecting, text=""):
    return AgentTurn("initial_router", text, expecting)


def customer(seed=1, **changes):
    proof = {"zip": "94107", "last_name": "Carter"}
    facts = {"store": "amazon", "order_number": "114-2839407-5561823", "item": "the headphones", **proof}
    return Customer(parse("test", {"facts": facts, **changes}), seed)


def test_the_same_seed_says_the_same():
    questions = [asked("open"), asked("store"), asked("order_number"), asked("second_fact"), asked("yes_no")]
    assert [customer(5).answer(q) for q in questions] == [customer(5).answer(q) for q in questions]


def test_different_seeds_say_it_differently():
    assert len({customer(seed).answer(asked("open")).words for seed in range(20)}) > 1


def test_the_number_is_said_whole_and_again_only_in_the_group_that_is_in_doubt():
    someone = customer()
    assert "two eight three nine four" in someone.answer(asked("order_number")).words
    again = someone.answer(asked("order_number", "Could you say the last seven digits again?")).words
    assert again.lower() in ("five five six one eight two three.",)


@pytest.mark.parametrize(
    ("question", "said"),
    [("What's the ZIP code?", "nine four"), ("And your last name?", "Carter"), ("The ZIP code or your last name?", "nine four")],
)
def test_the_second_fact_is_the_one_that_is_asked_for(question, said):
    assert said in customer().answer(asked("second_fact", question)).words


def test_offered_a_person_the_customer_who_wants_a_return_declines():
    assert customer().answer(asked("yes_no", "Shall I get a person?")).words.startswith("No")
    assert customer(wants="person").answer(asked("yes_no", "Shall I get a person?")).words.startswith("Ye")


def test_asked_for_anything_else_the_customer_takes_leave():
    assert customer().answer(asked("yes_no", "Is there anything else I can do?")).words.startswith("No")
    assert customer().answer(asked("open", "Is there anything else?")).words.startswith("No")


def test_own_lines_come_first_and_are_filled_with_the_facts():
    someone = customer(lines={"second_fact": ["It is {last_name}.", "(hang up)"]})
    assert someone.answer(asked("second_fact")) == Say("It is Carter.")
    assert someone.answer(asked("second_fact")) == HangUp()


def test_an_empty_line_keeps_silent():
    assert customer(lines={"open": [""]}).answer(asked("open")) == Say("")


def test_patience_ends_when_the_same_is_asked_for_ever():
    someone = customer()
    answers = [someone.answer(asked("reason")) for _ in range(PATIENCE + 1)]
    assert isinstance(answers[-2], Say)
    assert answers[-1] == HangUp()


def test_an_unknown_expectation_is_answered_with_the_wish():
    assert "headphones" in customer().answer(asked("something_new")).words


def test_the_scenario_of_the_demo_begins_in_its_own_words():
    assert Customer(load("amazon_headphones")).answer(asked("open")).words.startswith("Hi, I would like to return")


class Mailbox:
    """Gives these codes one after the other."""

    def __init__(self, *codes):
        self.codes = list(codes)

    def newest_code(self):
        return self.codes.pop(0) if self.codes else None


def with_mail(*codes):
    return Customer(parse("test", {"facts": {"store": "amazon", "email": "a@example.com"}}), 1, Mailbox(*codes))


def test_a_code_is_looked_up_in_the_mail_and_read_out():
    someone = with_mail("482913")
    assert someone.answer(asked("code")).words in ("One moment, please.", "Just a second.")
    assert "four eight two, nine one three" in someone.answer(asked("code")).words


def test_a_code_that_has_not_come_is_said_to_be_missing_and_given_up_in_the_end():
    someone = with_mail(None, "482913")
    someone.answer(asked("code"))
    missing = someone.answer(asked("code")).words
    assert missing in ("I didn't get it.", "Nothing has come.", "I haven't received anything.")
    assert "four eight two" in someone.answer(asked("code")).words
    assert "email" in [with_mail().answer(asked("code")), *(someone.answer(asked("code")) for _ in range(2))][-1].words


def test_a_customer_without_a_mailbox_says_so():
    assert "email" in customer().answer(asked("code")).words
