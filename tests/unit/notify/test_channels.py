import pytest
from pydantic import SecretStr

from returnflow.errors import InvalidInput
from returnflow.notify.channels import checks, mail, sender, sms
from returnflow.notify.email import SmtpNotifier
from returnflow.notify.folder import OutboxFolder, SmsFolder
from returnflow.notify.twilio import Twilio
from returnflow.settings import Settings
from tests.doubles.mail_server import MailServer
from tests.doubles.twilio import SID, TOKEN, TwilioServer


def settings(tmp_path, **given):
    return Settings(data=tmp_path, _env_file=None, **given)


def test_without_settings_messages_become_files_and_nothing_is_looked_at(tmp_path):
    given = settings(tmp_path)
    assert isinstance(mail(given, "Sample"), OutboxFolder)
    assert isinstance(sms(given), SmsFolder)
    assert checks(given, "Sample") == {}


def test_the_services_that_settings_name_are_used_and_looked_at(tmp_path):
    server, twilio = MailServer(), TwilioServer()
    given = settings(
        tmp_path, smtp_url=server.url, twilio_account=SID, twilio_token=SecretStr(TOKEN), twilio_from="+15005550006",
        twilio_api=twilio.url,
    )  # fmt: skip
    assert isinstance(mail(given, "Sample"), SmtpNotifier)
    assert isinstance(sms(given), Twilio)
    said = {name: check() for name, check in checks(given, "Sample").items()}
    assert said == {"mail server": f"127.0.0.1:{server.port} answers", "texts": "Twilio answers, account active"}
    server.stop()
    twilio.stop()


@pytest.mark.parametrize("missing", ["twilio_token", "twilio_from"])
def test_half_of_an_account_is_named(tmp_path, missing):
    whole = {"twilio_account": SID, "twilio_token": SecretStr(TOKEN), "twilio_from": "+1"}
    with pytest.raises(InvalidInput) as caught:
        sms(settings(tmp_path, **{name: value for name, value in whole.items() if name != missing}))
    assert caught.value.field == f"RETURNFLOW_{missing.upper()}"


def test_a_sender_has_the_merchants_name_and_an_address(tmp_path):
    given = settings(tmp_path, mail_from="returns@merchant.example")
    assert sender(given, "Sample, Inc.") == '"Sample, Inc." <returns@merchant.example>'
    assert sender(settings(tmp_path), "Sample") == "Sample <returns@returnflow.invalid>"
    with pytest.raises(InvalidInput) as caught:
        sender(settings(tmp_path, mail_from="nobody"), "Sample")
    assert caught.value.field == "RETURNFLOW_MAIL_FROM"
