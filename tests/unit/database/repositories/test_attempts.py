from datetime import UTC, datetime, timedelta

from returnflow.returns.model import Store

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def test_only_failures_of_this_caller_this_number_and_this_time_count(db):
    with db.begin() as work:
        attempts = work.attempts
        attempts.record("one", Store.AMAZON, "111", False, NOW)
        attempts.record("one", Store.AMAZON, "111", False, NOW - timedelta(hours=2))
        attempts.record("one", Store.AMAZON, "111", True, NOW)
        attempts.record("one", Store.AMAZON, "222", False, NOW)
        attempts.record("one", Store.WALMART, "111", False, NOW)
        attempts.record("two", Store.AMAZON, "111", False, NOW)
        assert attempts.failures("one", Store.AMAZON, "111", NOW - timedelta(hours=1)) == 1
        assert attempts.failures("one", Store.AMAZON, "111", NOW - timedelta(hours=2)) == 2
        assert attempts.failures("nobody", Store.AMAZON, "111", NOW) == 0
