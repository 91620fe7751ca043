import pytest

from setup import locks

GOOD = "flask==3.1.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"


@pytest.fixture
def lock(places):
    (places.requirements / "product.in").write_text("# why\nflask==3.1.3\n")
    path = places.requirements / "product.txt"
    path.write_text(GOOD)
    (places.requirements / "tools.txt").write_text(GOOD)
    return path


def test_tools_that_would_bring_another_version_of_the_product_are_noticed(places, lock):
    lock.write_text(GOOD.replace("3.1.3", "3.1.2"))
    assert "tools.txt differs from product.txt in flask==3.1.2" in locks.troubles(places)[0]


def test_a_whole_lock_has_no_trouble(places, lock):
    assert locks.troubles(places) == []


def test_a_package_without_a_hash_is_noticed(places, lock):
    lock.write_text(GOOD + "jinja2==3.1.6\n")
    assert "no hash for jinja2" in locks.troubles(places)[0]


def test_a_forgotten_compile_is_noticed(places, lock):
    (places.requirements / "product.in").write_text("flask==3.1.3\nJinja2\n")
    assert locks.troubles(places) == ["product.txt does not hold jinja2: run `make lock`"]


def test_an_address_in_a_lock_is_noticed(places, lock):
    lock.write_text("--index-url https://packages.example/simple\n" + GOOD)
    assert locks.troubles(places) == ["product.txt names an address"]


def test_an_address_in_the_pages_lock_is_noticed(places, lock):
    (places.frontend / "package-lock.json").write_text('{"packages": {"a": {"resolved": "https://packages.example/a.tgz"}}}')
    assert locks.troubles(places) == ["package-lock.json names an address"]
