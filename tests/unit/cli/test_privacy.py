"""`returnflow privacy`, as somebody at a terminal meets it: the demo's Maria Carter asks."""

import json
import stat

import pytest

MARIA = ("--email", "maria.carter@example.com")


@pytest.fixture
def privacy(at_terminal):
    assert at_terminal("orders")("list")[0] == 0  # puts the demo store there
    return at_terminal("privacy")


def test_what_is_held_is_exported_to_the_terminal_or_to_a_file_of_the_owners(privacy, tmp_path):
    code, said, _ = privacy("export", *MARIA)
    assert code == 0
    assert json.loads(said)["customers"][0]["name"] == "Maria Carter"
    path = tmp_path / "maria.json"
    assert privacy("export", *MARIA, "--out", str(path))[0] == 0
    assert json.loads(path.read_text())["orders"] == json.loads(said)["orders"] != []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_erasing_needs_a_yes_says_what_went_and_is_in_the_audit(privacy):
    code, _, complaints = privacy("erase", *MARIA)
    assert code == 2
    assert "--yes" in complaints
    code, said, _ = privacy("erase", *MARIA, "--yes")
    assert code == 0
    assert "Forgotten." in said
    assert json.loads(privacy("export", *MARIA)[1])["orders"] == []
    assert "Nothing is held" in privacy("erase", *MARIA, "--yes")[1]
    [act] = json.loads(privacy("audit", "--json")[1])
    assert act["action"] == "privacy.erase"
    assert act["actor"].startswith("cli:")
    assert "maria" not in json.dumps(act).casefold()


@pytest.mark.parametrize("words", [(), ("--email", "maria"), ("--phone", "call me")])
@pytest.mark.parametrize("command", [("export",), ("erase", "--yes")])
def test_a_contact_that_names_nobody_is_wrong_usage(privacy, command, words):
    code, _, complaints = privacy(*command, *words)
    assert code == 2
    assert "give --email or --phone" in complaints
