"""Our GRPO loss is TRL's, on the same replies with the same advantages."""

from __future__ import annotations

import pytest
import torch

from parley_training.advantages import group_advantages
from parley_training.grammar_mask import TokenKinds
from parley_training.policy_update import policy_loss
from parley_training.shared_prefix import pad
from parley_training.trajectories import Packed, score_tokens

trl = pytest.importorskip("trl", reason="pip install -e '.[parity]' to hold our GRPO against TRL's")

CLIP, DIVERGENCE = 0.2, 0.05
CONTEXTS = [[3, 8, 13, 21], [5, 7]]
REPLIES = [[30, 31, 32], [40, 41], [50, 51, 52, 53], [60]]


def trainer_of(policy, vocabulary, folder):
    """TRL loads policy and reference from a folder."""
    from datasets import Dataset
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(tokenizer_object=vocabulary.tokenizer, pad_token="<pad>", eos_token="<end>")
    settings = trl.GRPOConfig(
        output_dir=str(folder),
        beta=DIVERGENCE,
        epsilon=CLIP,
        loss_type="bnpo",
        per_device_train_batch_size=4,
        num_generations=2,
        bf16=False,
        use_cpu=True,
        report_to=[],
    )
    data = Dataset.from_dict({"prompt": ["Good morning"]})
    policy.save_pretrained(folder / "policy")
    return trl.GRPOTrainer(
        str(folder / "policy"),
        lambda completions, **_: [0.0] * len(completions),
        settings,
        data,
        processing_class=tokenizer,
    )


def test_the_loss_and_its_gradient_are_the_same(policy, vocabulary, tmp_path):
    filler = TokenKinds(vocabulary.tokenizer).pad
    context_ids, context_real = pad(CONTEXTS, filler, "cpu")
    reply_ids, reply_real = pad(REPLIES, filler, "cpu")
    allowed = torch.ones(int(reply_real.sum()), vocabulary.size, dtype=torch.bool)
    packed = Packed(context_ids, context_real, reply_ids, reply_real, allowed)
    rewards = torch.tensor([[1.0, 0.2], [0.1, 0.9]])
    advantages = group_advantages(rewards, torch.ones(2, 2, dtype=torch.bool)).values.reshape(-1)
    torch.manual_seed(9)
    with torch.no_grad():
        now = score_tokens(policy, packed).log_probabilities
    # As if the replies had been sampled by another policy, and the base were a third one.
    old, reference = (now + 0.3 * torch.randn_like(now) for _ in range(2))

    ours = policy_loss(
        score_tokens(policy, packed).log_probabilities, old, reference, advantages[:, None], CLIP, DIVERGENCE
    )
    ours = (ours * reply_real).sum() / reply_real.sum()
    ours.backward()
    gradient = policy.model.layers[0].mlp.up_proj.weight.grad.clone()

    longest = context_ids.shape[1]
    # TRL pads prompts at the beginning, and gives every reply its own copy.
    prompts = torch.full((4, longest), filler)
    prompt_mask = torch.zeros(4, longest, dtype=torch.long)
    for row in range(4):
        context = CONTEXTS[row // 2]
        prompts[row, longest - len(context) :] = torch.tensor(context)
        prompt_mask[row, longest - len(context) :] = 1
    trainer = trainer_of(policy, vocabulary, tmp_path)
    inputs = {
        "prompt_ids": prompts,
        "prompt_mask": prompt_mask,
        "completion_ids": reply_ids,
        "completion_mask": reply_real.long(),
        "advantages": advantages,
        "old_per_token_logps": old,
        "ref_per_token_logps": reference,
        "num_items_in_batch": reply_real.sum(),
    }
    trainer.model.eval()
    theirs = trainer._compute_loss(trainer.model, inputs)
    theirs.backward()
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-4)
    torch.testing.assert_close(gradient, trainer.model.model.layers[0].mlp.up_proj.weight.grad, rtol=1e-3, atol=1e-6)
