"""Initialisers of a graph in files beside it, so that graphs can share them and no file becomes too large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto

LARGEST_FILE = 90 * 2**20
# Where a tensor begins: mapped files are read by pages.
ALIGNMENT = 4096
_TYPES = {
    "float32": TensorProto.FLOAT,
    "float16": TensorProto.FLOAT16,
    "uint8": TensorProto.UINT8,
    "int64": TensorProto.INT64,
}


@dataclass(frozen=True)
class Place:
    """Where the bytes of a tensor lie."""

    file: str
    offset: int
    length: int
    shape: tuple[int, ...]
    kind: str


class ExternalData:
    """Writes tensors one after the other into `<stem>-0.bin`, `<stem>-1.bin` …, none larger than `largest` bytes."""

    def __init__(self, directory: Path, stem: str, largest: int = LARGEST_FILE):
        directory.mkdir(parents=True, exist_ok=True)
        for old in directory.glob(f"{stem}-*.bin"):
            old.unlink()
        self._directory = directory
        self._stem = stem
        self._largest = largest
        self._number = 0
        self.places: dict[str, Place] = {}

    def add(self, name: str, array: numpy.ndarray) -> None:
        """:raises ValueError: for a name that is there already"""
        if name in self.places:
            raise ValueError(f"{name} is written already")
        content = numpy.ascontiguousarray(array).tobytes()
        path = self._path()
        size = path.stat().st_size if path.exists() else 0
        offset = -(-size // ALIGNMENT) * ALIGNMENT
        if size > 0 and offset + len(content) > self._largest:
            self._number += 1
            path, size, offset = self._path(), 0, 0
        with path.open("ab") as file:
            file.write(b"\0" * (offset - size))
            file.write(content)
        self.places[name] = Place(path.name, offset, len(content), tuple(array.shape), str(array.dtype))

    def _path(self) -> Path:
        return self._directory / f"{self._stem}-{self._number}.bin"


def initialiser(name: str, place: Place) -> onnx.TensorProto:
    """A tensor of a graph whose bytes lie in a file of the graph's own folder."""
    tensor = TensorProto()
    tensor.name = name
    tensor.data_type = _TYPES[place.kind]
    tensor.dims.extend(place.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", place.file), ("offset", place.offset), ("length", place.length)):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, str(value)
    return tensor
