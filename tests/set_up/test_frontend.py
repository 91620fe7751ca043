import pytest

from setup import frontend


@pytest.fixture
def page(places, monkeypatch):
    """A front end whose build copies its one source; `built` counts the builds."""
    (places.frontend / "page.ts").write_text("one")
    built = []

    def build(where):
        built.append(1)
        where.static.mkdir(parents=True, exist_ok=True)
        (where.static / "page.js").write_text((where.frontend / "page.ts").read_text())

    monkeypatch.setattr(frontend, "build", build)
    return built


def test_the_page_is_built_once_for_the_same_sources(places, page):
    frontend.make(places)
    assert frontend.is_ready(places)
    assert (places.static / "page.js").read_text() == "one"
    assert len(page) == 1


def test_changed_sources_make_the_page_stale(places, page):
    frontend.make(places)
    (places.frontend / "page.ts").write_text("two")
    assert not frontend.is_ready(places)
    frontend.make(places)
    assert (places.static / "page.js").read_text() == "two"


def test_sources_that_were_built_before_come_from_the_cache(places, page):
    frontend.make(places)
    (places.frontend / "page.ts").write_text("two")
    frontend.make(places)
    (places.frontend / "page.ts").write_text("one")
    frontend.make(places)
    assert (places.static / "page.js").read_text() == "one"
    assert len(page) == 2


def test_installed_packages_are_no_sources(places, page):
    frontend.make(places)
    (places.frontend / "node_modules" / "x").mkdir(parents=True)
    (places.frontend / "node_modules" / "x" / "index.js").touch()
    assert frontend.is_ready(places)
