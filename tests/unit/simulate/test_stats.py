"""Percentiles and intervals against values computed by hand."""

import pytest

from returnflow.simulate.stats import Rate, Summary, percentile


def test_a_percentile_lies_between_the_nearest_raw_values():
    assert percentile([10, 20, 30, 40, 50], 50) == 30
    assert percentile([50, 10, 40, 20, 30], 95) == pytest.approx(48)
    assert percentile([7], 95) == 7


def test_a_percentile_of_nothing_is_an_error_and_not_zero():
    with pytest.raises(ValueError):
        percentile([], 50)


def test_the_interval_of_ten_in_a_hundred_is_wilsons():
    low, high = Rate(10, 100).interval
    assert (low, high) == (pytest.approx(0.0552, abs=1e-4), pytest.approx(0.1744, abs=1e-4))


def test_no_failure_in_two_hundred_still_allows_nearly_two_percent():
    low, high = Rate(0, 200).interval
    assert low == 0
    assert high == pytest.approx(0.0188, abs=1e-4)


def test_nothing_tried_is_a_rate_of_which_nothing_is_known():
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert Rate(0, 0).value == 0


def test_a_summary_of_nothing_is_none():
    assert Summary.of([]) is None


def test_a_summary_says_its_n():
    assert str(Summary.of([100.0, 300.0])) == "p50 200 ms, p95 290 ms, max 300 ms (n=2)"
