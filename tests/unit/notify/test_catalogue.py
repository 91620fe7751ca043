import shutil

import pytest
import structlog
from jinja2 import UndefinedError

from returnflow.notify import catalogue, sample
from returnflow.notify.catalogue import language_for, write
from returnflow.notify.kinds import CODE, KINDS
from returnflow.notify.words import LANGUAGES, english


@pytest.fixture
def spanish(tmp_path, monkeypatch):
    """A language with one kind written, the others missing."""
    shutil.copytree(catalogue.TEMPLATES, tmp_path / "templates")
    folder = tmp_path / "templates" / "es"
    folder.mkdir()
    blocks = {"subject": "Su devolución {{ rma }}", "heading": "Hola", "preview": "", "sms": "{{ rma }}", "body": "{{ name }}"}
    (folder / "scanned.jinja").write_text("".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in blocks.items()))
    (folder / "_foot.jinja").write_text("{% block why %}Pie{% endblock %}{% block stop %}{% endblock %}")
    monkeypatch.setattr(catalogue, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setitem(LANGUAGES, "es", english)
    catalogue._environment.cache_clear()
    yield
    catalogue._environment.cache_clear()


def test_another_language_is_a_folder_of_templates_and_a_module_of_words(spanish, world):
    assert language_for("scanned", "es-MX") == "es"
    written = sample.written("notify_scanned", now=world.now, language="es-MX", merchant="Sample")
    assert (written.language, written.subject) == ("es", f"Su devolución {sample.RMA}")
    assert '<html lang="es">' in written.html
    assert "Pie" in written.text


def test_what_it_does_not_have_is_english_and_said_in_the_log(spanish, world):
    with structlog.testing.capture_logs() as logs:
        written = sample.written("notify_received", now=world.now, language="es", merchant="Sample")
    assert written.language == "en"
    assert [(log["event"], log["wanted"], log["instead"]) for log in logs] == [
        ("a message is not written in the language wanted", "es", "en")
    ]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", [*KINDS, CODE])
def test_every_language_that_is_named_has_every_kind(language, kind, world):
    with structlog.testing.capture_logs() as logs:
        written = sample.written(kind, now=world.now, language=language, merchant="Sample", public_url="https://returns.example")
    assert (logs, written.language) == ([], language)
    assert len(written.subject) <= 60


def test_a_fact_that_a_template_names_and_nobody_gives_is_an_error():
    with pytest.raises(UndefinedError):
        write("scanned", "en", {"merchant": "Sample"})
