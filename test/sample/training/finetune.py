"""Tunes the answering model on question and passage pairs."""

import deepspeed
import torch
from transformers import AutoModelForCausalLM


def main(model_path: str, batches) -> None:
    torch.cuda.set_device(0)
    model = AutoModelForCausalLM.from_pretrained(
        model_path, torch_dtype=torch.bfloat16, attn_implementation="flash_attention_2"
    )
    engine, *_ = deepspeed.initialize(model=model, config="training/ds_config.json")
    for batch in batches:
        batch = {name: tensor.cuda() for name, tensor in batch.items()}
        loss = engine(**batch).loss
        engine.backward(loss)
        engine.step()
