"""From an exported model back to its weights, so that a later run can go on from the models that are there."""

from __future__ import annotations

from pathlib import Path

import numpy
import onnx
from transformers import LlamaConfig

from .external_data import Place
from .policy_weights import PolicyWeights
from .quantise import Quantised, dequantise
from .scorer_graph import MATRICES, norms_of, parts_of

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
    arrays = _arrays(graph)
    matrices = {
        name.removesuffix(".data"): Quantised(array, arrays[f"{name.removesuffix('.data')}.scales"])
        for name, array in arrays.items()
        if name.endswith(".data")
    }
    embedding = matrices.pop("embedding")
    norms = {name: array for name, array in arrays.items() if name.endswith("norm")}
    return PolicyWeights(LlamaConfig.from_pretrained(graph.parent), embedding, matrices, norms)


def read_scorer(
    graph: Path, layers: int
) -> tuple[dict[str, numpy.ndarray], dict[str, tuple[numpy.ndarray, numpy.ndarray]]]:
    """The encoder's weights by their names, and its heads by theirs: weight (classes, 2·width) and bias (classes).

    :raises FileNotFoundError: where the graph or a file of weights is missing
    """
    arrays = _arrays(graph)
    state = {
        "embeddings.word_embeddings.weight": dequantise(Quantised(arrays["words.data"], arrays["words.scales"])),
        "embeddings.position_embeddings.weight": arrays["places"],
        "embeddings.token_type_embeddings.weight": arrays["types_table"],
    }
    for layer in range(layers):
        for name in MATRICES:
            own, prefix = parts_of(layer, name), f"layer.{layer}.{name}"
            matrix = dequantise(Quantised(arrays[f"{prefix}.data"], arrays[f"{prefix}.scales"]))
            for part, weight in zip(own, numpy.split(matrix, len(own))):
                state[f"{part}.weight"] = weight
            for part, bias in zip(own, numpy.split(arrays[f"{prefix}.bias"], len(own))):
                state[f"{part}.bias"] = bias
    for name, part in norms_of(layers).items():
        state[f"{part}.weight"], state[f"{part}.bias"] = arrays[f"{name}.weight"], arrays[f"{name}.bias"]
    named = [name.split(".")[1] for name in arrays if name.startswith("head.") and name.endswith(".weight")]
    return state, {head: (arrays[f"head.{head}.weight"].T, arrays[f"head.{head}.bias"]) for head in named}


def _arrays(graph: Path) -> dict[str, numpy.ndarray]:
    return {name: _read(graph.parent, place) for name, place in read_places(graph).items()}


def _read(folder: Path, place: Place) -> numpy.ndarray:
    with (folder / place.file).open("rb") as file:
        file.seek(place.offset)
        return numpy.frombuffer(file.read(place.length), dtype=place.kind).reshape(place.shape).copy()
