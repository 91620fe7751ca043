"""Addresses of the media server: the one our processes use, the one browsers use.

Owns how the settings name them. Must not know who asks.
"""

from urllib.parse import urlsplit, urlunsplit

from returnflow.settings import Settings


def internal_url(settings: Settings) -> str:
    """Where our own processes reach the media server (ws or wss)."""
    return settings.livekit_url or f"ws://127.0.0.1:{settings.livekit_port}"


def public_url(settings: Settings) -> str:
    """Where browsers reach it; may hold `{host}`.

    A page served by https may not open ws://, so in the local network browsers go through the TLS front.
    """
    if settings.livekit_public_url:
        return settings.livekit_public_url
    return f"wss://{{host}}:{settings.livekit_tls_port}" if settings.lan else internal_url(settings)


def http_url(url: str) -> str:
    """The http twin of a ws address: the same host and port serve both."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return urlunsplit((scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
