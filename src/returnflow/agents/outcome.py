"""What came of a call, from its state and the way it ended."""

from returnflow.conversation.reply import EndReason, Outcome
from returnflow.conversation.state import ConversationState

_BROKEN = (EndReason.ERROR, EndReason.AGENT_LOST, EndReason.MEDIA_LOST)


def outcome_of(state: ConversationState | None, reason: EndReason) -> Outcome:
    """The strongest thing that happened: a return stands whatever came after it."""
    if state is None:
        return Outcome.FAILED if reason in _BROKEN else Outcome.ABANDONED
    case, handoff = state.case, state.handoff
    if case.made is not None or case.earlier:
        return Outcome.RETURN_CREATED
    if handoff.callback_id:
        return Outcome.CALLBACK
    if handoff.request_id:
        return Outcome.HANDED_OFF
    if reason in _BROKEN:
        return Outcome.FAILED
    if case.refused or case.locked or (case.decision is not None and not case.decision.opens_a_return):
        return Outcome.REFUSED
    if state.talk.answered and reason is EndReason.COMPLETED:
        return Outcome.ANSWERED
    return Outcome.ABANDONED
