from returnflow.measure.report import Report
from returnflow.simulate.stats import Rate


def test_a_latency_holds_only_when_both_bounds_do():
    report = Report("test")
    report.latency("quick", [100.0] * 20, p50=550, p95=900)
    report.latency("slow tail", [100.0] * 10 + [2000.0] * 10, p50=1500, p95=900)
    assert [row.holds for row in report.rows] == [True, False]
    assert not report.holds


def test_nothing_measured_does_not_hold():
    report = Report("test")
    report.latency("nothing", [], p95=100)
    report.rate("none", Rate(0, 0), most=0.0)
    assert [row.holds for row in report.rows] == [False, False]


def test_a_row_without_a_goal_neither_holds_nor_fails():
    report = Report("test")
    report.latency("lag", [1.0])
    report.rate("finished", Rate(1, 2))
    report.figure("idle", 300.0, "MB")
    assert [row.holds for row in report.rows] == [None, None, None]
    assert report.holds


def test_rates_are_judged_by_their_value_and_printed_with_n_and_interval():
    report = Report("test")
    report.rate("cut-offs", Rate(5, 100), most=0.05)
    report.rate("right", Rate(97, 100), least=0.98)
    assert [row.holds for row in report.rows] == [True, False]
    assert "5 of 100" in report.rows[0].measured
    assert "95 %" in report.rows[0].measured


def test_raw_values_are_kept():
    report = Report("test")
    report.latency("quick", [3.0, 1.0, 2.0])
    assert report.to_document()["raw"] == {"quick": [3.0, 1.0, 2.0]}
