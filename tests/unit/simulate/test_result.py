from returnflow.simulate.result import CallResult, Turn, shown_words


def result():
    greeting = Turn("initial_router", "", "", "Hello.")
    turns = [greeting, Turn("initial_router", "Hi.", "hi", "Which store?", 400.4, {"decode_ms": 90})]
    return CallResult("call-1", "return_created", "completed", "RF-7K4M-92XC", turns=turns)


def test_the_document_has_exactly_the_promised_fields():
    document = result().to_document()
    assert list(document) == ["call_id", "outcome", "end_reason", "rma", "label", "refund", "latency", "turns"]
    assert list(document["turns"][0]) == ["agent", "said", "heard", "reply", "voice_to_voice_ms", "stages"]
    assert document["latency"] == {"p50": 400, "p95": 400}
    assert document["turns"][0]["voice_to_voice_ms"] is None
    assert document["turns"][1]["voice_to_voice_ms"] == 400


def test_a_call_without_an_answer_has_no_latency():
    assert CallResult("call-1").to_document()["latency"] == {"p50": None, "p95": None}


def test_created_needs_both_the_outcome_and_the_number():
    assert result().created
    assert not CallResult("call-1", "return_created").created
    assert not CallResult("call-1", "refused", rma="RF-7K4M-92XC").created


def test_cards_tell_what_was_created_and_a_mere_decision_does_not():
    shown = CallResult("call-1")
    shown.show("return", {"rma": "RF-7K4M-92XC", "refund": "$79.99"})
    shown.show("decision", {"refund": "$0.00"})
    shown.show("label", {"file": "label.pdf", "rma": "RF-7K4M-92XC"})
    assert (shown.rma, shown.refund, shown.label) == ("RF-7K4M-92XC", "$79.99", "label.pdf")


def test_a_code_that_is_read_out_is_not_printed():
    assert shown_words("It's four eight two, nine oh three.", "code") == "(the code)"
    assert shown_words("482913", "code") == "(the code)"
    assert shown_words("One moment, please.", "code") == "One moment, please."
    assert shown_words("My zip code is nine four one oh seven.", "second_fact") == "My zip code is nine four one oh seven."
