import json

import pytest

from returnflow.returns.model import Decision, NotEligible, Reason, Tender


@pytest.mark.parametrize(
    ("category", "delivered", "reason"),
    [
        ("default", 8, Reason.DEFECTIVE),
        ("default", 90, Reason.NO_LONGER_WANTED),
        ("gift_card", 2, Reason.BETTER_PRICE),
        ("perishable", 2, Reason.DAMAGED_IN_TRANSIT),
        ("video_game", 3, Reason.NO_LONGER_WANTED),
    ],
)
def test_a_decision_survives_its_json_form(world, category, delivered, reason):
    decision = world.decide(world.line(category=category, delivered=delivered, opened=True), reason)
    document = json.loads(json.dumps(decision.to_document()))
    assert Decision.from_document(document) == decision


def test_a_decision_without_a_refund_time_survives_too(world):
    decision = world.decide(world.line(store="walmart", tender=Tender.POINTS))
    assert decision.refund_time is None
    assert Decision.from_document(decision.to_document()) == decision


def test_the_reasons_are_those_of_the_steps_in_order(world):
    decision = world.decide(world.line(delivered=40), Reason.DEFECTIVE)
    assert decision.reasons == tuple(step.because for step in decision.steps)
    assert decision.reasons[0] == "window_over"


def test_not_eligible_carries_the_decision_and_says_why(world):
    decision = world.decide(world.line(category="gift_card"))
    error = NotEligible(decision)
    assert error.decision is decision
    assert "category_not_returnable" in str(error)
    assert not decision.opens_a_return
