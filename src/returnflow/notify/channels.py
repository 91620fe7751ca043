"""Which mail server and which provider of texts the settings name; files where they name none."""

from collections.abc import Callable
from email.headerregistry import Address

from returnflow.errors import InvalidInput
from returnflow.notify.email import SmtpNotifier, mail_server
from returnflow.notify.folder import OutboxFolder, SmsFolder
from returnflow.notify.message import DOMAIN, Notifier
from returnflow.notify.sms import SmsSender
from returnflow.notify.twilio import Account, Twilio
from returnflow.settings import Settings


def mail(settings: Settings, name: str) -> Notifier:
    """Mails from `name`, through the server of the settings or into files. Raises InvalidInput with the setting named."""
    if settings.smtp_url:
        return SmtpNotifier(mail_server(settings.smtp_url), sender(settings, name))
    return OutboxFolder(settings.outbox, sender(settings, name))


def sms(settings: Settings) -> SmsSender:
    """Texts, through Twilio or into files. Raises InvalidInput with the setting named."""
    return _twilio(settings) or SmsFolder(settings.outbox)


def checks(settings: Settings, name: str) -> dict[str, Callable[[], str]]:
    """A look at each that the settings name; nothing is sent."""
    found: dict[str, Callable[[], str]] = {}
    if settings.smtp_url:
        found["mail server"] = lambda: SmtpNotifier(mail_server(settings.smtp_url), sender(settings, name)).check()
    twilio = _twilio(settings)
    if twilio is not None:
        found["texts"] = twilio.check
    return found


def sender(settings: Settings, name: str) -> str:
    """Name and address that mails come from."""
    try:
        return str(Address(name, addr_spec=settings.mail_from or f"returns@{DOMAIN}"))
    except (ValueError, IndexError) as error:
        fix = "write an address such as returns@example.com"
        raise InvalidInput(f"{settings.mail_from!r} is no address", field="RETURNFLOW_MAIL_FROM", fix=fix) from error


def _twilio(settings: Settings) -> Twilio | None:
    if not settings.twilio_account:
        return None
    token = settings.twilio_token.get_secret_value()
    for name, value in (("TOKEN", token), ("FROM", settings.twilio_from)):
        if not value:
            fix = "set it, or unset RETURNFLOW_TWILIO_ACCOUNT"
            raise InvalidInput("texts need it too", field=f"RETURNFLOW_TWILIO_{name}", fix=fix)
    return Twilio(Account(settings.twilio_account, token, settings.twilio_from, settings.twilio_api))
