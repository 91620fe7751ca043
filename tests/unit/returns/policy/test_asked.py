import pytest

from returnflow.returns.policy import Question, question_in


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("how long do I have for a laptop", Question.HOW_LONG),
        ("How many days do I have to return shoes?", Question.HOW_LONG),
        ("can I still return it", Question.HOW_LONG),
        ("is it free", Question.IS_IT_FREE),
        ("does it have to be unused", Question.WHAT_CONDITION),
        ("do I need the original box", Question.WHAT_CONDITION),
        ("where do I drop it off", Question.HOW_TO_SEND),
        ("do I need a printer", Question.HOW_TO_SEND),
        ("when do I get my money", Question.WHEN_REFUNDED),
        ("how long does the refund take", Question.WHEN_REFUNDED),
        ("where does the refund go", Question.WHERE_REFUNDED),
        ("I lost my card", Question.WHERE_REFUNDED),
        ("is there a restocking fee", Question.RESTOCKING_FEE),
        ("what if I already opened it", Question.RESTOCKING_FEE),
        ("who pays for return shipping", Question.WHO_PAYS_SHIPPING),
        ("do I have to pay for shipping", Question.WHO_PAYS_SHIPPING),
        ("is the holiday window longer", Question.HOLIDAY),
        ("I bought it for Christmas, until when can I return it", Question.HOLIDAY),
        ("do I need a receipt", Question.RECEIPT),
        ("can I exchange it for another size", Question.EXCHANGE),
        ("it was a gift, can I return it", Question.GIFT),
        ("what if I send it too late", Question.WHAT_IF_LATE),
        ("what if I damaged it", Question.WHAT_IF_DAMAGED),
        ("can I keep it and get my money", Question.MAY_I_KEEP_IT),
        ("do I get the coupon back", Question.COUPON),
        ("I bought a bundle", Question.BUNDLE),
        ("is that under warranty", Question.WARRANTY),
        ("the seller won't answer", Question.CLAIM),
        ("how do I start", Question.WHERE_TO_START),
        ("what a lovely morning", None),
        ("", None),
    ],
)
def test_the_question_is_found_in_the_words(words, question):
    assert question_in(words) is question
