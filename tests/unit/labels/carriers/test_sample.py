import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.ids import new_rma
from returnflow.labels import checkdigits
from returnflow.labels.carriers import CARRIERS, sample

FORMS = sorted(CARRIERS)
RIGHT = {
    "usps": lambda number: checkdigits.usps(number[:-1]),
    "ups": lambda number: checkdigits.ups(number[2:-1]),
    "fedex": lambda number: checkdigits.fedex_ground(number[:-1]),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_sample_number_is_the_same_each_time_and_another_for_another_parcel(name):
    make = CARRIERS[name].sample
    assert make("RF-7K4M-92XM", 1) == make("RF-7K4M-92XM", 1)
    assert len({make("RF-7K4M-92XM", 1), make("RF-7K4M-92XM", 2), make("RF-7K4M-92XD", 1)}) == 3


@given(st.builds(new_rma), st.integers(1, 99), st.sampled_from(FORMS))
def test_no_sample_number_ever_passes_any_carriers_validation(rma, parcel, name):
    number = CARRIERS[name].sample(rma, parcel)
    known = checkdigits.recognise(number)
    assert known is not None
    assert known.carrier == name
    assert not checkdigits.valid(number)
    assert not checkdigits.valid(f"42062701{number}")
    assert (int(number[-1]) - int(RIGHT[name](number))) % 10 == 1
    assert sample.is_sample(number)


@given(st.builds(new_rma), st.integers(1, 99))
def test_every_sample_is_issued_to_a_shipper_that_no_carrier_has(rma, parcel):
    assert sample.usps(rma, parcel)[5:14] == "900000000"
    assert sample.ups(rma, parcel).startswith("1ZSAMPLE")
    assert sample.fedex(rma, parcel)[7:14] == "0000000"
    assert [len(CARRIERS[name].sample(rma, parcel)) for name in ("usps", "ups", "fedex")] == [22, 18, 22]


@pytest.mark.parametrize("number", ["9400111206206406260787", "1Z5R89390357567127", "9611020987654312345672", "", "1ZSAMPLE"])
def test_a_carriers_own_number_is_no_sample(number):
    assert not sample.is_sample(number)
