from datetime import UTC, datetime

from returnflow.measure import orders_import
from returnflow.settings import Settings
from returnflow.stores import rules
from returnflow.stores.importing import import_orders

NOW = datetime(2026, 6, 15, tzinfo=UTC)


class Counting:
    """A target that only counts."""

    new = changed = unchanged = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def add(self, orders):
        self.new += len(orders)

    def publish(self):
        pass


def test_the_file_that_is_measured_with_has_no_mistake_and_is_the_same_every_time(tmp_path):
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    orders_import.write_file(one, 200, NOW)
    orders_import.write_file(other, 200, NOW)
    assert one.read_bytes() == other.read_bytes()
    done = import_orders(one, Counting, rules.load(), NOW)
    assert (done.orders, done.repeated) == (200, 0)
    assert 200 < done.lines < 600


def test_a_short_run_measures_everything_and_leaves_the_persons_own_data_alone(tmp_path):
    own = Settings(data=tmp_path / "mine", _env_file=None)
    report = orders_import.run(own, orders=60)
    assert set(report.raw) == {
        "a call's save, nobody else writing",
        "import of 60 orders",
        "memory of the import at its peak",
        "a call's save meanwhile",
        "the same file again",
        "a call's save while it is imported again",
        "look-up of an order",
        "nearest four numbers",
    }
    assert report.raw["look-up of an order"]
    assert not (tmp_path / "mine").exists()
