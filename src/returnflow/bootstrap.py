"""Builds every process's objects from the settings: the only place, with `office`, that knows all packages.

Each function imports what it builds when it is called, so that a process pays only for what it uses (the web process
never loads a speech model, `returnflow --help` loads nothing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from returnflow.errors import InvalidInput, SetupError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from flask import Flask

    from returnflow.agents.desk import Desk
    from returnflow.agents.house import House
    from returnflow.bridge.platform import Platform
    from returnflow.clock import Clock
    from returnflow.conversation.reply import EndReason
    from returnflow.database import Database
    from returnflow.database.sealing import KeyRing
    from returnflow.jobs.outbox import Effects
    from returnflow.jobs.process import Jobs
    from returnflow.jobs.runner import Chore
    from returnflow.jobs.supervisor import CloseCall
    from returnflow.media.keys import Keys
    from returnflow.media.rooms import Rooms
    from returnflow.notify.sending import Desk as MessageDesk
    from returnflow.notify.webhook.sender import Webhook
    from returnflow.records.papers import Folders
    from returnflow.records.record import Records
    from returnflow.returns.deciding import Book
    from returnflow.returns.model import Address, Store
    from returnflow.returns.ports import LabelMaker
    from returnflow.returns.risk import RiskTable
    from returnflow.returns.thresholds import Thresholds
    from returnflow.settings import Settings
    from returnflow.stores.demo import TryOrder
    from returnflow.stores.merchant import Merchant
    from returnflow.stores.rules import RuleBook
    from returnflow.stores.sources import OrderSource
    from returnflow.voice.engines import Engines


def settings(**given: Any) -> Settings:
    """The settings in force: what is given, then the environment, `.env`, the merchant's profile, then the defaults."""
    made = _settings(**given)
    profile = merchant(made).settings()
    unset = {
        name: value for name, value in profile.items() if name in type(made).model_fields and name not in made.model_fields_set
    }
    return made.model_copy(update=unset)


def merchant_file(made: Settings | None = None) -> Path:
    """Where the merchant's profile lies."""
    from pathlib import Path

    from returnflow.stores.merchant import PROFILE

    named = (made or _settings()).merchant
    return Path(named) if named else PROFILE


def merchant(made: Settings | None = None) -> Merchant:
    """The merchant's profile. Raises InvalidInput naming its first mistake."""
    from returnflow.stores import merchant

    return merchant.load(merchant_file(made))


def thresholds(settings: Settings) -> Thresholds:
    """The merchant's limits; a limit that is set wins over the profile's."""
    from dataclasses import replace

    from returnflow.returns.model import Money

    limits = merchant(settings).limits
    return replace(limits, code_above=Money(settings.verification_code_above, limits.code_above.currency))


def _settings(**given: Any) -> Settings:
    from pydantic import ValidationError

    from returnflow.settings import Settings

    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(first["msg"], field=field, fix=f"correct RETURNFLOW_{field.upper()}, or unset it") from None


def clock(settings: Settings) -> Clock:
    """The machine's clock; with `as_of` its time of day on that date, so that every process agrees whenever it was started."""
    from datetime import UTC, date, datetime

    from returnflow.clock import system_clock

    if not settings.as_of:
        return system_clock
    try:
        wanted = date.fromisoformat(settings.as_of)
    except ValueError:
        raise InvalidInput("not a date", field="as_of", fix="write it as 2026-12-27") from None
    return lambda: datetime.combine(wanted, system_clock().time(), UTC)


def logging(settings: Settings, process: str) -> None:
    """Logs of this process, from our own code and from libraries, with tokens and secrets cut out."""
    from returnflow.observe.log import configure

    configure(process, level=settings.log_level, json=settings.log_format == "json")


def database(settings: Settings) -> Database:
    """The database, opened; bringing its schema to head is `up`'s and the set-up's business."""
    from returnflow.database import Database

    if settings.database.startswith("sqlite"):
        settings.data.mkdir(parents=True, exist_ok=True)
    return Database(settings.database, sealer=sealer(settings))


def sealer(settings: Settings) -> KeyRing:
    """Seals personal data with the keys of this installation; keys made later by another process are found when they are met."""
    from returnflow.database.sealing import KeyRing, SealingKeys
    from returnflow.media.keys import load_sealing

    def keys() -> SealingKeys:
        return SealingKeys.of_text(*load_sealing(settings))

    return KeyRing(keys(), reload=keys)


def keys(settings: Settings) -> Keys:
    """The media server's key pair and the web secret, made on first use."""
    from returnflow.media.keys import load_keys

    return load_keys(settings)


def rooms(settings: Settings) -> Rooms:
    """The client for creating and deleting rooms."""
    from returnflow.media.address import internal_url
    from returnflow.media.rooms import Rooms

    return Rooms(settings, internal_url(settings), keys(settings))


def platform(settings: Settings, store: Database | None = None) -> Platform:
    """The Vocal Bridge platform that issues credentials."""
    from returnflow.bridge.embedded import EmbeddedPlatform

    return EmbeddedPlatform(settings, store or database(settings), rooms(settings), keys(settings), clock(settings))


def rules(settings: Settings) -> RuleBook:
    """The stores' policies, frozen."""
    from returnflow.stores.rules import load

    return load()


def book(settings: Settings) -> Book:
    """What returns are judged by: the stores' rows, the risk rows under the merchant's limits, who refunds at the first scan."""
    from datetime import timedelta

    from returnflow.returns.deciding import Book
    from returnflow.returns.model import Store
    from returnflow.stores import risk

    names, days = settings.advance_refunds.split(), timedelta(days=settings.advance_refund_days)
    if unknown := set(names) - set(Store):
        raise InvalidInput(f"no store is called {min(unknown)}", field="advance_refunds", fix=f"one of {', '.join(Store)}")
    return Book(rules(settings), risk.load(thresholds(settings)), {Store(name): days for name in names})


def desk(settings: Settings, store: Database | None = None) -> Desk:
    """The six agents on the local brain."""
    from returnflow.agents.call import Shared
    from returnflow.agents.desk import Desk

    return Desk(Shared(
        store or database(settings), rules(settings), settings, clock(settings), labels(settings), risk(settings), house(settings)
    ))  # fmt: skip


def house(settings: Settings) -> House:
    """Whose desk it is: the merchant's name for ear and eye, and his opening hours."""
    from returnflow.agents.house import House
    from returnflow.conversation.moves import Value

    profile = merchant(settings)
    return House(Value(profile.said, profile.name), profile)


def risk(settings: Settings) -> RiskTable:
    """What a risk is made of, and the merchant's limits."""
    from returnflow.stores import risk

    return risk.load(thresholds(settings))


def labels(settings: Settings) -> LabelMaker:
    """Makes label files and reads them back."""
    profile, secret = merchant(settings), keys(settings).web_secret.encode()
    if settings.label_maker == "easypost":
        return _easypost(settings, secret, profile.centres())
    from returnflow.labels.maker import SampleCarrier

    carriers = {store: profile.carrier(store) for store in profile.carriers}
    return SampleCarrier(settings.labels, secret, profile.centres(), carriers)


def _easypost(settings: Settings, secret: bytes, centres: dict[Store, Address]) -> LabelMaker:
    from returnflow.labels.easypost.carrier import EasyPostCarrier
    from returnflow.labels.easypost.client import EasyPost

    if not settings.easypost_key.get_secret_value():
        raise SetupError("labels are to be bought, but there is no key", field="easypost_key", fix="set RETURNFLOW_EASYPOST_KEY")
    return EasyPostCarrier(
        EasyPost(settings.easypost_key, settings.easypost_url),
        settings.labels,
        secret,
        centres,
        carrier=settings.easypost_carrier,
        service=settings.easypost_service,
        weight_g=settings.easypost_weight_g,
    )


def close_call(settings: Settings, store: Database) -> CloseCall:
    """Closes a call's record from outside the call."""
    now = clock(settings)

    def close(call_id: str, reason: EndReason) -> None:
        from returnflow.agents import desk  # the dialogue is imported when the first call is closed: not by every web process

        desk.close(store, now, call_id, reason)

    return close


def webhook(settings: Settings) -> Webhook | None:
    """The merchant's receiver of events, where there is one. Raises SetupError for an address or a secret that will not do."""
    from returnflow.clock import system_clock
    from returnflow.notify.webhook.sender import Webhook

    if not settings.merchant_webhook_url:
        return None
    secrets = settings.merchant_webhook_secret.get_secret_value().split()
    return Webhook(settings.merchant_webhook_url, secrets, system_clock, private=settings.merchant_webhook_private)


def return_link(settings: Settings, rma: str) -> str:
    """The address of a return's own page; without a public address, its path."""
    from returnflow.returns import link

    return f"{settings.public_url.rstrip('/')}{link.PATH}{link.token(rma, keys(settings).web_secret.encode())}"


def message_desk(settings: Settings, store: Database) -> MessageDesk:
    """What messages to customers are sent with: mail server and text provider, or files."""
    from returnflow.notify import opt_out
    from returnflow.notify.channels import mail, sms
    from returnflow.notify.sending import Desk

    secret, at, name = keys(settings).web_secret.encode(), settings.public_url.rstrip("/"), merchant_name(settings)
    return Desk(
        store.begin, mail(settings, name), sms(settings), name, settings.labels, clock(settings), merchant(settings).languages[0],
        link=(lambda rma: return_link(settings, rma)) if at else None,
        stop=(lambda known_as, channel: f"{at}{opt_out.PATH}{opt_out.token(known_as, channel, secret)}") if at else None,
    )  # fmt: skip


def merchant_name(settings: Settings) -> str:
    """The merchant's name, as messages carry it."""
    return merchant(settings).name


def effects(settings: Settings, store: Database) -> Effects:
    """What each kind of outbox row does."""
    from returnflow.labels import effect as making
    from returnflow.notify import effect as telling
    from returnflow.notify.webhook import effect as reporting
    from returnflow.returns import codes

    def reveal(code_id: str, now: datetime) -> codes.Letter | None:
        with store.read() as work:
            return codes.reveal(work, code_id, now)

    return {
        **making.effects(store.begin, labels(settings), clock(settings)),
        **telling.effects(message_desk(settings, store), reveal),
        **reporting.effects(store.begin, webhook(settings)),
    }


def deliver_due(settings: Settings, store: Database) -> Callable[[], None]:
    """Runs what is due in this process: for a conversation without a jobs process, which would do it within seconds."""
    from returnflow.jobs.outbox import Deliveries

    deliveries = Deliveries(store, effects(settings, store), clock(settings))

    def deliver() -> None:
        for effect_id in deliveries.due():
            deliveries.deliver(effect_id)

    return deliver


def engines(settings: Settings) -> Engines:
    """The speech models of this process; loads them on the first call (seconds)."""
    from returnflow.voice.engines import load

    return load(settings)


def web_app(settings: Settings) -> Flask:
    """The Flask application."""
    from returnflow.web.app import create_app

    store = database(settings)
    return create_app(
        settings,
        book=book(settings),
        database=store,
        platform=platform(settings, store),
        rooms=rooms(settings),
        keys=keys(settings),
        clock=clock(settings),
        close_call=close_call(settings, store),
        merchant=merchant_name(settings),
    )


def jobs(settings: Settings) -> Jobs:
    """The background work: task queue, sweeper, supervisor of calls."""
    from datetime import timedelta

    from returnflow.clock import system_clock
    from returnflow.jobs.loop import Loop
    from returnflow.jobs.outbox import Deliveries
    from returnflow.jobs.process import Jobs
    from returnflow.jobs.queue import queue
    from returnflow.jobs.runner import Runner
    from returnflow.jobs.supervisor import INTERVAL_S as LOOK_S
    from returnflow.jobs.supervisor import CallSupervisor
    from returnflow.jobs.sweeper import INTERVAL_S as SWEEP_S
    from returnflow.jobs.sweeper import Sweeper
    from returnflow.records.forgetting import forget_what_is_due
    from returnflow.records.retention import purge
    from returnflow.returns.service import keep_dates

    now, store = clock(settings), database(settings)
    deliveries = Deliveries(store, effects(settings, store), now)
    voices, words = timedelta(days=settings.keep_recordings_days), timedelta(days=settings.keep_words_days)
    chores: dict[str, Chore] = {  # what is forgotten goes by the real day, even where --as-of shows another one: gone is gone
        "recordings": lambda: purge(settings.recordings, system_clock(), voices),
        "personal": lambda: forget_what_is_due(store, rules(settings), folders(settings), system_clock(), words),
        "dates": lambda: keep_dates(store.begin, now()),
        "requests": lambda: _forget_requests(store, system_clock()),
    }
    runner = Runner(queue(settings.data, settings.redis_url), deliver=deliveries.deliver, chores=chores)
    sweeper = Sweeper(store, deliveries, now, enqueue=runner.enqueue, enqueue_chores=runner.enqueue_chores)
    calls = CallSupervisor(settings, store, rooms(settings), close_call(settings, store), now)
    return Jobs([runner, Loop("sweeper", SWEEP_S, sweeper.sweep), Loop("calls", LOOK_S, calls.look)])


def _forget_requests(store: Database, now: datetime) -> int:
    """Keys of requests count for thirty days: longer than any sender tries again."""
    from datetime import timedelta

    with store.begin() as work:
        return work.requests.forget(now - timedelta(days=30))


def prepare_data(settings: Settings) -> None:
    """Bring the data folder to where every process can work: newest schema, keys, the demo store's orders."""
    keys(settings)
    store = upgraded(settings)
    for source in sources(settings, store):
        source.bring_up_to_date()
    store.close()


def upgraded(settings: Settings) -> Database:
    """The database, opened and at its newest schema. Raises WrongKey when its personal data were sealed under other keys."""
    store = database(settings)
    store.upgrade()
    with store.read() as work:
        work.seals.check()
    return store


def sources(settings: Settings, store: Database) -> tuple[OrderSource, ...]:
    """Where orders come from; they are looked for in this order."""
    from returnflow.clock import system_clock
    from returnflow.stores.matrix import load
    from returnflow.stores.sources import DemoOrders, ImportedOrders

    rows = load()
    return (ImportedOrders(store, system_clock, rows), DemoOrders(store, clock(settings), rows))


def folders(settings: Settings) -> Folders:
    """Where files about people lie."""
    from returnflow.records.papers import Folders

    return Folders(settings.labels, settings.recordings, settings.outbox)


def orders_to_try(settings: Settings) -> list[TryOrder]:
    """Three orders of the demo store worth saying."""
    from returnflow.stores import demo

    return demo.worth_trying()[:3]


def sayable_orders() -> dict[str, TryOrder]:
    """Every order of the demo store with what to say, by number."""
    from returnflow.stores import demo

    return {order.number: order for order in demo.to_try()}


def records(settings: Settings) -> Records:
    """The records of calls."""
    from returnflow.records.record import Records

    return Records(database(settings), settings.recordings)
