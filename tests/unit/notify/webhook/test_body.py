import json
from dataclasses import replace

from returnflow.notify.webhook.body import body
from returnflow.returns.model import Money, Reason

KEY = "merchant_webhook:RF-7K4M-92XC:created"


def test_it_says_what_comes_back_why_and_what_is_paid(world, opened):
    made = opened(reason=Reason.NO_LONGER_WANTED, category="video_game", opened=True)
    told = json.loads(body("created", made, world.now, key=KEY))
    assert (told["id"], told["event"], told["occurred_at"]) == (KEY, "created", "2026-06-15T15:00:00+00:00")
    assert (told["rma"], told["state"], told["order_number"]) == (made.rma, "authorized", made.order_number)
    [line] = told["lines"]
    assert (line["line_no"], line["quantity"]) == (1, 1)
    assert (line["reason"], line["store_reason"]) == ("no_longer_wanted", "CR-UNWANTED_ITEM")
    assert line["fees"][0]["amount_minor"] == 5000
    refund = told["refund"]
    assert (refund["amount_minor"], refund["currency"], refund["tender"], refund["state"]) == (0, "USD", "credit_card", "void")


def test_it_holds_nothing_about_the_customer(world, opened):
    told = body("created", opened(), world.now, key=KEY, public_url="https://returns.example")
    assert not [word for word in ("Maria", "Carter", "60614", "maria@example.com", "+1312") if word in told]


def test_it_is_the_same_byte_for_byte(world, opened):
    made = opened()
    assert body("created", made, world.now, key=KEY) == body("created", made, world.now, key=KEY)


def test_links_are_there_where_the_installation_has_an_address(world, opened):
    made = opened()
    assert json.loads(body("created", made, world.now, key=KEY))["links"] == {}
    told = json.loads(body("created", made, world.now, key=KEY, public_url="https://returns.example/"))
    assert told["links"] == {"return": f"https://returns.example/api/returns/{made.rma}"}


def test_odd_words_stay_as_they_are(world, opened):
    made = opened()
    line = replace(made.lines[0], item='Löffel "groß" <b> 日本\n\u2028')
    odd = replace(made, lines=(line,), refund=replace(made.refund, amount=Money(1, "JPY")))
    assert json.loads(body("created", odd, world.now, key=KEY))["lines"][0]["item"] == line.item
