from datetime import UTC, datetime, timedelta

from returnflow.database import AuditRow

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def test_acts_are_kept_and_read_newest_first(db):
    with db.begin() as work:
        for place in range(3):
            work.audit.add("cli:ada", "privacy.erase", {"orders": place}, NOW + timedelta(days=place))
    with db.read() as work:
        assert work.audit.newest(2) == [
            AuditRow(NOW + timedelta(days=2), "cli:ada", "privacy.erase", {"orders": 2}),
            AuditRow(NOW + timedelta(days=1), "cli:ada", "privacy.erase", {"orders": 1}),
        ]
