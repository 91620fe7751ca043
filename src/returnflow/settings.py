"""Every setting, its default, its unit. Read once at start from the environment (`RETURNFLOW_…`) and `.env`.

Owns values and their validation only: it opens no file but `.env` and starts nothing.
"""

import os
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "returnflow"


class Settings(BaseSettings):
    """One frozen object, handed down from `bootstrap`."""

    model_config = SettingsConfigDict(env_prefix="RETURNFLOW_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(Path("data"), description="Folder of run-time data: database, labels, recordings, keys, outbox.")
    cache: Path = Field(default_factory=_default_cache, description="Folder of built tools and converted models, by version.")

    host: str = Field("127.0.0.1", description="Address the web process listens on.")
    port: int = Field(8000, ge=0, le=65535, description="TCP port of the web process; 0 picks a free one.")
    https_port: int = Field(8443, ge=0, le=65535, description="TCP port of the pages over https, with --lan only.")
    web_threads: int = Field(16, ge=1, description="gunicorn gthread threads of one web process.")
    trusted_proxies: int = Field(0, ge=0, description="Reverse proxies in front of web whose X-Forwarded-For is believed.")
    lan: bool = Field(False, description="Listen on every interface, with https and wss under a self-signed certificate.")

    merchant: str = Field("", description="File with the merchant's profile; empty means the demo's merchant.")

    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite at <data>/returnflow.db.")

    merchant_webhook_url: str = Field("", description="https URL that is told every event of a return; empty: nobody.")
    merchant_webhook_secret: SecretStr = Field(SecretStr(""), description="Signs them; two with a space while it changes.")
    merchant_webhook_private: bool = Field(False, description="Allow a webhook over http and in private networks.")

    public_url: str = Field("", description="https://… at which customers reach the web process; empty: messages have no links.")
    smtp_url: str = Field("", description="Mail server, smtp[s]://user:password@host[:port]; empty: files in <data>/outbox.")
    mail_from: str = Field("", description="Address that mails come from; empty means returns@returnflow.invalid.")
    twilio_account: str = Field("", description="Account SID (AC…) for texts; empty: files in <data>/outbox.")
    twilio_token: SecretStr = Field(SecretStr(""), description="Its auth token.")
    twilio_api: str = Field("https://api.twilio.com", description="Address of its API; another one for a region.")
    twilio_from: str = Field("", description="Number, short code or messaging service (MG…) that texts come from.")

    api_keys: SecretStr = Field(SecretStr(""), description="Keys of the merchant's programs for /api/returns, by spaces.")
    tracking_secret: SecretStr = Field(SecretStr(""), description="Signs scans sent to us; two with a space while it changes.")
    advance_refunds: str = Field("amazon", description="Stores whose refund is issued at the first scan, by spaces; empty: none.")
    advance_refund_days: int = Field(30, ge=1, description="Days from the first scan to the charge-back of an advance refund.")

    redis_url: str = Field("", description="Redis of the task queue (redis://…), shared by jobs processes; empty means a file.")

    livekit_url: str = Field("", description="ws(s):// URL of a media server that runs elsewhere; empty means `up` starts one.")
    livekit_api_key: str = Field("", description="Its API key; empty means the generated key in <data>/keys.json.")
    livekit_api_secret: SecretStr = Field(SecretStr(""), description="Its API secret.")
    livekit_port: int = Field(7880, ge=0, le=65535, description="TCP port of the embedded media server (signalling, API).")
    livekit_udp_port: int = Field(7882, ge=0, le=65535, description="UDP port of the embedded media server (all media).")

    livekit_public_url: str = Field("", description="URL told to callers where it differs (behind a proxy, TLS front of --lan).")
    livekit_server: str = Field("", description="Path of the livekit-server program; empty means PATH, then the cache.")
    livekit_tcp_port: int = Field(7881, ge=0, le=65535, description="TCP port for media, opened with --lan only.")
    livekit_tls_port: int = Field(7443, ge=0, le=65535, description="TCP port of the TLS front for signalling, with --lan only.")

    agent_name: str = Field("returnflow", description="Dispatch name of the worker.")
    worker_port: int = Field(0, ge=0, le=65535, description="Health port of the worker; 0 picks a free one.")
    places: int = Field(8, ge=1, description="Calls one worker takes at once.")
    place_hold_s: int = Field(30, ge=1, description="Seconds a credential reserves its place before the caller arrives.")
    token_ttl_s: int = Field(3600, ge=30, description="Seconds a caller's token is valid; the document says one hour.")
    token_rate: str = Field("20 per minute", description="Credential requests one caller may make, in Flask-Limiter's notation.")
    token_rate_address: str = Field("60 per minute", description="Credential requests of one network address, same notation.")
    api_rate: str = Field("600 per minute", description="Requests to /api/returns and its pages of one address, same notation.")
    ui_states: bool = Field(False, description="Serve /ui/states: every state of the page without a call (tests, screenshots).")
    max_call_s: int = Field(1200, ge=30, description="Seconds after which a call is closed kindly.")

    brain: Literal["local"] = Field("local", description="Which brain talks.")
    bridge: Literal["embedded"] = Field("embedded", description="Which Vocal Bridge platform issues credentials.")
    verification_code_above: int = Field(20_000, ge=0, description="Refund in minor units above which a one-time code is needed.")
    seed: int = Field(0, description="Chooses among wordings; the same seed gives the same words.")
    as_of: str = Field("", description="ISO date that shifts the demo's idea of today; empty means today.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe level that is logged.")
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written.")
    call_lost_after_s: float = Field(6.0, gt=0, description="Seconds without a heartbeat until a call's worker counts as gone.")
    keep_recordings_days: int = Field(30, ge=0, description="Days the worker's recordings are kept.")
    keep_words_days: int = Field(90, ge=1, description="Days after a call until what was said in it is forgotten.")

    label_maker: Literal["sample", "easypost"] = Field("sample", description="Who makes labels: samples, or EasyPost.")
    easypost_key: SecretStr = Field(SecretStr(""), description="EasyPost's API key: EZTK… buys test labels, EZAK… real ones.")
    easypost_url: str = Field("https://api.easypost.com/v2", description="Address of EasyPost's API.")
    easypost_carrier: str = Field("", description="Only rates of this carrier are bought, as EasyPost calls it; empty means any.")
    easypost_service: str = Field("", description="Only rates of this service are bought; empty means the cheapest of any.")
    easypost_weight_g: int = Field(900, ge=1, description="Weight in grams that a return parcel is rated with.")

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data / 'returnflow.db'}"

    @property
    def labels(self) -> Path:
        """Where released labels lie: `<rma>.pdf`."""
        return self.data / "labels"

    @property
    def outbox(self) -> Path:
        """Where outgoing messages lie as files, unless a mail server takes them."""
        return self.data / "outbox"

    @property
    def recordings(self) -> Path:
        """Where the worker's recordings lie."""
        return self.data / "recordings"

    @property
    def models(self) -> Path:
        """Where prepared speech models lie."""
        return self.cache / "models"
