import pytest
import yaml

from returnflow.stores.yaml_file import Places, read

TEXT = """\
# a remark
store: amazon
rows:
  - id: one
    days: 3
  - {id: two,
     days: 4}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("store",), 2),
        (("rows", 0), 4),
        (("rows", 0, "days"), 5),
        (("rows", 1, "id"), 6),
        (("rows", 1, "days"), 7),
        (("rows", 0, "missing"), 4),
        (("rows", 9), 3),
        (("store", "deeper"), 2),
        (("nowhere",), 1),
    ],
)
def test_the_line_of_a_value_or_of_what_is_around_it(file, place, line):
    assert Places(file).line(place) == line


def test_dates_stay_text(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text("day: 2026-13-01\n")
    assert read(path) == {"day": "2026-13-01"}


def test_a_key_twice_is_a_mistake(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text("day: 1\nday: 2\n")
    with pytest.raises(yaml.YAMLError, match="day is written twice"):
        read(path)
