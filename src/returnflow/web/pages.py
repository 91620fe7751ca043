"""The HTML pages: a frame each, filled by a script from state.

Owns which bundle a page loads. No inline script and no inline style: the policy forbids both.
"""

from flask import Blueprint, current_app, render_template

from returnflow.errors import NotFound
from returnflow.web import assets
from returnflow.web.parts import parts

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def call() -> str:
    """The call page."""
    return render_template("call.html", entry=_entry("call/main.ts"), sdk=f"/static/{assets.SDK}")


@blueprint.get("/ui/states")
def states() -> str:
    """Every state of the call page without a call; only where the setting allows it."""
    if not parts().settings.ui_states:
        raise NotFound("no such page")
    return render_template("call.html", entry=_entry("states/main.ts"), sdk="")


def _entry(source: str) -> assets.Entry:
    return assets.entry(source, current_app.config["STATIC"])
