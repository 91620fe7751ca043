import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.risk import Look
from returnflow.returns.thresholds import Thresholds
from returnflow.stores import risk

ROW = "rows: [{id: risk.a, look: returns, weight: 5, tell: routine, why: because}]"


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "risk.yaml"
        path.write_text(text)
        return risk.load(path=path)

    return load


def test_every_look_has_a_row_and_the_limits_are_the_merchants():
    assert {row.look for row in risk.load().rows} == set(Look)
    assert risk.load().thresholds == Thresholds()
    strict = Thresholds(receive_from=10)
    assert risk.load(strict).thresholds == strict


def test_rows_are_read(load):
    table = load(ROW)
    assert [(row.id, row.weight) for row in table.rows] == [("risk.a", 5)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("thresholds: {}\n" + ROW, "thresholds"),
        (ROW.replace("weight: 5", "weight: 500"), "rows.0.weight"),
        (ROW.replace("look: returns", "look: hair_colour"), "rows.0.look"),
        (ROW.replace(", why: because", ""), "rows.0.why"),
        (ROW.replace("weight: 5", "weight: 5, colour: red"), "rows.0.colour"),
        (
            "rows: [{id: risk.a, look: returns, weight: 5, tell: routine, why: b}, "
            "{id: risk.a, look: returns, weight: 6, tell: routine, why: b}]",
            "risk.yaml",
        ),
        ("rows: [", "risk.yaml"),
    ],
)
def test_a_mistake_names_its_field(load, text, field):
    with pytest.raises(InvalidInput) as refused:
        load(text)
    assert refused.value.field == field


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidInput, match=r"nothing\.yaml"):
        risk.load(path=tmp_path / "nothing.yaml")
