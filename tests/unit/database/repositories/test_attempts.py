from datetime import UTC, datetime, timedelta

from returnflow.returns.model import Store
from returnflow.returns.verification import TryKind

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


def test_failures_are_counted_of_a_caller_over_orders_and_of_an_order_over_callers(db):
    with db.begin() as work:
        attempts = work.attempts
        attempts.record("one", Store.AMAZON, "111", False, NOW)
        attempts.record("one", Store.WALMART, "222", False, NOW, TryKind.CODE)
        attempts.record("two", Store.AMAZON, "111", False, NOW)
        attempts.record("two", Store.AMAZON, "111", False, NOW, TryKind.CODE)
        attempts.record("two", Store.AMAZON, "111", True, NOW)
        attempts.record("two", Store.AMAZON, "111", False, NOW - timedelta(days=2))
        since = NOW - timedelta(days=1)
        assert (attempts.failures_of_caller("one", since), attempts.failures_of_caller("two", since)) == (2, 2)
        assert attempts.failures_at_order(Store.AMAZON, "111", since) == 2
        assert attempts.failures_at_order(Store.AMAZON, "111", since, TryKind.CODE) == 1
        assert attempts.failures("two", Store.AMAZON, "111", since, TryKind.CODE) == 1
