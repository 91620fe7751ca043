import pytest

from returnflow.settings import Settings
from returnflow.voice.stt import prepare
from returnflow.voice.stt.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.load(prepare.folder(Settings()) / prepare.TOKENIZER)


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to return the headphones, please.",
        "One, one, four, three.",
        "114-3941689-1234567",
        "Café Zürich 50% off!",
        "日本 🙂",
    ],
)
def test_text_survives_the_round_trip(tokenizer, text):
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_white_space_is_single_after_the_round_trip(tokenizer):
    assert tokenizer.decode(tokenizer.encode("  two \n words ")) == "two words"


def test_empty_text_has_no_tokens(tokenizer):
    assert tokenizer.encode("") == []


def test_common_words_are_one_token_with_their_space(tokenizer):
    assert [tokenizer.piece(token) for token in tokenizer.encode("seven, eight")] == [" seven", ",", " eight"]


def test_every_digit_is_a_token_of_its_own(tokenizer):
    assert [tokenizer.piece(token) for token in tokenizer.encode("4071")] == [" ", "4", "0", "7", "1"]


def test_control_tokens_have_no_text(tokenizer):
    assert tokenizer.decode([1, *tokenizer.encode("Yes."), 2]) == "Yes."
    assert tokenizer.piece(2) == ""


def test_long_entries_have_their_length_in_two_bytes(tmp_path):
    long = b"x" * 300
    (tmp_path / "tokenizer.bin").write_bytes(bytes([1]) + b"a" + bytes([128 + 300 % 128, 300 // 128]) + long)
    assert Tokenizer.load(tmp_path / "tokenizer.bin").entries == [b"a", long]
