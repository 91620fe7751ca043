"""The graphs written anew against the shipped ones, in fp32: made here once, 10 s."""

import numpy as np
import onnxruntime
import pytest

from returnflow.voice.stt import convert, prepare, rebuild
from returnflow.voice.stt.graphs import Graphs, Past


def session(path):
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folded graphs of the wheel (`old`) and a folder with ours in full precision (`new`)."""
    old, new = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    convert.unpack(prepare.shipped() / "encoder_model.ort", old / "raw")
    convert.fold(old / "raw", old / "encoder.onnx")
    convert.unpack(prepare.shipped() / "decoder_model_merged.ort", old / "raw")
    convert.split(old / "raw", old / "split")
    convert.fold(old / "split", old / "decoder.onnx")
    convert.write_encoder(old / "encoder.onnx", old / "decoder.onnx", new / prepare.ENCODER)
    convert.write_decoder(old / "decoder.onnx", new / prepare.DECODER)
    return old, new


def test_our_graphs_give_the_logits_of_the_shipped_ones(made, spoken):
    old, new = made
    audio, tokens = spoken("Seven, eight, nine."), np.array([[1, 9881, 29892, 9475, 29892]])
    states = session(old / "encoder.onnx").run(None, {"input_values": audio[None]})[0]
    given = {"input_ids": tokens, "encoder_hidden_states": states}
    theirs = session(old / "decoder.onnx").run(["logits"], given)[0]
    graphs = Graphs(new)
    ours, _ = graphs.decode(graphs.encode(audio), tokens, Past.empty())
    assert np.abs(ours - theirs[:, :, : rebuild.VOCABULARY]).max() < 0.01


def test_a_constant_that_is_not_there_is_an_error_and_not_a_wrong_graph(made):
    import onnx

    shipped = rebuild.Shipped(onnx.load(str(made[0] / "encoder.onnx")).graph)
    with pytest.raises(KeyError):
        shipped.named("no.such.weight")
    with pytest.raises(ValueError, match="made from 2 constants"):
        shipped.making("/conv2/Conv_output_0")
