"""The steps that turn Moonshine as its wheel ships it into two int8 graphs that onnxruntime runs fast on a CPU.

Shipped weights are stored as 8 bit with a Cast/Mul/Add chain in front of every use, computed anew at every token: 0.9-1.8 s a
sentence. Folding these constants, writing the graphs anew and quantising the *arithmetic* takes an utterance below 100 ms (one
thread). Each function reads files and writes one; knows nothing of folders, checksums or caches. Needs `onnx`, imported late
because only set-up has it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto, TensorProto, ValueInfoProto

# The merged decoder is one `If` on this input. Its `else_branch` is the pass without a past: it holds every weight.
_SWITCH, _BRANCH = "use_cache_branch", "else_branch"
_OPSET, _IR_VERSION = 14, 10  # what the shipped graphs are written in


def unpack(source: Path, target: Path) -> None:
    """Turn an `.ort` file into plain ONNX, unchanged otherwise."""
    _save_session(source, target, "ORT_DISABLE_ALL")


def fold(source: Path, target: Path) -> None:
    """Compute every constant expression once. Not ORT_ENABLE_ALL: that bakes in memory layouts of this CPU."""
    _save_session(source, target, "ORT_ENABLE_EXTENDED")


def _save_session(source: Path, target: Path, level: str) -> None:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, level)
    options.optimized_model_filepath = str(target)
    options.log_severity_level = 3
    options.add_session_config_entry("session.save_model_format", "ONNX")
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def write_encoder(encoder: Path, decoder: Path, target: Path) -> None:
    """The encoder anew, from both folded graphs."""
    import onnx

    from returnflow.voice.stt import rebuild

    onnx.save(rebuild.encoder(onnx.load(str(encoder)).graph, onnx.load(str(decoder)).graph), str(target))


def write_decoder(decoder: Path, target: Path) -> None:
    """The decoder anew, from the folded graph."""
    import onnx

    from returnflow.voice.stt import rebuild

    onnx.save(rebuild.decoder(onnx.load(str(decoder)).graph), str(target))


def quantise(source: Path, target: Path) -> None:
    """Make the matrix products with constant weights int8, scaled per output channel; activations are scaled at run time."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from returnflow.voice.stt.rebuild import CONV3

    nodes = onnx.load(str(source)).graph.node
    with _quietly():
        quantize_dynamic(
            source,
            target,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=[node.name for node in nodes if CONV3 in node.input],
            # The graphs carry no inner shapes, so the type must be told; attention's products of activations stay fp32.
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the quantiser's advice to pre-process first, which does not apply to a graph without inner shapes."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def split(source: Path, target: Path) -> None:
    """Write the merged decoder's pass without a past as a graph of its own."""
    import onnx

    graph = onnx.load(str(source)).graph
    switch = next(node for node in graph.node if node.op_type == "If")
    body = next(attribute.g for attribute in switch.attribute if attribute.name == _BRANCH)
    found = _Outside(graph, switch, body)
    nodes, weights = found.nodes + list(body.node), found.weights + list(body.initializer)
    shapes = {output.name: output for output in graph.output}
    outputs = [shapes.get(output.name, output) for output in body.output]
    piece = onnx.helper.make_graph(nodes, "decoder_first", found.inputs, outputs, weights)
    opset = [onnx.helper.make_opsetid("", _OPSET)]
    onnx.save(onnx.helper.make_model(piece, opset_imports=opset, ir_version=_IR_VERSION), str(target))


class _Outside:
    """Everything a branch takes from the graph around it, in an order that can be computed."""

    def __init__(self, graph: GraphProto, switch: NodeProto, body: GraphProto) -> None:
        self._makers = {output: node for node in graph.node if node is not switch for output in node.output}
        self._weights = {weight.name: weight for weight in graph.initializer}
        self._inputs = {value.name: value for value in graph.input}
        self._seen: set[Any] = {output for node in body.node for output in node.output}
        self._seen |= {weight.name for weight in body.initializer} | {""}
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []
        wanted: set[str] = set()
        for node in body.node:
            for name in node.input:
                self._take(name, wanted)
        for output in body.output:
            self._take(output.name, wanted)
        self.inputs: list[ValueInfoProto] = [v for n, v in self._inputs.items() if n in wanted and n != _SWITCH]

    def _take(self, name: str, wanted: set[str]) -> None:
        if name in self._seen:
            return
        self._seen.add(name)
        if name in self._weights:
            self.weights.append(self._weights[name])
        elif name in self._inputs:
            wanted.add(name)
        else:
            maker = self._makers[name]
            for needed in maker.input:
                self._take(needed, wanted)
            self._seen.update(maker.output)
            self.nodes.append(maker)
