"""Moonshine's two graphs written anew with the shipped weights: fewer nodes, one decoder instead of two, nothing done twice.

Against the shipped graphs (equal in fp32 to 0.003 of a logit): positions come in as tables instead of being computed in every
layer; the turned query and key of the rotary embedding come out of the same matrix product; cross-attention is prepared once, by
the encoder; one decoder takes any number of tokens after any past, in batches. Encoder 34 -> 19 ms, a token 4.5 -> 3.0 ms,
222 -> 98 MB.
Knows arrays and nodes; no files. Needs `onnx`, which only set-up has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

Array = NDArray[Any]

WIDTH, HEADS, LAYERS = 416, 8, 8
HEAD = WIDTH // HEADS
TURNED = 32  # dimensions of a head that carry the position; the others are left as they are
VOCABULARY = 32_000  # the shipped table has 768 more rows, for which the tokenizer knows no text
CONV3 = "conv3.weight"  # stays fp32: behind the GELU a few channels dwarf the others, int8 took WER from 3 to 9 %


class Shipped:
    """Weights of a folded graph, found by their name or by what they take part in making."""

    def __init__(self, graph: GraphProto) -> None:
        self._weights = {weight.name: weight for weight in graph.initializer}
        self._makers = {output: node for node in graph.node for output in node.output}

    def named(self, name: str) -> Array:
        """A weight by its name, whatever the folding appended to it."""
        found = self._weights.get(name) or self._weights[f"{name}_add_tensor"]
        return numpy_helper.to_array(found)

    def making(self, output: str) -> Array:
        """The one constant input of the node that makes `output`."""
        constants = [name for name in self._makers[output].input if name in self._weights]
        if len(constants) != 1:
            raise ValueError(f"{output} is made from {len(constants)} constants")
        return numpy_helper.to_array(self._weights[constants[0]])


@dataclass
class Net:
    """A graph in the making. `op` adds a node and gives the name of its (first) output; `weight` adds a constant."""

    nodes: list[NodeProto] = field(default_factory=list)
    weights: dict[str, TensorProto] = field(default_factory=dict)

    def weight(self, name: str, value: Array) -> str:
        """A named constant."""
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        """One node with one output."""
        name = out or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def split(self, value: str, sizes: Sequence[int]) -> list[str]:
        """Parts of the last axis."""
        names = [f"Split_{len(self.nodes)}_{part}" for part in range(len(sizes))]
        table = self.weight(f"sizes_{len(self.nodes)}", np.array(sizes, np.int64))
        self.nodes.append(helper.make_node("Split", [value, table], names, name=names[0], axis=-1))
        return names

    def linear(self, value: str, name: str, weight: Array, bias: Array | None = None) -> str:
        """value @ weight + bias."""
        product = self.op("MatMul", value, self.weight(name, weight))
        return product if bias is None else self.op("Add", product, self.weight(f"{name}.bias", bias))

    def norm(self, value: str, name: str, weight: Array, out: str = "") -> str:
        """Layer norm without bias."""
        return self.op("LayerNormalization", value, self.weight(name, weight), out=out, axis=-1, epsilon=1e-5)

    def heads(self, value: str, *, key: bool = False, out: str = "") -> str:
        """[b, t, width] to [b, head, t, 52], for keys to [b, head, 52, t]."""
        shape = self.weight("to_heads", np.array([0, 0, HEADS, HEAD], np.int64))
        return self.op("Transpose", self.op("Reshape", value, shape), out=out, perm=[0, 2, 3, 1] if key else [0, 2, 1, 3])

    def attend(self, query: str, key: str, value: str, mask: str = "") -> str:
        """Softmax(query key + mask) value, back to [b, t, width]. The scale is inside the query's weights."""
        fits = self.op("MatMul", query, key)
        fits = self.op("Add", fits, mask) if mask else fits
        mixed = self.op("Transpose", self.op("MatMul", self.op("Softmax", fits, axis=-1), value), perm=[0, 2, 1, 3])
        return self.op("Reshape", mixed, self.weight("from_heads", np.array([0, 0, WIDTH], np.int64)))

    def placed(self, value: str, name: str, weights: dict[str, Array]) -> list[str]:
        """Query, key (both turned by their position) and value of self-attention: one product, two tables."""
        query, key = weights["q"] * HEAD**-0.5, weights["k"]
        joined = np.concatenate([query, key, _turned(query), _turned(key), weights["v"]], axis=1)
        straight, turned, val = self.split(self.linear(value, name, joined), [2 * WIDTH, 2 * WIDTH, WIDTH])
        placed = self.op("Add", self.op("Mul", straight, "cos"), self.op("Mul", turned, "sin"))
        return [*self.split(placed, [WIDTH, WIDTH]), val]

    def model(self, name: str, inputs: Sequence[ValueInfoProto], outputs: Sequence[ValueInfoProto]) -> ModelProto:
        """The finished graph."""
        graph = helper.make_graph(self.nodes, name, inputs, outputs, list(self.weights.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def encoder(shipped_encoder: GraphProto, shipped_decoder: GraphProto) -> ModelProto:
    """Audio to the keys and values of each decoder layer's cross-attention.

    `windows2` and `windows3` list which rows each output of the second and third convolution looks at: as a gather and a matrix
    product the second runs in int8.
    """
    shipped, net = Shipped(shipped_encoder), Net()
    value = _sound(net, shipped)
    for layer in range(LAYERS):
        value = _encoder_layer(net, shipped, value, layer)
    states = net.norm(value, "norm", shipped.named("layer_norm.weight"))
    outputs = _cross(net, Shipped(shipped_decoder), states)
    inputs = [_floats("input_values", 1, "samples"), _whole("windows2", "frames2", 7), _whole("windows3", "frames", 3)]
    return net.model("encoder", [*inputs, *_tables("frames")], outputs)


def decoder(shipped: GraphProto) -> ModelProto:
    """Tokens [batch, t] after a past to logits [batch, t, vocabulary] and the past grown by t."""
    weights, net = Shipped(shipped), Net()
    embedding = weights.making(next(n.output[0] for n in shipped.node if n.op_type == "Gather" and "input_ids" in n.input))
    table = net.weight("embedding", embedding[:VOCABULARY].astype(np.float16))  # half the file; far finer than int8 logits
    value = net.op("Cast", net.op("Gather", table, "input_ids", axis=0), to=TensorProto.FLOAT)
    inputs = [_whole("input_ids", "batch", "t"), *_tables("t"), _floats("mask", "t", "all")]
    outputs = [_floats("logits", "batch", "t", VOCABULARY)]
    for layer in range(LAYERS):
        value = _decoder_layer(net, weights, value, layer)
        for name, length, given in (("past", "past", inputs), ("present", "all", outputs)):
            given += [_floats(f"{name}.{layer}.key", "batch", HEADS, HEAD, length)]
            given += [_floats(f"{name}.{layer}.value", "batch", HEADS, length, HEAD)]
        inputs += _cross_values(layer)
    value = net.norm(value, "norm", weights.making("/model/decoder/norm/Mul_output_0"))
    net.op("MatMul", value, net.weight("vocabulary", weights.making("logits")[:, :VOCABULARY]), out="logits")
    return net.model("decoder", inputs, outputs)


def _sound(net: Net, shipped: Shipped) -> str:
    """Three convolutions: 16,000 samples a second become 41.7 frames."""
    value = net.op("Unsqueeze", "input_values", net.weight("one", np.array([1], np.int64)))
    value = net.op("Tanh", net.op("Conv", value, net.weight("conv1", shipped.named("conv1.weight")), strides=[64]))
    value = net.op("Transpose", value, perm=[0, 2, 1])
    both = net.weight("both", np.array([1, 2], np.int64))  # the group norm has one group: all channels, all time
    value = net.op("Sub", value, net.op("ReduceMean", value, both))
    variance = net.op("ReduceMean", net.op("Mul", value, value), both)
    deviation = net.op("Sqrt", net.op("Add", variance, net.weight("epsilon", np.array(1e-5, np.float32))))
    scaled = net.op("Mul", net.op("Div", value, deviation), net.weight("scale", _row(shipped, "/groupnorm/Mul_output_0")))
    value = net.op("Add", scaled, net.weight("shift", _row(shipped, "/groupnorm/Add_output_0")))
    for number in (2, 3):
        weight = shipped.named(f"conv{number}.weight")
        channels, inputs, taps = weight.shape
        rows = net.weight(f"row{number}", np.array([1, -1, taps * inputs], np.int64))
        value = net.op("Reshape", net.op("Gather", value, f"windows{number}", axis=1), rows)
        flat = weight.transpose(2, 1, 0).reshape(taps * inputs, channels)
        value = net.op("Gelu", net.linear(value, f"conv{number}.weight", flat, shipped.named(f"conv{number}.bias")))
    return value


def _encoder_layer(net: Net, shipped: Shipped, value: str, layer: int) -> str:
    at, name = f"/layers.{layer}", f"layers.{layer}"
    normed = net.norm(value, f"{name}.norm1", shipped.named(f"{name}.input_layernorm.weight"))
    projections = {part: shipped.making(f"{at}/self_attn/{part}_proj/MatMul_output_0") for part in "qkv"}
    query, key, val = net.placed(normed, f"{name}.qkv", projections)
    mixed = net.attend(net.heads(query), net.heads(key, key=True), net.heads(val))
    value = net.op("Add", value, net.linear(mixed, f"{name}.out", shipped.making(f"{at}/self_attn/dense/MatMul_output_0")))
    hidden = net.norm(value, f"{name}.norm2", shipped.named(f"{name}.post_attention_layernorm.weight"))
    for part in ("fc1", "fc2"):
        weight, bias = shipped.making(f"{at}/mlp/{part}/MatMul_output_0"), shipped.named(f"{name}.mlp.{part}.bias")
        hidden = net.linear(hidden, f"{name}.{part}", weight, bias)
        hidden = net.op("Gelu", hidden) if part == "fc1" else hidden
    return net.op("Add", value, hidden)


def _decoder_layer(net: Net, shipped: Shipped, value: str, layer: int) -> str:
    at, name = f"/model/decoder/layers.{layer}", f"layers.{layer}"

    def weight(part: str, kind: str = "MatMul") -> Array:
        return shipped.making(f"{at}/{part}/{kind}_output_0")

    normed = net.norm(value, f"{name}.norm1", weight("input_layernorm", "Mul"))
    query, key, val = net.placed(normed, f"{name}.qkv", {part: weight(f"self_attn/{part}_proj") for part in "qkv"})
    keys = net.op("Concat", f"past.{layer}.key", net.heads(key, key=True), axis=3, out=f"present.{layer}.key")
    values = net.op("Concat", f"past.{layer}.value", net.heads(val), axis=2, out=f"present.{layer}.value")
    mixed = net.attend(net.heads(query), keys, values, "mask")
    value = net.op("Add", value, net.linear(mixed, f"{name}.out", weight("self_attn/dense")))
    normed = net.norm(value, f"{name}.norm2", weight("post_attention_layernorm", "Mul"))
    query = net.heads(net.linear(normed, f"{name}.ask", weight("encoder_attn/q_proj") * HEAD**-0.5))
    mixed = net.attend(query, f"cross.{layer}.key", f"cross.{layer}.value")
    value = net.op("Add", value, net.linear(mixed, f"{name}.answer", weight("encoder_attn/dense")))
    normed = net.norm(value, f"{name}.norm3", weight("final_layernorm", "Mul"))
    wide = net.linear(normed, f"{name}.up", weight("mlp/up_proj"), weight("mlp/up_proj", "Add"))
    straight, gate = net.split(wide, [wide_half := weight("mlp/down_proj").shape[0], wide_half])
    hidden = net.op("Mul", net.op("Mul", gate, net.op("Sigmoid", gate)), straight)
    return net.op("Add", value, net.linear(hidden, f"{name}.down", weight("mlp/down_proj"), weight("mlp/down_proj", "Add")))


def _cross(net: Net, shipped: Shipped, states: str) -> list[ValueInfoProto]:
    for layer in range(LAYERS):
        for part, name in (("k", "key"), ("v", "value")):
            weight = shipped.making(f"/model/decoder/layers.{layer}/encoder_attn/{part}_proj/MatMul_output_0")
            product = net.linear(states, f"cross.{layer}.{part}", weight)
            net.heads(product, key=name == "key", out=f"cross.{layer}.{name}")
    return [value for layer in range(LAYERS) for value in _cross_values(layer)]


def _cross_values(layer: int) -> list[ValueInfoProto]:
    key, value = f"cross.{layer}.key", f"cross.{layer}.value"
    return [_floats(key, 1, HEADS, HEAD, "frames"), _floats(value, 1, HEADS, "frames", HEAD)]


def _turned(weight: Array) -> Array:
    """The columns whose product is the quarter turn of each pair of dimensions: (a, b) becomes (-b, a)."""
    by_head = weight.reshape(-1, HEADS, HEAD)
    turned = np.zeros_like(by_head)
    turned[:, :, 0:TURNED:2], turned[:, :, 1:TURNED:2] = -by_head[:, :, 1:TURNED:2], by_head[:, :, 0:TURNED:2]
    return turned.reshape(-1, WIDTH)


def _row(shipped: Shipped, output: str) -> Array:
    return shipped.making(output).reshape(-1)


def _tables(length: str) -> list[ValueInfoProto]:
    return [_floats("cos", length, 2 * WIDTH), _floats("sin", length, 2 * WIDTH)]


def _floats(name: str, *shape: int | str) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _whole(name: str, *shape: int | str) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)
