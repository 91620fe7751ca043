"""A stored decision can be made again, from the order or from what was recorded with it, and says when the rules have changed."""

import json
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import NotFound
from returnflow.returns.eligibility import decide
from returnflow.returns.model import Decision, Money, Reason
from returnflow.returns.replay import differences, replay, replay_as_recorded

from .test_eligibility_properties import NOW, RULES, circumstances, lines, origin_of, zones


def stored(decision):
    """Through the JSON form, as the database keeps it."""
    return Decision.from_document(json.loads(json.dumps(decision.to_document())))


@given(line=lines, reason=st.sampled_from(Reason), days=st.integers(-5, 400), zone=zones, given=circumstances, data=st.data())
def test_a_replayed_decision_equals_the_stored_one(line, reason, days, zone, given, data):
    units = tuple(data.draw(st.sets(st.integers(1, line.quantity), min_size=1)))
    now, origin = NOW + timedelta(days=days), origin_of(line)
    kept = stored(decide(line, reason, RULES, now, zone, quantity=len(units), units=units, origin=origin, **given))
    assert replay(kept, line, RULES, zone) == kept
    assert replay_as_recorded(kept, RULES) == kept
    assert differences(kept, replay_as_recorded(kept, RULES)) == ()


def changed(rules, days):
    """The same book, with another number of days in Amazon's usual row, under another version."""
    amazon = rules.of("amazon")
    windows = tuple(replace(row, days=days) if row.id == "amazon.default.30d" else row for row in amazon.windows)
    return replace(rules, stores={**rules.stores, "amazon": replace(amazon, windows=windows)}, version="changed")


def test_when_other_rules_are_in_force_the_replay_says_so_first(world):
    kept = stored(world.decide(world.line(delivered=20)))
    again = replay_as_recorded(kept, changed(world.rules, 10))
    found = differences(kept, again)
    assert found[0] == "rule_version"
    assert {"outcome", "deadline", "refund"} <= set(found)
    assert differences(kept, replay_as_recorded(kept, changed(world.rules, 30))) == ("rule_version",)


def test_what_became_of_the_order_does_not_matter_to_what_was_recorded(world):
    line = world.line(delivered=20)
    kept = stored(world.decide(line))
    later = replace(line, delivered_at=line.delivered_at + timedelta(days=90), price=Money(1))
    assert replay_as_recorded(kept, world.rules) == kept
    assert {"deadline", "refund"} <= set(differences(kept, replay(kept, later, world.rules, world.zone)))


def test_a_decision_older_than_its_inputs_is_replayed_for_the_orders_line(world):
    line = world.line(quantity=3)
    document = world.decide(line, quantity=2).to_document()
    for name in ("inputs", "refund_lines", "refund_to", "giver_told", "processing_time", "method_rule_ids"):
        del document[name]
    old = Decision.from_document(document)
    assert old.inputs is None
    again = replay(old, line, world.rules, ZoneInfo("America/Chicago"))
    assert (again.refund, again.outcome, again.steps) == (old.refund, old.outcome, old.steps)
    with pytest.raises(NotFound, match="without its inputs"):
        replay_as_recorded(old, world.rules)
