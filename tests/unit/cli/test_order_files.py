"""`returnflow orders import` and its neighbours, as somebody at a terminal meets them."""

import json

import pytest

ORDER = {
    "store": "amazon",
    "order_number": "114-0000000-0000001",
    "purchased_at": "2026-05-01T14:30:00Z",
    "customer": {"name": "Ada Smith", "zip": "60614", "email": "ada@example.com"},
    "lines": [{"title": "Kettle", "category": "default", "price_minor": 2999}],
}


@pytest.fixture
def orders(at_terminal):
    return at_terminal("orders")


@pytest.fixture
def file(tmp_path):
    def write(*found):
        path = tmp_path / "orders.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in found))
        return str(path)

    return write


def test_a_file_is_imported_and_again_changes_nothing(orders, file):
    path = file(ORDER, ORDER | {"order_number": "114-0000000-0000002"})
    code, said, _ = orders("import", path)
    assert code == 0
    assert "2 orders with 2 lines" in said
    assert "Published in" in said
    code, said, _ = orders("import", path)
    assert code == 0
    assert "Nothing changed: every order is known with the same content." in said
    _, said, _ = orders("batches", "--json")
    assert [(row["source"], row["file"], row["orders"]) for row in json.loads(said)] == [("import", "orders.jsonl", 2)]
    _, said, _ = orders("list", "--json")
    assert "114-0000000-0000001" in said


def test_a_dry_run_says_what_would_change_and_writes_nothing(orders, file):
    path = file(ORDER)
    code, said, _ = orders("import", path, "--dry-run")
    assert code == 0
    assert "nothing was written" in said
    assert json.loads(orders("batches", "--json")[1]) == []
    assert json.loads(orders("import", path, "--dry-run", "--json")[1]) == {
        "orders": 1, "lines": 1, "new": 1, "changed": 0, "unchanged": 0, "repeated": 0, "dry_run": True,
    }  # fmt: skip


def test_mistakes_are_told_with_line_field_and_fix_and_nothing_is_imported(orders, file):
    wrong = ORDER | {"lines": [{"title": "Kettle", "category": "defalt", "price_minor": -1}]}
    code, said, complaints = orders("import", file(ORDER, wrong))
    assert code == 2
    assert said == ""
    assert "2     lines[0].price_minor" in complaints
    assert "2     lines[0].category" in complaints
    assert "did you mean default?" in complaints
    assert "orders.jsonl has 2 mistakes, nothing was imported" in complaints
    assert json.loads(orders("batches", "--json")[1]) == []


def test_mistakes_as_json_are_whole(orders, file):
    code, said, _ = orders("import", file(ORDER | {"order_number": "D01"}), "--json")
    assert code == 2
    assert json.loads(said) == {
        "error": "import_refused",
        "total": 1,
        "mistakes": [
            {
                "line": 1,
                "field": "order_number",
                "what": "'D01' is no amazon order number",
                "fix": "17 digits, as in 000-0000000-0000000",
            }
        ],
    }


def test_every_mistake_is_written_to_a_file_when_asked_for(orders, file, tmp_path):
    many = [ORDER | {"order_number": f"D-{place}"} for place in range(200)]
    code, _, complaints = orders("import", file(*many), "--mistakes", "wrong.jsonl")
    assert code == 2
    assert "... and 150 more; --mistakes FILE writes all of them" in complaints
    written = [json.loads(each) for each in (tmp_path / "wrong.jsonl").read_text().splitlines()]
    assert [mistake["line"] for mistake in written] == list(range(1, 201))
    assert {mistake["field"] for mistake in written} == {"order_number"}


@pytest.mark.parametrize("where", ["orders.jsonl", "no/such/folder.jsonl"])
def test_mistakes_are_not_written_over_the_file_nor_nowhere(orders, file, tmp_path, where):
    path = file(ORDER)
    assert orders("import", path, "--mistakes", where)[0] == 2
    assert (tmp_path / "orders.jsonl").read_text().startswith("{")
    assert json.loads(orders("batches", "--json")[1]) == []


def test_a_file_that_is_not_there_and_a_format_nobody_knows_are_wrong_usage(orders, file):
    assert orders("import", "none.csv")[0] == 2
    code, _, complaints = orders("import", file(ORDER), "--format", "xml")
    assert code == 2
    assert "csv, jsonl" in complaints


def test_the_schema_and_the_categories_are_told(orders):
    assert json.loads(orders("schema")[1])["title"] == "An order to import"
    known = json.loads(orders("categories", "--json")[1])
    assert "default" in known["amazon"]
    assert "walmart" in orders("categories")[1]
