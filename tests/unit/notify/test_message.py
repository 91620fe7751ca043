from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from returnflow.notify.message import Attachment, Message, one_line

AT = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
SENDER = "Sample Merchant <returns@returnflow.invalid>"


def message(**given):
    facts = {
        "key": "notify_created:RF-7K4M-92XC",
        "to_name": "Sofía Núñez",
        "to": "sofia@example.com",
        "subject": "Your return",
        "text": "Hello",
        "html": "<p>Hello</p>",
        "at": AT,
    }
    return Message(**(facts | given))


def parsed(made):
    return message_from_bytes(made.to_email(SENDER).as_bytes(), policy=policy.default)


def test_a_message_is_plain_text_with_an_html_alternative():
    mail = parsed(message())
    assert mail["To"].addresses[0].display_name == "Sofía Núñez"
    assert mail["Subject"] == "Your return"
    assert mail.get_body(("plain",)).get_content().strip() == "Hello"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Hello</p>"


def test_the_message_id_comes_from_the_key_alone():
    assert message(text="other").message_id(SENDER) == message().message_id(SENDER)
    assert message(key="another").message_id(SENDER) != message().message_id(SENDER)
    assert parsed(message())["Message-ID"] == message().message_id(SENDER)


def test_a_message_is_the_same_byte_for_byte_each_time():
    made = message(attachments=(Attachment("label.pdf", b"%PDF"),))
    assert made.to_email(SENDER).as_bytes() == made.to_email(SENDER).as_bytes()


def test_a_file_goes_along():
    [attached] = parsed(message(attachments=(Attachment("label.pdf", b"%PDF-1"),))).iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("label.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF-1"


@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_no_name_or_title_can_start_another_header(field):
    mail = parsed(message(**{field: "Ann\r\nBcc: everyone@example.com"}))
    assert mail["Bcc"] is None


def test_a_line_has_no_breaks_in_it():
    assert one_line(" a\r\n\tb ") == "a b"


def test_one_click_stops_such_messages_where_there_is_an_address_for_it():
    mail = parsed(message(unsubscribe="https://returns.example/n/abc"))
    assert mail["List-Unsubscribe"] == "<https://returns.example/n/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed(message())["List-Unsubscribe"] is None


def test_a_mail_says_its_language_and_that_no_person_wrote_it():
    mail = parsed(message(language="es"))
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("es", "auto-generated")
