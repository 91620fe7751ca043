import pytest

from returnflow.returns.contact import Channel, Contact, Masked, chosen, masked, on_file
from returnflow.returns.model import Customer


def customer(email="maria@example.com", phone="+13125550101"):
    return Customer("c", "Maria Carter", "Carter", "60614", email, phone)


def test_mail_comes_first_and_what_is_not_on_file_is_left_out():
    assert [contact.channel for contact in on_file(customer())] == [Channel.EMAIL, Channel.SMS]
    assert on_file(customer(email="")) == (Contact(Channel.SMS, "+13125550101"),)
    assert on_file(customer(email="", phone="")) == ()


@pytest.mark.parametrize(
    ("prefer", "email", "found"),
    [(None, "a@b.c", Channel.EMAIL), (Channel.SMS, "a@b.c", Channel.SMS), (Channel.EMAIL, "", Channel.SMS)],
)
def test_the_channel_asked_for_is_taken_when_it_is_on_file(prefer, email, found):
    assert chosen(customer(email=email), prefer).channel is found


def test_somebody_without_a_contact_cannot_be_reached():
    assert chosen(customer(email="", phone="")) is None


def test_of_a_contact_only_its_end_is_told():
    assert masked(Contact(Channel.EMAIL, "maria@example.com")) == Masked(Channel.EMAIL, "example.com")
    assert masked(Contact(Channel.SMS, "+13125550101")) == Masked(Channel.SMS, "01")
