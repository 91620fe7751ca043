"""Acts and intents, and what must not be taken for one."""

import pytest

from returnflow.dialogue.understand.acts import Act, acts_in
from returnflow.dialogue.understand.intents import Intent, Topic, intents_in, topic_in

ACTS = [
    (Act.REPEAT, ["What?", "Can you repeat that?", "say that again please", "I didn't catch that", "pardon", "come again"]),
    (Act.SLOWER, ["slower please", "can you slow down", "you're too fast"]),
    (Act.WAIT, ["hold on", "one second", "just a moment please", "let me find it", "give me a minute"]),
    (Act.GO_BACK, ["go back", "can we start over", "previous question"]),
    (Act.CORRECT, ["No, I meant Walmart", "that's wrong", "actually it's broken", "I gave you the wrong number"]),
    (
        Act.PERSON,
        ["agent", "I want to talk to a person", "give me a human", "can I speak with a manager", "representative please"],
    ),
    (Act.GOODBYE, ["bye", "goodbye", "I have to go", "hang up"]),
    (Act.DONT_RECORD, ["don't record this", "please stop recording", "I don't want to be recorded"]),
    (Act.ARE_YOU_A_BOT, ["are you a robot", "am I talking to a real person", "is this a machine"]),
    (Act.ANGER, ["this is ridiculous", "you're useless", "I'm really frustrated", "what a waste of my time"]),
    (Act.LEGAL, ["I'll sue you", "talk to my lawyer", "I'll see you in court"]),
    (Act.SAFETY, ["it caught fire", "the battery exploded", "there was smoke", "it gave off sparks"]),
    (Act.INJURY, ["it hurt my hand", "I had an allergic reaction", "I cut my finger on it"]),
    (Act.DONT_HAVE, ["I don't have it", "I can't find the number", "I lost my receipt"]),
    (Act.CANCEL, ["never mind", "I'll keep it", "cancel the return"]),
]
PLAIN = [
    "Yes, please.",
    "Carter",
    "114-2839407-5561823",
    "The left side stopped working.",
    "Amazon",
    "the charging cable",
    "It's too small",
]


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, texts in ACTS for text in texts])
def test_an_act_is_known_by_many_wordings(act, text):
    assert act in acts_in(text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_answer_is_no_act(text):
    assert acts_in(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I want to return my headphones", Intent.PROCESS_RETURN),
        ("I'd like to send back a blender", Intent.PROCESS_RETURN),
        ("can I get my money back", Intent.PROCESS_RETURN),
        ("where is my refund", Intent.REFUND_STATUS),
        ("where's my package", Intent.ORDER_STATUS),
        ("cancel my order", Intent.CANCEL_ORDER),
        ("I was charged twice", Intent.CHARGE_COMPLAINT),
        ("I need to change my address", Intent.CHANGE_ADDRESS),
    ],
)
def test_what_the_call_is_about_leads_the_intents(text, intent):
    assert intents_in(text)[0].intent is intent


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How long do I have to return it?", Topic.WINDOW),
        ("When do I get my money back?", Topic.REFUND_TIME),
        ("Is it free?", Topic.COST),
        ("Do I need the original box?", Topic.PACKAGING),
        ("Where can I drop it off?", Topic.DROP_OFF),
        ("Do I need a printer?", Topic.PRINTER),
        ("Where do I find the order number?", Topic.FIND_ORDER_NUMBER),
        ("Where will the refund go?", Topic.REFUND_WHERE),
        ("I opened the box", None),
        ("It's too small", None),
    ],
)
def test_a_question_of_policy_is_told_from_a_statement(text, topic):
    assert topic_in(text) is topic
