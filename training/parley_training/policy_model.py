"""The policy's network: SmolLM2-135M-Instruct with the cut vocabulary, or a tiny random one for tests of the chain."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

from . import attention
from .pretrained import SMOLLM2
from .vocabulary import BytePairs, Vocabulary, byte_pairs_of, load_vocabulary, save_vocabulary

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"


def base_byte_pairs(kind: str) -> BytePairs:
    """The byte pairs that the vocabulary is cut from; the random base has bytes alone."""
    if kind == "random":
        from tokenizers import pre_tokenizers

        return BytePairs(sorted(pre_tokenizers.ByteLevel.alphabet()), [])
    tokenizer = AutoTokenizer.from_pretrained(SMOLLM2.directory, gguf_file=GGUF)
    return byte_pairs_of(tokenizer.backend_tokenizer.to_str())


def base_policy(kind: str, vocabulary: Vocabulary, seed: int) -> LlamaForCausalLM:
    """The untrained policy in float32; the embedding of an added token is the mean of its words' embeddings."""
    attention.register()
    size = vocabulary.size
    if kind == "random":
        torch.manual_seed(seed)
        config = LlamaConfig(
            vocab_size=size,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
            max_position_embeddings=4096,
            tie_word_embeddings=True,
            attn_implementation=attention.NAME,
        )
        return LlamaForCausalLM(config)
    model = AutoModelForCausalLM.from_pretrained(SMOLLM2.directory, gguf_file=GGUF, attn_implementation=attention.NAME)
    # What is left of the GGUF's quantisation would stop the model from being saved.
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.hf_quantizer = None
    model.is_quantized = False
    old = model.get_input_embeddings().weight.data
    mean = old.mean(0)
    new = torch.stack([old[origin].mean(0) if origin else mean for origin in vocabulary.origins])
    model.resize_token_embeddings(size, mean_resizing=False)
    model.get_input_embeddings().weight.data.copy_(new)
    end = vocabulary.tokenizer.token_to_id("<end>")
    pad = vocabulary.tokenizer.token_to_id("<pad>")
    for config in (model.config, model.generation_config):
        config.bos_token_id, config.eos_token_id, config.pad_token_id = None, end, pad
    return model


def take_weights(model: LlamaForCausalLM, vocabulary: Vocabulary, directory: Path) -> None:
    """Puts the weights of an earlier policy into a new one. A token that the earlier one did not have keeps the embedding it has.

    :raises FileNotFoundError: where there is no policy in that folder
    """
    if not (directory / "config.json").exists():
        raise FileNotFoundError(f"There is no policy to go on from in {directory}")
    before, known = load_policy(directory, torch.float32, "cpu")
    rows = known.tokenizer.get_vocab()
    pairs = [(row, rows[token]) for token, row in vocabulary.tokenizer.get_vocab().items() if token in rows]
    own, earlier = (torch.tensor(side) for side in zip(*pairs))
    with torch.no_grad():
        model.get_input_embeddings().weight[own] = before.get_input_embeddings().weight[earlier]
    # The head is tied to the embedding, which has rows of its own.
    rest = {
        name: value
        for name, value in before.state_dict().items()
        if "embed_tokens" not in name and "lm_head" not in name
    }
    model.load_state_dict(rest, strict=False)


def save_policy(model: LlamaForCausalLM, vocabulary: Vocabulary, directory: Path) -> None:
    """Weights in bfloat16 (what training computed with) and the tokenizer, in Hugging Face layout."""
    directory.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(directory)
    save_vocabulary(vocabulary, directory)


def load_policy(directory: Path, precision: torch.dtype, device: str) -> tuple[LlamaForCausalLM, Vocabulary]:
    attention.register()
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=precision, attn_implementation=attention.NAME)
    return model.to(device), load_vocabulary(directory)
