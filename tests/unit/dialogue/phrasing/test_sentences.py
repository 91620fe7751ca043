"""Every sentence the flows can say exists, fits its values, is short enough to hear, and comes out the same for the same seed."""

import ast
import string
from pathlib import Path

import returnflow.dialogue.flows as flows
from returnflow.conversation.moves import Phrase, Value
from returnflow.dialogue.phrasing.sentences import joined, render
from returnflow.dialogue.phrasing.wordings import WORDINGS

FLOWS = [*Path(flows.__file__).parent.glob("*.py"), Path(flows.__file__).parents[1] / "brain.py"]


def said_keys():
    """Keys given to `say` as plain strings."""
    for path in FLOWS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say" and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, {keyword.arg for keyword in node.keywords} - {"sources"}


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name} - {"brand"}


def test_every_sentence_that_is_said_exists_and_gets_its_values():
    wrong = [
        (key, given) for key, given in said_keys() if key not in WORDINGS or any(fields(text) - given for text in WORDINGS[key])
    ]
    assert wrong == []


def test_every_question_has_a_first_wording():
    questions = {key.rsplit(".", 1)[0] for key in WORDINGS if key[-1].isdigit()}
    assert [name for name in questions if f"{name}.1" not in WORDINGS] == []


def test_variants_of_a_sentence_take_the_same_values():
    assert [key for key, texts in WORDINGS.items() if len({frozenset(fields(text)) for text in texts}) > 1] == []


def test_variants_differ():
    assert [key for key, texts in WORDINGS.items() if len(set(texts)) != len(texts)] == []


def test_no_sentence_is_too_long_to_listen_to():
    assert [text for texts in WORDINGS.values() for text in texts for part in text.split(". ") if len(part.split()) > 18] == []


def test_a_question_gives_at_most_two_options():
    assert [text for texts in WORDINGS.values() for text in texts if text.endswith("?") and text.count(" or ") > 1] == []


def test_no_sentence_claims_to_be_the_store():
    assert [
        text
        for texts in WORDINGS.values()
        for text in texts
        if "we at amazon" in text.lower() or "this is amazon" in text.lower()
    ] == []


def test_the_same_seed_and_turn_give_the_same_words_and_another_seed_other_ones():
    phrases = [Phrase("not_understood"), Phrase("ask_store.1")]
    assert joined(render(phrases, 1, 3)) == joined(render(phrases, 1, 3))
    assert len({joined(render(phrases, seed, 3)) for seed in range(20)}) > 1


def test_a_sentence_of_the_reply_before_is_avoided():
    before, _ = joined(render([Phrase("not_understood")], 0, 0))
    after, _ = joined(render([Phrase("not_understood")], 0, 0, before))
    assert after != before


def test_the_eye_reads_figures_where_the_ear_hears_words():
    amount = {"amount": Value("five dollars", "$5.00", True), "item": Value("the lamp", "the lamp")}
    (spoken,) = render([Phrase("summary", amount, ("rule",))], 0, 0)
    assert "five dollars" in spoken.text
    assert "$5.00" in spoken.display
    assert spoken.sources == ("rule",)


def test_the_desk_is_the_merchants_by_the_name_that_is_said_and_the_one_that_is_shown():
    (greeting,) = render([Phrase("greeting")], 0, 0, brand=Value("North Shore", "North Shore Goods, Inc."))
    assert (greeting.text.split(",")[1], greeting.display.split(", an")[0]) == (
        " this is North Shore", "Hi, this is North Shore Goods, Inc.",
    )  # fmt: skip
