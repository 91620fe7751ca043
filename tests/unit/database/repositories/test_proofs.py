"""What a caller has proved counts for him, for that order, from then on."""

from datetime import UTC, datetime, timedelta

from returnflow.returns.model import Store

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_right_answer_is_a_proof_of_that_caller_at_that_order(db):
    with db.begin() as work:
        work.attempts.record("maria", Store.AMAZON, "114", True, NOW)
        work.attempts.record("paul", Store.AMAZON, "114", False, NOW)
    with db.read() as work:
        assert work.proofs.since("maria", Store.AMAZON, "114", NOW)
        assert not work.proofs.since("maria", Store.WALMART, "114", NOW)
        assert not work.proofs.since("maria", Store.AMAZON, "115", NOW)
        assert not work.proofs.since("paul", Store.AMAZON, "114", NOW)


def test_it_is_looked_for_from_a_moment_on(db):
    with db.begin() as work:
        work.attempts.record("maria", Store.AMAZON, "114", True, NOW)
    with db.read() as work:
        assert work.proofs.since("maria", Store.AMAZON, "114", NOW - HOUR)
        assert not work.proofs.since("maria", Store.AMAZON, "114", NOW + HOUR)
