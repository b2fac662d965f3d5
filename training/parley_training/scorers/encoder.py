"""The scorers' encoder: all-MiniLM-L6-v2 with Parley's tags and slots as single tokens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import torch
from tokenizers import AddedToken, Tokenizer
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, BertConfig, BertModel

from ..pretrained import MINILM
from ..vocabulary import words_of as words_of_tag


@dataclass(frozen=True)
class Batch:
    """Token ids, which of them are real, and which belong to the reply (1) or the context (0); all (rows, length)."""

    ids: torch.Tensor
    real: torch.Tensor
    types: torch.Tensor

    def to(self, device: str) -> Batch:
        return Batch(self.ids.to(device), self.real.to(device), self.types.to(device))


def _plain_tokenizer() -> Tokenizer:
    """MiniLM's own, without limits of length."""
    tokenizer = Tokenizer.from_file(str(MINILM.directory / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def new_tokenizer(tags: Sequence[str], slots: Sequence[str]) -> Tokenizer:
    """MiniLM's WordPiece with tags and slots added; no special tokens are put around a text."""
    tokenizer = _plain_tokenizer()
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
    model = BertModel.from_pretrained(MINILM.directory / "model", add_pooling_layer=False)
    old = model.get_input_embeddings().weight.data.clone()
    plain = _plain_tokenizer()
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
    ids, types = ([torch.tensor(own) for own in column] for column in zip(*rows))
    real = [torch.ones_like(own) for own in ids]
    return Batch(*(pad_sequence(each, batch_first=True) for each in (ids, real, types)))


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
