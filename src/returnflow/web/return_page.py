"""`/r/<token>`: a customer's return by its signed link: how it stands, the label, the code for the counter, what to do next.

Owns what the page shows and what its two forms do. Whoever has the address may see it, so there is no name, address, contact or
whole order number on it; only its label, which goes on the parcel, has the sender. Works without a script.
"""

from datetime import timedelta

import zxingcpp
from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from returnflow.errors import Conflict, InvalidInput, NotFound, ReturnFlowError
from returnflow.ids import uuid7
from returnflow.notify.words import ENGLISH, LANGUAGES
from returnflow.returns import link, service
from returnflow.returns.disputing import LONGEST_TEXT, Objection
from returnflow.returns.events import Actor
from returnflow.returns.lifecycle import ENDS, WAITS_FOR_PARCEL, RefundState
from returnflow.returns.link import PATH
from returnflow.returns.model import Label, LabelState
from returnflow.returns.standing import Standing
from returnflow.web import assets, return_words
from returnflow.web.api.returns import label_file
from returnflow.web.limits import per_asker
from returnflow.web.parts import parts

blueprint = Blueprint("return_page", __name__)
per_asker(blueprint)
GONE_AFTER = timedelta(days=90)
"""How long a return that is over can still be looked at by its link."""
MOST_PARCELS = 99
PRIVATE = "private, no-store"


@blueprint.get(f"{PATH}<token>")
def show(token: str) -> Response:
    """The page."""
    return _page(token)


@blueprint.get(f"{PATH}<token>/label.<any(pdf, png, txt):kind>")
def label(token: str, kind: str) -> Response:
    """The label of one parcel: as a file, as a picture, in words."""
    standing, number = _standing(token), _parcel()
    if number not in {each.parcel for each in _released(standing)}:
        raise NotFound("there is no label yet", fix="ask again in a minute")
    return label_file(standing.made.rma, number, kind)


@blueprint.get(f"{PATH}<token>/drop-off.svg")
def drop_off(token: str) -> Response:
    """The code of one parcel's label, to be held under a scanner."""
    number = _parcel()
    shown = next((each for each in _released(_standing(token)) if each.parcel == number), None)
    if shown is None:
        raise NotFound("there is no code yet", fix="ask again in a minute")
    code = zxingcpp.create_barcode(shown.qr, zxingcpp.BarcodeFormat.QRCode)
    response = Response(code.to_svg(add_quiet_zones=True), content_type="image/svg+xml")
    response.headers["Cache-Control"] = PRIVATE
    return response


@blueprint.post(f"{PATH}<token>/cancel")
def cancel(token: str) -> AnyResponse:
    """The customer changed his mind."""
    rma, now = _rma(token), parts().clock()
    try:
        with parts().database.begin() as work:
            service.cancel(work, rma, by=Actor.CUSTOMER, now=now, why="")
    except Conflict:
        return _page(token, "It cannot be cancelled any more.", 409)
    return redirect(url_for(".show", token=token), 303)


@blueprint.post(f"{PATH}<token>/dispute")
def dispute(token: str) -> AnyResponse:
    """The customer objects to what became of the money."""
    rma, now = _rma(token), parts().clock()
    try:
        objection, text = _objection()
        with parts().database.begin() as work:
            service.dispute_refund(work, rma, objection, text, dispute_id=uuid7(), by=Actor.CUSTOMER, now=now)
    except InvalidInput as error:
        return _page(token, f"Please look again: {error.message}.", 400)
    except Conflict:
        return _page(token, "There is no refund to object to yet.", 409)
    return redirect(url_for(".show", token=token), 303)


@blueprint.errorhandler(NotFound)
def missing(error: ReturnFlowError) -> Response:
    """A page of its own for a link that leads nowhere: whoever follows it is no program."""
    response = make_response(render_template("return_missing.html", entry=_entry(), style=_style(), why=error.message), 404)
    return _guarded(response)


@blueprint.get("/r.css")
def style() -> Response:
    """What the page needs besides the style of all pages."""
    response = Response(render_template("return.css"), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _rma(token: str) -> str:
    found = link.read(token, parts().keys.web_secret.encode())
    if found is None:
        raise NotFound("no such page")
    return found


def _standing(token: str) -> Standing:
    with parts().database.read() as work:
        standing = service.status(work, _rma(token))
    made = standing.made
    if made.state in ENDS and parts().clock() - made.updated_at > GONE_AFTER:
        raise NotFound("this return is over, and its page has been taken down")
    return standing


def _page(token: str, message: str = "", status: int = 200) -> Response:
    standing, english = _standing(token), LANGUAGES[ENGLISH]
    made = standing.made
    last_day = english.day(made.return_by)
    return _guarded(make_response(render_template(
        "return.html", entry=_entry(), style=_style(), token=token, made=made, standing=standing, message=message,
        title=return_words.TITLES[made.state], sentence=return_words.sentence(standing, last_day),
        way=return_words.way(standing), steps=_steps(standing), labels=_released(standing), last_day=last_day,
        label_waits=return_words.label_waits(standing) and made.state in WAITS_FOR_PARCEL, words=english,
        money=return_words.money(standing, english.tender(made.refund.tender)), objections=return_words.OBJECTIONS,
        longest=LONGEST_TEXT, time=_time(standing),
    ), status))  # fmt: skip


def _steps(standing: Standing) -> tuple[str, ...]:
    """What to do, while there is something to do."""
    made = standing.made
    if made.state not in WAITS_FOR_PARCEL or made.method is None:
        return ()
    return return_words.STEPS[made.method]


def _time(standing: Standing) -> str:
    """How long the money takes, or by when it is there."""
    words, refund = LANGUAGES[ENGLISH], standing.made.refund
    if standing.money_by is not None:
        return f"It should be there by {words.day(standing.money_by)}."
    told = words.refund_time(standing.refund_time)
    return f"Then it is there {told}." if told and refund.state is RefundState.PENDING else ""


def _released(standing: Standing) -> list[Label]:
    """Labels that may be shown: of a return that has not ended."""
    if standing.made.state in ENDS:
        return []
    return [each for each in standing.labels if each.state is LabelState.RELEASED]


def _objection() -> tuple[Objection, str]:
    given, text = request.form.get("objection", ""), request.form.get("text", "").replace("\r\n", "\n").strip()
    if given not in set(Objection):
        raise InvalidInput("say what is not right", field="objection")
    if any(not (c.isprintable() or c in "\n\t") for c in text):
        raise InvalidInput("there is a character in the text that cannot be printed", field="text")
    return Objection(given), text


def _parcel() -> int:
    text = request.args.get("parcel", "1")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 2 and int(text)):
        raise InvalidInput("not the number of a parcel", field="parcel", fix=f"1 to {MOST_PARCELS}")
    return int(text)


def _entry() -> assets.Entry:
    return assets.entry("call/main.ts", current_app.config["STATIC"])


def _style() -> str:
    return url_for("return_page.style")


def _guarded(response: Response) -> Response:
    """Kept by nobody, listed by nobody."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
