"""The store, also as the recogniser writes it."""

import pytest

from returnflow.dialogue.understand.stores import store_in


@pytest.mark.parametrize(
    ("text", "store"),
    [
        ("It's from Amazon.", "amazon"),
        ("my amazon order", "amazon"),
        ("Wall Mart", "walmart"),
        ("wal-mart", "walmart"),
        ("Amazon, no, Walmart", "walmart"),
        ("not Amazon, Walmart", "walmart"),
        ("Walmart, not Amazon", "walmart"),
        ("I want to return this", None),
        ("That's amazing!", None),
        ("There's a hole in the wall", None),
    ],
)
def test_a_store_is_found_in_any_utterance(text, store):
    assert store_in(text) == store


@pytest.mark.parametrize(
    ("text", "store"),
    [
        ("Amazing.", "amazon"),
        ("Amazone", "amazon"),
        ("The first one", "amazon"),
        ("wilmart", "walmart"),
        ("the second", "walmart"),
        ("hm", None),
    ],
)
def test_what_only_sounds_like_one_counts_when_it_was_asked_for(text, store):
    assert store_in(text, asked=True) == store
