"""Policy: dated rows, which of them is in force, the deadline they give, and answers to simple questions. Pure."""

from returnflow.returns.policy.answer import Answer, Question, answer
from returnflow.returns.policy.asked import opened_in, question_in, seller_in, tender_in
from returnflow.returns.policy.rulebook import RuleBook, StoreRules

__all__ = [
    "Answer", "Question", "RuleBook", "StoreRules", "answer", "opened_in", "question_in", "seller_in", "tender_in",
]  # fmt: skip
