import pytest

from returnflow.errors import InvalidInput
from returnflow.returns import service
from returnflow.returns.model import Reason, Store


def test_an_order_is_found_however_its_number_is_written(db, order):
    with db.read() as work:
        assert service.find_order(work, Store.AMAZON, "11428394075561823") == order
        assert service.find_order(work, Store.AMAZON, "114") is None
        assert service.find_order(work, Store.WALMART, order.number) is None


def test_a_single_line_has_a_short_form(db, desk):
    with db.begin() as work:
        made = service.open_return(
            work, call_id="c", order=desk.order, line_no=1, quantity=2, reason=Reason.DEFECTIVE,
            decision=desk.decide(1, Reason.DEFECTIVE, 2, (2, 3)), method=None, now=desk.now, units=(2, 3),
        )  # fmt: skip
    assert (made.lines[0].units, made.lines[0].reason, made.call_id) == ((2, 3), Reason.DEFECTIVE, "c")


def test_no_line_at_all_is_named(db, desk):
    with pytest.raises(InvalidInput) as raised, db.begin() as work:
        service.open_return(work, order=desk.order, now=desk.now)
    assert raised.value.field == "lines"


def test_everything_offered_is_there():
    assert [name for name in service.__all__ if not hasattr(service, name)] == []
