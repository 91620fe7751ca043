"""Policy: dated rows, which of them is in force, the deadline they give, and answers to simple questions. Pure."""

from returnflow.returns.policy.answer import Answer, Question, answer
from returnflow.returns.policy.asked import question_in
from returnflow.returns.policy.rulebook import RuleBook, StoreRules

__all__ = ["Answer", "Question", "RuleBook", "StoreRules", "answer", "question_in"]
