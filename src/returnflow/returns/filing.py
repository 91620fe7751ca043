"""Filing a return as one whole: every line decided, the risk of all of them looked at, and then opened, in one transaction.

For doors where everything is named at once (HTTP, the command line). A call goes the same steps one sentence at a time.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from returnflow.errors import NotAllowed
from returnflow.returns.deciding import Asked, Book, judge, places
from returnflow.returns.model import Method, Order, Return
from returnflow.returns.opening import Terms, holder, open_items
from returnflow.returns.ports import Work


class CodeNeeded(NotAllowed):
    """The sum or the risk asks for a one-time code to the contact on file besides. Nothing was written."""

    code = "code_needed"

    def __init__(self) -> None:
        super().__init__("this return needs a one-time code to the contact on file", fix="ask for a code, or for a person")


def file_return(
    work: Work,
    order: Order,
    asked: Sequence[Asked],
    book: Book,
    now: datetime,
    *,
    code_given: bool,
    method: Method | None = None,
    call_id: str | None = None,
    **terms: Unpack[Terms],
) -> Return:
    """Judge and open. Whoever asks for the same units again is given the return that holds them, without being judged again.

    `code_given`: the caller has given a right one-time code, or is the merchant's own program. Raises CodeNeeded, NotEligible and
    what `opening.open_items` raises.
    """
    existing = holder(work, order, places(order, asked))
    if existing is not None:
        return existing
    judged = judge(work, order, asked, book, now)
    if judged.needs_code and not code_given and all(decision.opens_a_return for decision in judged.decisions):
        raise CodeNeeded
    terms["handling"] = judged.handling
    terms["risk_score"], terms["risk_signals"] = judged.risk.score, judged.risk.ids
    return open_items(work, order=order, wanted=judged.items, method=method, now=now, call_id=call_id, **terms)
