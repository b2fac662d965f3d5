"""What the graphs of policy and scorers are built with: operators by name, shared constants, weights in files beside the graph."""

from __future__ import annotations

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from .external_data import Place, initialiser
from .quantise import BLOCK, ZERO_POINT

OPSET = 21
CONTRIB = "com.microsoft"
# Activations of a quantised product are quantised on the way, to 8 bits (accuracy level 4 of MatMulNBits).
ACCURACY_LEVEL = 4
# Matrices that one product may be joined of.
MOST_JOINED = 3
# What is added to the score of a position that does not count.
HIDDEN = -10000.0


class GraphBuilder:
    """Collects nodes; an output's name is its node's as well. `places` says where the weights lie."""

    def __init__(self, places: dict[str, Place]):
        self._places = places
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}
        self._made: set[str] = set()
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def op(self, kind: str, inputs: list[str], output: str | list[str], domain: str = "", **attributes) -> str:
        """Adds an operator and returns the name of its (first) output."""
        outputs = [output] if isinstance(output, str) else output
        self._nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes))
        self._made.update(outputs)
        return outputs[0]

    def has(self, output: str) -> bool:
        return output in self._made

    def weight(self, name: str) -> str:
        if name not in self._initialisers:
            self._initialisers[name] = initialiser(name, self._places[name])
        return name

    def constant(self, name: str, value: float | list[int]) -> str:
        """A small tensor inside of the graph: a float, or whole numbers."""
        if name not in self._initialisers:
            kind = numpy.float32 if isinstance(value, float) else numpy.int64
            self._initialisers[name] = numpy_helper.from_array(numpy.array(value, dtype=kind), name)
        return name

    def product(self, states: str, name: str, outputs: int, inputs: int, output: str | None = None) -> str:
        """States (…, inputs) times a quantised matrix, and an adapter's change of it where the weights have one."""
        changed = f"{name}.down" in self._places
        target = output or f"{name}.product"
        own = f"{name}.quantised_product" if changed else target
        self.op(
            "MatMulNBits",
            [states, self.weight(f"{name}.data"), self.weight(f"{name}.scales")],
            own,
            domain=CONTRIB,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=ACCURACY_LEVEL,
        )
        if changed:
            self.op("Add", [own, self._change(states, name)], target)
        return target

    def _change(self, states: str, name: str) -> str:
        """What an adapter adds to a product: lowered once, and raised for each matrix that the product is joined of."""

        def as_float(part: str) -> str:
            return self.op("Cast", [self.weight(f"{name}.{part}")], f"{name}.{part}.float", to=TensorProto.FLOAT)

        lowered = self.op("MatMul", [states, as_float("down")], f"{name}.lowered")
        ups = [part for part in (f"up.{index}" for index in range(MOST_JOINED)) if f"{name}.{part}" in self._places]
        if len(ups) == 1:
            return self.op("MatMul", [lowered, as_float(ups[0])], f"{name}.change")
        ranks = [self._places[f"{name}.{part}"].shape[0] for part in ups]
        parts = [f"{name}.lowered.{index}" for index in range(len(ups))]
        self.op("Split", [lowered, self.constant("ranks_" + "_".join(map(str, ranks)), ranks)], parts, axis=-1)
        raised = [
            self.op("MatMul", [part, as_float(up)], f"{name}.raised.{index}")
            for index, (part, up) in enumerate(zip(parts, ups))
        ]
        return self.op("Concat", raised, f"{name}.change", axis=-1)

    def rows_of(self, name: str, indices: str, width: int, output: str) -> str:
        """Rows of a quantised table (…, width), as numbers. A table that is a head as well is there once."""
        rows = self.op("Gather", [self.weight(f"{name}.data"), indices], f"{output}.rows", axis=0)
        scales = self.op("Gather", [self.weight(f"{name}.scales"), indices], f"{output}.scales", axis=0)
        numbers = self.op("Cast", [rows], f"{output}.numbers", to=TensorProto.FLOAT)
        centred = self.op("Sub", [numbers, self.constant("zero_point", float(ZERO_POINT))], f"{output}.centred")
        each = self.op("Unsqueeze", [scales, self.constant("last_axis", [-1])], f"{output}.scales_each")
        scaled = self.op("Mul", [centred, each], f"{output}.scaled")
        return self.op("Reshape", [scaled, self.constant(f"to_width_{width}", [0, 0, width])], output)

    def model(self, name: str) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, name, self.inputs, self.outputs, list(self._initialisers.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="parley")
        model.ir_version = 10
        return model
