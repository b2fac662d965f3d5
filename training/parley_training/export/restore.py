"""From an exported policy back to its weights, so that a later run can go on from the models that are there."""

from __future__ import annotations

from pathlib import Path

import numpy
import onnx
from transformers import LlamaConfig

from .external_data import Place
from .policy_weights import PolicyWeights
from .quantise import Quantised

_KINDS = {onnx.TensorProto.FLOAT: "float32", onnx.TensorProto.UINT8: "uint8"}


def read_places(graph: Path) -> dict[str, Place]:
    """Where the weights of a graph lie, by name.

    :raises FileNotFoundError: where there is no such graph
    """
    places = {}
    for tensor in onnx.load(graph, load_external_data=False).graph.initializer:
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            entry = {each.key: each.value for each in tensor.external_data}
            shape, kind = tuple(tensor.dims), _KINDS[tensor.data_type]
            places[tensor.name] = Place(entry["location"], int(entry["offset"]), int(entry["length"]), shape, kind)
    return places


def read_base(graph: Path) -> PolicyWeights:
    """Weights of the base from its graph, the files beside it and their `config.json`.

    :raises FileNotFoundError: where the graph, a file of weights or `config.json` is missing
    """
    arrays = {name: _read(graph.parent, place) for name, place in read_places(graph).items()}
    matrices = {
        name.removesuffix(".data"): Quantised(array, arrays[f"{name.removesuffix('.data')}.scales"])
        for name, array in arrays.items()
        if name.endswith(".data")
    }
    embedding = matrices.pop("embedding")
    norms = {name: array for name, array in arrays.items() if name.endswith("norm")}
    return PolicyWeights(LlamaConfig.from_pretrained(graph.parent), embedding, matrices, norms)


def _read(folder: Path, place: Place) -> numpy.ndarray:
    with (folder / place.file).open("rb") as file:
        file.seek(place.offset)
        return numpy.frombuffer(file.read(place.length), dtype=place.kind).reshape(place.shape).copy()
