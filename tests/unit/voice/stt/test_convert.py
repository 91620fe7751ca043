"""The whole conversion is proved by this machine's model (`test_recogniser`); here are the steps on graphs of a few nodes."""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from returnflow.voice.stt import convert

FLOAT = TensorProto.FLOAT


def value(name, *shape):
    return helper.make_tensor_value_info(name, FLOAT, shape)


def save(path, nodes, inputs, outputs, weights):
    initial = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    graph = helper.make_graph(nodes, "g", inputs, outputs, initial)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=10), str(path))
    return path


def run(path, **given):
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, given)


def merged(path):
    """`y = x @ (2 * w)` without a past, `y = x` with one, as one graph with an `If`."""
    first = helper.make_graph([helper.make_node("MatMul", ["x", "w2"], ["y1"])], "else", [], [value("y1", 1, 3)])
    past = helper.make_graph([helper.make_node("Identity", ["x"], ["y2"])], "then", [], [value("y2", 1, 3)])
    nodes = [
        helper.make_node("Mul", ["w", "two"], ["w2"]),
        helper.make_node("If", ["use_cache_branch"], ["y"], then_branch=past, else_branch=first),
    ]
    switch = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [])
    weights = {"w": np.eye(3, dtype=np.float32), "two": np.array(2, np.float32)}
    return save(path, nodes, [value("x", 1, 3), switch], [value("y", 1, 3)], weights)


def test_splitting_keeps_the_pass_without_a_past_and_what_it_takes_from_outside(tmp_path):
    convert.split(merged(tmp_path / "merged.onnx"), tmp_path / "first.onnx")
    graph = onnx.load(str(tmp_path / "first.onnx")).graph
    assert [given.name for given in graph.input] == ["x"]
    assert run(tmp_path / "first.onnx", x=np.array([[1, 2, 3]], np.float32))[0].tolist() == [[2, 4, 6]]


def test_folding_computes_constants_once(tmp_path):
    convert.split(merged(tmp_path / "merged.onnx"), tmp_path / "first.onnx")
    convert.fold(tmp_path / "first.onnx", tmp_path / "folded.onnx")
    assert [node.op_type for node in onnx.load(str(tmp_path / "folded.onnx")).graph.node] == ["MatMul"]


def test_quantising_changes_the_result_by_little(tmp_path):
    random = np.random.default_rng(1)
    weight, given = random.standard_normal((64, 32), np.float32), random.standard_normal((1, 64), np.float32)
    nodes = [helper.make_node("MatMul", ["x", "w"], ["y"], name="product")]
    save(tmp_path / "fp32.onnx", nodes, [value("x", 1, 64)], [value("y", 1, 32)], {"w": weight})
    convert.quantise(tmp_path / "fp32.onnx", tmp_path / "int8.onnx")
    exact, rough = given @ weight, run(tmp_path / "int8.onnx", x=given)[0]
    assert "MatMulInteger" in {node.op_type for node in onnx.load(str(tmp_path / "int8.onnx")).graph.node}
    assert 0 < np.abs(rough - exact).max() < 0.03 * np.abs(exact).max()


def test_the_third_convolution_is_left_in_full_precision(tmp_path):
    nodes = [helper.make_node("MatMul", ["x", "conv3.weight"], ["y"], name="product")]
    weights = {"conv3.weight": np.ones((4, 4), np.float32)}
    save(tmp_path / "fp32.onnx", nodes, [value("x", 1, 4)], [value("y", 1, 4)], weights)
    convert.quantise(tmp_path / "fp32.onnx", tmp_path / "int8.onnx")
    assert [node.op_type for node in onnx.load(str(tmp_path / "int8.onnx")).graph.node] == ["MatMul"]
