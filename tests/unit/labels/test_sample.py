from hypothesis import given
from hypothesis import strategies as st

from returnflow.ids import new_rma
from returnflow.labels.checkdigits import is_usps, usps
from returnflow.labels.sample import MAILER, tracking_for


def test_a_sample_number_is_the_same_each_time_and_another_for_another_return():
    one, other = tracking_for("RF-7K4M-92XC", "62701"), tracking_for("RF-7K4M-92XD", "62701")
    assert one == tracking_for("RF-7K4M-92XC", "62701")
    assert one.number != other.number


@given(st.builds(new_rma))
def test_no_carrier_can_ever_take_a_sample_number_for_one_of_its_own(rma):
    number = tracking_for(rma, "62701").number
    assert len(number) == 22
    assert number[5:14] == MAILER == "900000000"
    assert not is_usps(number)
    assert (int(number[-1]) - int(usps(number[:-1]))) % 10 == 1


def test_the_bars_route_to_the_zip_code_and_the_print_does_not_show_it():
    tracking = tracking_for("RF-7K4M-92XC", "62701")
    assert tracking.barcode == "42062701" + tracking.number
    assert tracking.readable.replace(" ", "") == tracking.number
    assert [len(group) for group in tracking.readable.split()] == [4, 4, 4, 4, 4, 2]
