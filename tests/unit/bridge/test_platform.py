"""Credentials as a caller gets them."""

from returnflow.bridge.platform import Credentials

GIVEN = Credentials("wss://{host}:7443", "t", "room", "user_1", 3600, "cascaded_concierge", "c1")


def test_the_document_has_the_field_names_of_the_vocal_bridge():
    assert set(GIVEN.to_document("x")) == {
        "livekit_url", "token", "room_name", "participant_identity", "expires_in", "agent_mode", "call_id",
    }  # fmt: skip


def test_the_address_is_under_the_name_that_the_caller_used():
    assert GIVEN.to_document("192.168.1.7")["livekit_url"] == "wss://192.168.1.7:7443"
