"""Whose desk it is."""

from datetime import UTC, datetime

import pytest

from returnflow.agents.house import House
from returnflow.conversation.moves import Value
from returnflow.dialogue.phrasing.sentences import BRAND
from returnflow.stores import merchant

MONDAY = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)  # eleven in the morning in New York


@pytest.fixture
def profile(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(merchant.PROFILE.read_text().replace('["00:00-24:00"]', '["09:00-17:00"]'))
    return merchant.load(path)


@pytest.fixture
def house(profile):
    return House(Value("North Shore", "North Shore Goods, Inc."), profile)


def test_while_people_answer_nobody_has_to_be_back(profile):
    assert House(hours=profile).back_at(MONDAY) is None
    assert House().back_at(MONDAY) is None


def test_out_of_hours_it_is_told_when_they_are_back_in_the_merchants_zone(profile):
    back = House(hours=profile).back_at(MONDAY.replace(hour=22))
    assert back.isoformat() == "2026-06-16T09:00:00-04:00"
    elsewhere = House(hours=profile).back_at(MONDAY.replace(hour=22), "America/Chicago")
    assert elsewhere.isoformat() == "2026-06-16T08:00:00-05:00"


def test_nobody_who_never_comes_is_promised(profile):
    never = profile.model_copy(update={"hours": type(profile.hours)()})
    assert House(hours=never).back_at(MONDAY) is None


def test_without_a_merchant_the_desk_has_our_name():
    assert House().name == BRAND


def test_a_call_is_greeted_with_the_merchants_name_and_told_when_people_are_back(open_call, clock):
    clock.now = MONDAY.replace(hour=22)
    talk = open_call()
    assert talk.reply.text.startswith("Hi, this is North Shore, ")
    assert talk.reply.display.startswith("Hi, this is North Shore Goods, Inc., ")
    told = talk.says("I want to talk to a person")
    assert "tomorrow at nine in the morning" in told.text
    assert "tomorrow at 9:00 AM" in told.display


def test_within_hours_nobody_is_promised_for_later(open_call):
    assert "are back" not in open_call().says("I want to talk to a person").text
