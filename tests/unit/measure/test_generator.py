import json

from returnflow.measure import generator
from returnflow.simulate import scenario
from returnflow.simulate.ear import Verdict
from returnflow.simulate.result import CallResult, Turn


def test_a_result_survives_the_way_between_two_processes():
    turns = [Turn("a", "", "", "Hello."), Turn("a", "Hi.", "hi", "Yes?", 412.5, {"x": 1}, "open", Verdict.ANSWERED, pieces=2)]
    result = CallResult("call", "answered", "completed", turns=turns, lags_ms=[1.0])
    again = generator.from_document(json.loads(json.dumps(generator.to_document(result))))
    assert again.turns == turns
    assert again.turns[1].verdict is Verdict.ANSWERED
    assert (again.call_id, again.outcome, again.end_reason) == ("call", "answered", "completed")


def test_every_scenario_survives_it_too():
    for name in scenario.names():
        known = scenario.load(name)
        document = json.loads(json.dumps(generator.scenario_document(known)))
        assert scenario.parse(name, document) == known
