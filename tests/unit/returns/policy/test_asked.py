import pytest

from returnflow.returns.model import Seller, Tender
from returnflow.returns.policy import Question, opened_in, question_in, seller_in, tender_in


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
        ("do you take back opened software", Question.HOW_LONG),
        ("does Walmart take tires back", Question.HOW_LONG),
        ("what about a refurbished phone", Question.HOW_LONG),
        ("what about the holiday season", Question.HOLIDAY),
        ("do I get my money back right away", Question.WHEN_REFUNDED),
        ("can I get store credit instead", Question.WHERE_REFUNDED),
        ("how do I return something", Question.HOW_TO_SEND),
        ("can I return it at a store", Question.HOW_TO_SEND),
        ("can I return it", Question.HOW_LONG),
        ("what a lovely morning", None),
        ("", None),
    ],
)
def test_the_question_is_found_in_the_words(words, question):
    assert question_in(words) is question


@pytest.mark.parametrize(
    ("words", "seller"),
    [
        ("I bought it from a third-party seller", Seller.MARKETPLACE),
        ("it is a marketplace item", Seller.MARKETPLACE),
        ("sold by another seller", Seller.MARKETPLACE),
        ("how long do I have for a laptop", Seller.STORE),
    ],
)
def test_whose_item_it_is_is_found_in_the_words(words, seller):
    assert seller_in(words) is seller


@pytest.mark.parametrize(
    ("words", "tender"),
    [
        ("how long for the refund on my debit card", Tender.DEBIT_CARD),
        ("when is it back on my gift card", Tender.GIFT_CARD),
        ("can I return a gift card", None),
        ("I paid with a prepaid card", Tender.PREPAID_CARD),
        ("how many days for a prepaid phone", None),
        ("I paid with EBT", Tender.EBT),
        ("I used my points", Tender.POINTS),
        ("it was my bank account", Tender.CHECKING_ACCOUNT),
        ("it was a foreign bank", Tender.INTERNATIONAL_BANK),
        ("I paid in cash", Tender.PAY_IN_CASH),
        ("when do I get my money", None),
    ],
)
def test_what_was_paid_with_is_found_in_the_words(words, tender):
    assert tender_in(words) is tender


@pytest.mark.parametrize(
    ("words", "opened"),
    [("an opened video game", True), ("it is already open", True), ("an unopened game", False), ("a game", False)],
)
def test_whether_it_was_opened_is_found_in_the_words(words, opened):
    assert opened_in(words) is opened
