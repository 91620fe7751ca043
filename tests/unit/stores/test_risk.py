import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.risk import Look, Thresholds
from returnflow.stores import risk

ROW = "rows: [{id: risk.a, look: returns, weight: 5, tell: routine, why: because}]"


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "risk.yaml"
        path.write_text(text)
        return risk.load(path)

    return load


def test_every_look_has_a_row_and_the_bounds_are_those_of_the_design():
    table = risk.load()
    assert {row.look for row in table.rows} == set(Look)
    assert table.thresholds == Thresholds(30, 70)


def test_bounds_and_rows_are_read(load):
    table = load("thresholds: {receive_from: 20, person_from: 50}\n" + ROW)
    assert table.thresholds == Thresholds(20, 50)
    assert [(row.id, row.weight) for row in table.rows] == [("risk.a", 5)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("thresholds: {receive_from: 80, person_from: 50}\n" + ROW, "thresholds"),
        ("thresholds: {}\n" + ROW.replace("weight: 5", "weight: 500"), "rows.0.weight"),
        ("thresholds: {}\n" + ROW.replace("look: returns", "look: hair_colour"), "rows.0.look"),
        ("thresholds: {}\n" + ROW.replace(", why: because", ""), "rows.0.why"),
        ("thresholds: {}\n" + ROW.replace("weight: 5", "weight: 5, colour: red"), "rows.0.colour"),
        (
            "thresholds: {}\nrows: [{id: risk.a, look: returns, weight: 5, tell: routine, why: b}, "
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
        risk.load(tmp_path / "nothing.yaml")
