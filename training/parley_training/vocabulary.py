"""The policy's tokenizer: the base model's byte-level BPE, cut to what the corpus uses, with Parley's tags and slots added.

A small model spends a third of its weights and most of its loss on a vocabulary that hotel talk never touches. The cut keeps
every byte, every token that the corpus needs with all the merges that lead to it, and then the earliest merges; text of the
corpus is split exactly as the base model splits it, and any other text is still lossless, in more tokens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

END = "<end>"
PAD = "<pad>"


@dataclass(frozen=True)
class BytePairs:
    """A byte-level BPE: tokens in order of their ids, and merges in order of their rank."""

    tokens: list[str]
    merges: list[tuple[str, str]]


@dataclass(frozen=True)
class Vocabulary:
    """The cut tokenizer, and for each of its tokens the ids of the base model that its embedding starts from (their mean)."""

    tokenizer: Tokenizer
    origins: list[list[int]]

    @property
    def size(self) -> int:
        return len(self.origins)


def byte_pair_tokenizer(pairs: BytePairs) -> Tokenizer:
    """Byte-level BPE with every digit on its own, as SmolLM2 was trained; a GGUF file loses that first step."""
    tokenizer = Tokenizer(
        models.BPE(
            vocab={token: index for index, token in enumerate(pairs.tokens)},
            merges=pairs.merges,
        )
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def byte_pairs_of(tokenizer_json: str) -> BytePairs:
    """Tokens and merges of a `tokenizer.json`; its added tokens (chat markers) are left out."""
    model = json.loads(tokenizer_json)["model"]
    by_id = sorted(model["vocab"].items(), key=lambda item: item[1])
    merges = [tuple(merge) if isinstance(merge, list) else tuple(merge.split(" ")) for merge in model["merges"]]
    return BytePairs([token for token, _ in by_id], merges)


def cut(pairs: BytePairs, texts: Iterable[str], size: int) -> BytePairs:
    """The byte pairs that `texts` need, filled up to `size` tokens with the earliest merges.

    A token comes about by one merge alone, so keeping the tokens of a text and all that they were merged from keeps every step
    by which the text is split: the cut tokenizer splits it into the very same tokens.

    :raises ValueError: if the texts need more than `size` tokens
    """
    parents = {left + right: (left, right) for left, right in pairs.merges}
    kept = set(pre_tokenizers.ByteLevel.alphabet())

    def keep(token: str) -> None:
        pending = [token]
        while pending:
            each = pending.pop()
            if each in kept:
                continue
            kept.add(each)
            pending.extend(parents.get(each, ()))

    tokenizer = byte_pair_tokenizer(pairs)
    for text in texts:
        for token in tokenizer.encode(text, add_special_tokens=False).tokens:
            keep(token)
    if len(kept) > size:
        raise ValueError(f"The corpus needs {len(kept)} tokens, and the vocabulary may have {size}")
    for left, right in pairs.merges:
        if len(kept) >= size:
            break
        if left in kept and right in kept:
            kept.add(left + right)
    known = set(pairs.tokens)
    tokens = [token for token in pairs.tokens if token in kept] + sorted(kept - known)
    return BytePairs(
        tokens,
        [(left, right) for left, right in pairs.merges if left + right in kept and left in kept and right in kept],
    )


def words_of(tag: str) -> str:
    """A tag or slot in plain words, to start its embedding from: `<act:need_approval>` is "act need approval"."""
    return tag.strip("<>{}/").replace(":", " ").replace("_", " ")


def build_vocabulary(base: BytePairs, texts: Iterable[str], tags: list[str], slots: list[str], size: int) -> Vocabulary:
    """Cuts the base vocabulary and adds tags and slots, each one token.

    A tag takes the space before it with it (the transcript always has one there); a slot does not, since words do not
    always: `({ask_rate})`.
    """
    pairs = cut(base, texts, size)
    tokenizer = byte_pair_tokenizer(pairs)
    tokenizer.add_tokens([AddedToken(tag, lstrip=True, rstrip=False, normalized=False, special=False) for tag in tags])
    tokenizer.add_tokens(
        [AddedToken(slot, lstrip=False, rstrip=False, normalized=False, special=False) for slot in slots]
    )
    tokenizer.add_special_tokens([AddedToken(PAD, normalized=False, special=True)])
    return Vocabulary(tokenizer, origins_of(tokenizer, base))


def origins_of(tokenizer: Tokenizer, base: BytePairs) -> list[list[int]]:
    """For each token of a cut tokenizer, the ids of the base that its embedding starts from."""
    reference = byte_pair_tokenizer(base)
    base_ids = {token: index for index, token in enumerate(base.tokens)}
    added = {index: token.content for index, token in tokenizer.get_added_tokens_decoder().items()}
    origins = []
    for index in range(tokenizer.get_vocab_size()):
        if index not in added:
            token = tokenizer.id_to_token(index)
            origins.append([base_ids[token]] if token in base_ids else [])
        elif added[index] == PAD:
            origins.append([])
        else:
            origins.append(reference.encode(" " + words_of(added[index]), add_special_tokens=False).ids)
    return origins


def decode(tokenizer: Tokenizer, ids: list[int]) -> str:
    """The text of tokens: as it was written, with one space before each tag."""
    parts: list[str] = []
    run: list[int] = []

    def flush() -> None:
        if run:
            parts.append(tokenizer.decode(run, skip_special_tokens=False))
            run.clear()

    for index in ids:
        token = tokenizer.id_to_token(index)
        if token is not None and token.startswith("<") and token.endswith(">") and len(token) > 2:
            flush()
            if token != PAD:
                parts.append(" " + token)
        elif token is not None and token.startswith("{") and token.endswith("}") and len(token) > 2:
            flush()
            parts.append(token)
        else:
            run.append(index)
    flush()
    return "".join(parts)


def save_vocabulary(vocabulary: Vocabulary, directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    vocabulary.tokenizer.save(str(directory / "tokenizer.json"))
    (directory / "origins.json").write_text(json.dumps(vocabulary.origins))


def load_vocabulary(directory: Path) -> Vocabulary:
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    return Vocabulary(tokenizer, json.loads((directory / "origins.json").read_text()))
