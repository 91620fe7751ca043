"""The sentences, by key, with their variants. Words only: what is said when is the flows' business."""

from returnflow.dialogue.phrasing.wordings import always, handoff, outcomes, policy, processing, proving, routing, verifying

WORDINGS: dict[str, tuple[str, ...]] = {
    **always.WORDINGS,
    **routing.WORDINGS,
    **verifying.WORDINGS,
    **proving.WORDINGS,
    **processing.WORDINGS,
    **outcomes.WORDINGS,
    **policy.WORDINGS,
    **handoff.WORDINGS,
}
