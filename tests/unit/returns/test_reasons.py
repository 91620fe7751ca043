import pytest

from returnflow.returns.reasons import Fault, Reason, Store, fault, from_store_code, store_codes


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_fault_and_is_known_to_one_store_at_least(reason):
    assert isinstance(fault(reason), Fault)
    assert any(store_codes(store, reason) for store in Store)


@pytest.mark.parametrize(("store", "reason"), [(s, r) for s in Store for r in Reason if store_codes(s, r)])
def test_a_stores_codes_lead_back_to_their_reason(store, reason):
    assert {from_store_code(store, code) for code in store_codes(store, reason)} == {reason}


def test_a_code_of_the_system_is_no_customers_reason():
    assert from_store_code(Store.WALMART, "RETURN_TO_SENDER") is None


def test_what_arrived_broken_is_the_sellers_fault_and_a_change_of_mind_is_not():
    assert fault(Reason.DAMAGED_IN_TRANSIT) is Fault.SELLER
    assert fault(Reason.NO_LONGER_WANTED) is Fault.BUYER
    assert fault(Reason.NEVER_ARRIVED) is Fault.CLAIM
