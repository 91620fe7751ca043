"""Which built files a page loads."""

import json

import pytest

from returnflow.errors import SetupError
from returnflow.web.assets import HASHED, Entry, entry

MANIFEST = {
    "call/main.ts": {"file": "assets/call-aaaaaaaa.js", "imports": ["_shared.js"], "css": ["assets/call-cccccccc.css"]},
    "_shared.js": {
        "file": "assets/shared-bbbbbbbb.js",
        "imports": ["call/main.ts"],
        "css": ["assets/shared-dddddddd.css"],
        "assets": ["assets/font-latin-wght-normal-eeeeeeee.woff2", "assets/font-latin-ext-wght-normal-ffffffff.woff2"],
    },
}


@pytest.fixture
def built(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    return tmp_path


def test_an_entry_brings_the_styles_of_what_it_shares_and_the_fonts_that_are_read_first(built):
    assert entry("call/main.ts", built) == Entry(
        "/static/assets/call-aaaaaaaa.js",
        ("/static/assets/call-cccccccc.css", "/static/assets/shared-dddddddd.css"),
        ("/static/assets/font-latin-wght-normal-eeeeeeee.woff2",),
    )


def test_pages_that_were_never_built_say_how_to_build_them(tmp_path):
    with pytest.raises(SetupError, match="make setup"):
        entry("call/main.ts", tmp_path)


@pytest.mark.parametrize(
    ("url", "kept"),
    [("/static/assets/call-Cn4MW5fY.js", True), ("/static/assets/a-b-D_fahoC2.woff2", True), ("/static/livekit-client.js", False),
     ("/static/manifest.json", False), ("/static/assets/call.js", False)],
)
def test_only_names_that_change_with_their_content_are_kept_for_good(url, kept):
    assert bool(HASHED.match(url)) is kept
