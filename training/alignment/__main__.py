"""`python -m training.alignment network`: stories written for it → the network that reads two passages together.
`python -m training.alignment weights`: stories annotated by others → what its answers count for, to be put into
`evidence/likeness.py` by hand.

    pip install -r training/requirements.txt -e .
    python -m training.alignment network
    python -m training.alignment weights

The network learns from `stories/`, then from the train stories of `examples/`: forty minutes on two cores. The
weights are learnt from the train stories of `examples/` and, where their texts lie beside the checkout, of BASIL open.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import torch

from training.alignment import known, weights
from training.alignment.export import export
from training.alignment.network import load
from training.alignment.train import Pair, Recipe, finish, train
from training.meaning.teacher import pieces_of, teacher, vectors
from training.voices.__main__ import WEIGHTS, pretrained
from training.voices.train import tokenizer_of
from twosource.models import comparing, meaning


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.alignment", description=__doc__.splitlines()[0])
    parser.add_argument("made", choices=("network", "weights"), help="what to make")
    parser.add_argument("--runs", type=Path, default=Path("out/training/alignment"), help="where the checkpoint goes")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the network goes; the package, unless told")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--written", type=Path, help="a checkpoint that knows the written stories: go on there")
    parser.add_argument("--checkpoint", type=Path, help="train nothing: export this one")
    asked = parser.parse_args()
    if asked.made == "weights":
        tell_weights(asked.out, asked.threads)
        return
    recipe = replace(Recipe(), threads=asked.threads)
    torch.manual_seed(recipe.seed)
    net = load(pretrained() / "model.safetensors", recipe.layers)
    if asked.checkpoint or asked.written:
        net.load_state_dict(torch.load(asked.checkpoint or asked.written, map_location="cpu"))
    if not asked.checkpoint:
        written = list(known.of_written())
        if not asked.written:
            train(net, stories(written), asked.runs, recipe)
        some = random.Random(recipe.seed).sample(written, recipe.among)
        finish(net, stories(some), stories(known.of_examples()), asked.runs, recipe)
    asked.out.mkdir(parents=True, exist_ok=True)
    export(net, asked.out / "alignment.onnx")


def stories(found: Iterable[known.Told]) -> list[list[Pair]]:
    """Stories as pairs of pieces, with the cosines of the encoder's own vectors."""
    tables = meaning.load()
    told = [list(known.labelled(story, tables)) for story in found]
    texts = sorted({text for story in told for pair in story for text in (pair.one, pair.other)})
    pieces = pieces_of(tokenizer_of(pretrained() / "tokenizer.json"), texts)
    found = vectors(teacher(pretrained() / "model.safetensors"), pieces)
    ids, rows = dict(zip(texts, map(tuple, pieces), strict=True)), dict(zip(texts, found, strict=True))
    return [
        [
            Pair(
                ids[pair.one],
                ids[pair.other],
                pair.shared,
                pair.same,
                float(rows[pair.one] @ rows[pair.other]),
                pair.looks.odds,
            )
            for pair in story
        ]
        for story in told
    ]


def tell_weights(folder: Path, threads: int) -> None:
    tables, compare = meaning.load(), comparing.load(folder, threads)
    alone, read = [], []
    for real, told in ((False, known.of_examples()), (True, known.of_basil())):
        for story in told:
            pairs = list(known.labelled(story, tables))
            answers = compare([(pair.one, pair.other) for pair in pairs])
            alone.append(weights.learnt([(pair, weights.by_itself(pair.looks)) for pair in pairs], real=real))
            rows = [(pair, (pair.looks.odds, float(shared))) for pair, (shared, _) in zip(pairs, answers, strict=True)]
            read.append(weights.learnt(rows, real=real))
    print(weights.report(alone, weights.NAMES_BY_ITSELF))
    print(weights.report(read, weights.NAMES_READ))


if __name__ == "__main__":
    main()
