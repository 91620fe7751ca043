import threading

import numpy as np
import pytest

from returnflow.settings import Settings
from returnflow.voice.stt import prepare
from returnflow.voice.stt.graphs import Graphs, Past


@pytest.fixture(scope="module")
def graphs():
    return Graphs(prepare.folder(Settings()))


def tokens(*rows):
    return np.array(rows)


def test_audio_too_short_for_the_convolutions_is_still_encoded(graphs):
    encoded = graphs.encode(np.zeros(10, np.float32))
    logits, _ = graphs.decode(encoded, tokens([1]), Past.empty())
    assert np.isfinite(logits).all()


def test_a_minute_of_audio_has_its_positions_computed(graphs):
    encoded = graphs.encode(np.zeros(60 * 16_000, np.float32))
    assert next(iter(encoded.cross.values())).shape[-1] == 2498


def test_tokens_one_by_one_and_tokens_at_once_agree(graphs, spoken):
    encoded = graphs.encode(spoken("Thank you."))
    row = [1, 300, 400, 500]
    at_once, _ = graphs.decode(encoded, tokens(row), Past.empty())
    past = Past.empty()
    for token in row:
        step, past = graphs.decode(encoded, tokens([token]), past)
    # Not closer: the scale of int8 activations is taken over all tokens of a pass.
    assert np.corrcoef(at_once[0, -1], step[0, 0])[0, 1] > 0.99
    assert past.length == 4


def test_rows_of_a_batch_do_not_see_each_other(graphs, spoken):
    encoded = graphs.encode(spoken("Thank you."))
    both, _ = graphs.decode(encoded, tokens([1, 300], [1, 9000]), Past.empty(2))
    alone, _ = graphs.decode(encoded, tokens([1, 300]), Past.empty())
    assert np.corrcoef(both[0, -1], alone[0, -1])[0, 1] > 0.99
    assert np.corrcoef(both[0, -1], both[1, -1])[0, 1] < 0.99


def test_a_past_can_be_repeated_and_reordered(graphs, spoken):
    encoded = graphs.encode(spoken("Thank you."))
    _, past = graphs.decode(encoded, tokens([1, 300], [1, 9000]), Past.empty(2))
    swapped = past.of([1, 0, 0])
    assert swapped.tensors["past.0.key"].shape[0] == 3
    assert np.array_equal(swapped.tensors["past.0.key"][1], past.tensors["past.0.key"][0])


def test_loading_starts_no_thread_that_a_fork_would_lose():
    before = threading.active_count()
    with open("/proc/self/status") as status:
        kernel = next(line for line in status if line.startswith("Threads:"))
    Graphs(prepare.folder(Settings()))
    with open("/proc/self/status") as status:
        assert next(line for line in status if line.startswith("Threads:")) == kernel
    assert threading.active_count() == before
