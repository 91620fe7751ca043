"""What the documents tell people to type and to set exists under that name."""

import re

import pytest
from typer.testing import CliRunner

from returnflow.cli import app
from returnflow.cli.lazy import COMMANDS
from returnflow.settings import Settings

from . import sources

DOCUMENTS = ["README.md", "docs/operate.md", "docs/extend.md", "docs/tour.md", ".env.example"]
SET_UP_ONLY = {"RETURNFLOW_INSTALLER"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_document_is_a_command(name):
    named = set(re.findall(r"`returnflow ([a-z]+)", sources.text(name)))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_setting_in_a_document_is_a_setting(name):
    named = set(re.findall(r"RETURNFLOW_[A-Z_]+", sources.text(name)))
    assert named <= {f"RETURNFLOW_{field.upper()}" for field in Settings.model_fields} | SET_UP_ONLY


@pytest.mark.parametrize("option", ["--scenario", "--say", "--audio", "--driver", "--json", "--out", "--record", "--url"])
def test_a_call_can_be_placed_as_the_readme_says(option):
    assert option in CliRunner().invoke(app, ["call", "--help"]).output


def test_defaults_shown_in_the_example_are_the_defaults():
    shown = dict(re.findall(r"^#RETURNFLOW_(\w+)=(.+)$", sources.text(".env.example"), re.MULTILINE))
    fresh = Settings(_env_file=None)
    checked = ("DATA", "HOST", "PORT", "PLACES", "TRUSTED_PROXIES")
    assert {name: shown[name] for name in checked} == {name: str(getattr(fresh, name.lower())) for name in checked}
