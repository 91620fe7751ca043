import re
import shutil

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Store
from returnflow.stores.rules import POLICIES, PolicyInvalid, load


@pytest.fixture
def folder(tmp_path):
    for file in POLICIES.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def broken(folder, old, new, file="amazon.yaml"):
    """Change one place of a policy file, and give the mistakes that loading finds."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(PolicyInvalid) as raised:
        load(folder)
    assert raised.value.field == file
    assert isinstance(raised.value, InvalidInput)
    return raised.value.mistakes


def line_with(text, folder, file="amazon.yaml"):
    """The number of the first line that holds the text."""
    return next(at for at, line in enumerate((folder / file).read_text().splitlines(), start=1) if text in line)


def test_both_files_load_into_one_book(rules):
    assert len(rules.of(Store.AMAZON).rows) > 70
    assert len(rules.of(Store.WALMART).rows) > 60


def test_the_version_is_the_contents_and_not_the_layouts(folder, rules):
    assert load(folder).version == rules.version
    path = folder / "amazon.yaml"
    path.write_text("# a remark\n\n" + path.read_text())
    assert load(folder).version == rules.version
    path.write_text(path.read_text().replace("days: 90", "days: 91", 1))
    assert load(folder).version != rules.version
    assert re.fullmatch("[0-9a-f]{16}", rules.version)


def test_a_negative_number_of_days_is_named_by_row_and_field(folder):
    [mistake] = broken(folder, "days: 15", "days: -15")
    assert mistake.startswith(f"line {line_with('days: -15', folder)}, windows [5] (amazon.apple.15d) days:")


def test_a_word_where_a_number_belongs_is_named(folder):
    [mistake] = broken(folder, "days: 15", "days: fifteen")
    assert "(amazon.apple.15d) days: Input should be a valid integer" in mistake


def test_an_unknown_field_is_named(folder):
    [mistake] = broken(folder, "season: false", "saison: false")
    assert "(amazon.digital_book.7d) saison: Extra inputs are not permitted" in mistake


def test_a_missing_field_is_named(folder):
    [mistake] = broken(folder, "    days: 15\n", "")
    assert "amazon.apple.15d" in mistake
    assert "days is required when the outcome is returnable" in mistake


def test_an_unknown_outcome_is_named(folder):
    [mistake] = broken(folder, "outcome: not_returnable", "outcome: maybe")
    assert "(amazon.haul_up_to_3.none) outcome:" in mistake


def test_the_outcome_keep_it_belongs_to_a_fault_and_is_named(folder):
    [mistake] = broken(folder, "outcome: not_returnable", "outcome: keep_it")
    assert "outcome cannot be keep_it; use on_fault" in mistake


def test_an_impossible_date_is_named(folder):
    [mistake] = broken(folder, "effective_from: 2025-11-01", "effective_from: 2025-13-01")
    assert "(amazon.apple.15d) effective_from:" in mistake


def test_an_end_before_its_beginning_is_named(folder):
    [mistake] = broken(folder, "effective_from: 2025-11-01", "effective_from: 2025-11-01\n    effective_to: 2025-10-01")
    assert "effective_to lies before effective_from" in mistake


def test_a_season_that_ends_before_it_began_is_named(folder):
    [mistake] = broken(folder, "deadline: 2026-01-31", "deadline: 2025-01-31")
    assert "amazon.season.2025" in mistake


def test_two_rows_for_the_same_purchase_are_named(folder):
    mistakes = broken(folder, "categories: [baby]", "categories: [baby, mattress]")
    at = line_with("id: amazon.mattress.90d", folder)
    assert mistakes == [f"line {at}, amazon.baby.90d and amazon.mattress.90d effective_from: both in force for mattress"]


def test_two_rows_for_prices_that_overlap_are_named(folder):
    [mistake] = broken(folder, "price_up_to: 300", "price_up_to: 301")
    assert "amazon.haul.15d and amazon.haul_up_to_3.none effective_from: both in force for haul" in mistake


def test_prices_that_do_not_follow_each_other_are_named(folder):
    [mistake] = broken(folder, "price_over: 300", "price_over: 300\n    price_up_to: 300")
    assert "price_up_to does not lie above price_over" in mistake


def test_rows_that_follow_each_other_in_time_may_share_a_category(folder):
    path = folder / "amazon.yaml"
    row = path.read_text().split("  - id: amazon.mattress.90d")[1].split("  - id:")[0]
    earlier = row.replace("2026-01-01", "2025-01-01\n    effective_to: 2025-12-31").replace("days: 90", "days: 100")
    path.write_text(path.read_text().replace("windows:\n", f"windows:\n  - id: amazon.mattress.100d{earlier}", 1))
    assert any(rule.id == "amazon.mattress.100d" for rule in load(folder).of(Store.AMAZON).windows)


def test_the_same_id_twice_is_named(folder):
    at = line_with("id: amazon.mattress.90d", folder)
    assert broken(folder, "id: amazon.mattress.90d", "id: amazon.baby.90d") == [f"line {at}, id amazon.baby.90d: used twice"]


def test_a_source_that_is_not_listed_is_named(folder):
    at = line_with("id: amazon.default.30d", folder)
    mistakes = broken(folder, "source: help-2025\n", "source: hearsay\n")
    assert mistakes == [f"line {at}, amazon.default.30d source: hearsay is not listed"]


@pytest.mark.parametrize("row_id", ["amazon.fault.no_fee", "amazon.hand_over.14d"])
def test_the_single_rows_have_their_lines_too(folder, row_id):
    text = (folder / "amazon.yaml").read_text()
    row = text[text.index(f"id: {row_id}") :]
    source = re.search(r"source: [\w-]+", row)[0]
    (folder / "amazon.yaml").write_text(text.replace(row, row.replace(source, "source: hearsay", 1)))
    with pytest.raises(PolicyInvalid) as raised:
        load(folder)
    key = "\nfault:" if "fault" in row_id else "\nhand_over:"
    at = text[: text.index(key)].count("\n") + 2
    assert raised.value.mistakes == [f"line {at}, {row_id} source: hearsay is not listed"]


def test_a_fee_for_a_category_that_no_window_knows_is_named(folder):
    at = line_with("id: amazon.fee.opened.100", folder)
    mistakes = broken(folder, "categories: [software_boxed, video_game,", "categories: [vapourware, video_game,")
    assert mistakes == [f"line {at}, amazon.fee.opened.100 categories: no window row has vapourware"]


def test_a_word_for_a_category_that_is_not_the_rows_is_named(folder):
    [mistake] = broken(folder, "      media: [movie, dvd, disc, vinyl, record]", "      music: [movie, dvd, disc, vinyl, record]")
    assert "(amazon.default.30d): Value error, covers names music, which is none of the row's categories" in mistake


def test_a_store_without_its_usual_row_is_named(folder):
    path = folder / "amazon.yaml"
    path.write_text(
        path.read_text()
        .replace("[default,", "[usual,")
        .replace("categories: [default]", "categories: [usual]")
        .replace("default: [headphones", "usual: [headphones")
    )
    with pytest.raises(PolicyInvalid, match="windows: no row has the category default"):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("percent: 50, up_to: true", "at_most: 50, up_to: true", "up_to needs a percent"),
        ("percent: 50, up_to: true", "percent: 50, at_most: 50", "percent and at_most exclude each other"),
        ("    effective_to: 2025-12-31\n    deadline", "    deadline", "effective_to is required: a season ends"),
        ("late_from: 1, late_to: 30", "late_from: 0, late_to: 30", "late_from"),
        ("about: bundle", "about: bundles", "about"),
        ("trigger: paid_method", "trigger: paid", "trigger"),
    ],
)
def test_a_figure_that_cannot_be_is_named(folder, old, new, said):
    [mistake] = broken(folder, old, new)
    assert said in mistake
    assert re.match(r"line \d+, ", mistake)


def test_the_other_stores_file_is_refused(folder):
    shutil.copy(folder / "amazon.yaml", folder / "walmart.yaml")
    with pytest.raises(PolicyInvalid, match="amazon is written in the file of walmart"):
        load(folder)


def test_every_mistake_of_a_file_is_listed_at_once(folder):
    path = folder / "amazon.yaml"
    path.write_text(path.read_text().replace("days: 15", "days: -1").replace("percent: 20", "percent: 120"))
    with pytest.raises(PolicyInvalid) as raised:
        load(folder)
    assert len(raised.value.mistakes) == 3


@pytest.mark.parametrize("content", ["windows: [", "- just\n- a list", "", "store: amazon", b"\xff\xfe\x00"])
def test_what_is_no_policy_file_is_refused_by_name(folder, content):
    path = folder / "walmart.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(PolicyInvalid, match=r"walmart\.yaml"):
        load(folder)


def test_a_missing_file_is_refused_by_name(folder):
    (folder / "walmart.yaml").unlink()
    with pytest.raises(PolicyInvalid, match="cannot be read"):
        load(folder)


def test_a_field_written_twice_is_a_mistake_and_not_the_last_ones_value(folder):
    [mistake] = broken(folder, "    days: 15\n", "    days: 15\n    days: 365\n")
    assert "days is written twice" in mistake
