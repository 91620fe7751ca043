"""`/n/<token>`: the click that stops messages to one contact (RFC 8058).

A GET only asks: mail scanners follow every link. A POST does it, from the page's button or from a mail program, which sends no
cookie and no origin of ours. Must not know the contact: the token names its hash.
"""

from flask import Blueprint, Response, make_response, render_template

from returnflow.errors import NotFound
from returnflow.notify.opt_out import PATH, Source, read
from returnflow.returns.contact import Channel
from returnflow.web.parts import parts

blueprint = Blueprint("opt_out", __name__)


@blueprint.get(f"{PATH}<token>")
def ask(token: str) -> Response:
    """The page with the button."""
    return _page(_whom(token)[1], done=False)


@blueprint.post(f"{PATH}<token>")
def stop(token: str) -> Response:
    """Stop them. The same again changes nothing."""
    known_as, channel = _whom(token)
    given = parts()
    with given.database.begin() as work:
        work.opt_outs.add_known(known_as, channel, given.clock(), Source.LINK)
    return _page(channel, done=True)


def _whom(token: str) -> tuple[str, Channel]:
    found = read(token, parts().keys.web_secret.encode())
    if found is None:
        raise NotFound("no such page")
    return found


def _page(channel: Channel, *, done: bool) -> Response:
    words = {Channel.EMAIL: "e-mails", Channel.SMS: "text messages"}[channel]
    return make_response(render_template("opt_out.html", what=words, done=done))
