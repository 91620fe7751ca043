import codecs

import pytest

from returnflow.stores.importing.reading import COLUMNS, LONGEST_LINE

from .conftest import as_csv, as_jsonl, line, order


def test_a_line_of_ten_megabytes_is_refused_and_the_rest_still_looked_at(refused):
    content = b'{"store": "' + b"x" * 10_000_000 + b'"}\n' + as_jsonl(order(line(quantity=0)))
    found = refused(content)
    assert found[0] == (1, "line", "the line is longer than 1 MB")
    assert found[1][:2] == (2, "lines[0].quantity")


def test_a_row_of_ten_megabytes_is_refused(refused):
    head, row = as_csv(order()).splitlines()
    assert refused(b"\n".join([head, row.replace(b"Headphones", b"x" * 10_000_000)]), "orders.csv")[0][1] == "line"


def test_the_longest_line_that_is_allowed_is_read(importing, memory):
    text = as_jsonl(order()).rstrip(b"\n")
    importing(text + b" " * (LONGEST_LINE - len(text) - 1) + b"\n")
    assert len(memory.orders) == 1


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.csv"])
def test_another_encoding_is_named_with_line_and_byte(refused, name):
    write = as_csv if name.endswith("csv") else as_jsonl
    content = write(order(), order(order_number="111-0000000-0000001", customer={"name": "Sofia Nunez"}))
    content = content.replace(b"Nunez", "Núñez".encode("latin-1"))
    [(number, where, what)] = refused(content, name)
    assert (number, where) == (3 if name.endswith("csv") else 2, "encoding")
    assert "0xfa" in what


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_the_mark_of_another_encoding_is_named(refused, encoding):
    assert refused(as_jsonl(order()).decode().encode(encoding)) == [(0, "encoding", f"the file is written in {encoding.upper()}")]


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.csv"])
def test_the_mark_that_spreadsheets_put_before_utf_8_does_no_harm(importing, memory, name):
    importing(codecs.BOM_UTF8 + (as_csv if name.endswith("csv") else as_jsonl)(order()), name)
    assert len(memory.orders) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.jsonl"),
        (b"", "a.csv"),
        (b"\n\n  \n", "a.jsonl"),
        (",".join(COLUMNS).encode(), "a.csv"),
        (codecs.BOM_UTF8, "a.csv"),
    ],
)
def test_a_file_without_an_order_is_named(refused, content, name):
    assert refused(content, name) == [(0, "file", "there is no order in it")]


def test_empty_lines_between_orders_are_passed_over(importing, memory):
    importing(b"\n" + as_jsonl(order()) + b"\n  \n")
    assert len(memory.orders) == 1


@pytest.mark.parametrize("text", ["{", "[]", "null", '"text"', "{} {}", "not json", '{"store": NaN}'])
def test_a_line_that_is_no_json_object_is_named(refused, text):
    [(number, where, _), *_] = refused(as_jsonl(order()) + text.encode() + b"\n")
    assert number == 2
    assert where in ("line", "store")


def test_a_column_nobody_knows_or_that_is_missing_or_double_is_named_once(refused):
    head, row = as_csv(order()).splitlines()
    names = head.replace(b"title", b"titel") + b",quantity,quantity"
    assert refused(names + b"\n" + row + b",1,1\n", "orders.csv") == [
        (1, "titel", "there is no column 'titel'"),
        (1, "quantity", "the column quantity is there twice"),
        (1, "title", "the column title is missing"),
    ]


def test_columns_that_are_separated_otherwise_are_named(refused):
    [(number, where, what)] = refused(as_csv(order()).replace(b",", b";"), "orders.csv")
    assert (number, where) == (1, "header")
    assert "commas" in what


def test_a_row_with_too_few_or_too_many_cells_is_named(refused):
    head, row = as_csv(order()).splitlines()
    found = refused(b"\n".join([head, row, row + b",more", b"amazon,1"]), "orders.csv")
    assert [(number, where) for number, where, _ in found] == [(3, "line"), (4, "line")]


def test_a_quotation_mark_that_is_not_closed_ends_the_file_with_its_line(refused):
    content = as_csv(order(), order(order_number="111-0000000-0000001")).replace(b"111-0000000-0000001", b'"111-0000000-0000001')
    [(number, where, what)] = refused(content, "orders.csv")
    assert (number, where) == (3, "line")
    assert "not CSV" in what


def test_text_may_go_over_lines_in_quotes_and_the_numbers_still_fit(refused):
    first = order(line(short_name="blue\nheadphones"))
    found = refused(as_csv(first, order(line(quantity=0), order_number="111-0000000-0000001")), "orders.csv")
    assert [(number, where) for number, where, _ in found] == [(2, "short_name"), (4, "quantity")]


def test_rows_of_one_order_must_agree_on_what_they_share(refused):
    content = as_csv(order(line(), line())).splitlines()
    content[2] = content[2].replace(b"60614", b"60615")
    assert refused(b"\n".join(content), "orders.csv") == [(3, "customer_zip", "differs from the first row of this order")]


def test_rows_of_one_order_that_are_apart_are_two_orders_of_that_number(refused):
    one, other = order(line(), line(title="Kettle")), order(order_number="111-0000000-0000001")
    head, first, second, third = as_csv(one, other).splitlines()
    [(number, where, what)] = refused(b"\n".join([head, first, third, second]), "orders.csv")
    assert (number, where) == (4, "order_number")
    assert "line 2" in what


def test_cells_may_be_empty_where_a_field_may_be_left_out(importing, memory):
    importing(as_csv(order(), columns=COLUMNS), "orders.csv")
    assert memory.orders[0].lines[0].delivered_at is None


@pytest.mark.parametrize(("name", "write"), [("orders.jsonl", as_jsonl), ("orders.csv", as_csv)])
def test_lines_may_end_as_windows_ends_them_and_the_numbers_still_fit(importing, refused, memory, name, write):
    orders = [order(line(title="Kettle")), order(line(quantity=1), order_number="111-0000000-0000001")]
    importing(write(*orders).replace(b"\n", b"\r\n"), name)
    assert [one.lines[0].title for one in memory.orders] == ["Kettle", "Headphones, blue"]
    memory.begun = False
    wrong = [orders[0], order(line(quantity=0), order_number="111-0000000-0000001")]
    assert refused(write(*wrong).replace(b"\n", b"\r\n"), name)[0][0] == (3 if name.endswith("csv") else 2)


def test_the_same_row_twice_is_two_lines_of_one_order(importing, memory):
    """Two of a thing may have been two lines; nobody can tell that from a mistake, so both are kept."""
    head, row = as_csv(order()).splitlines()
    importing(b"\n".join([head, row, row]), "orders.csv")
    assert [one.line_no for one in memory.orders[0].lines] == [1, 2]


def test_a_last_line_without_an_end_is_a_line(importing, memory):
    importing(as_jsonl(order()).rstrip(b"\n"))
    assert len(memory.orders) == 1
