"""`python -m training.meaning NEWS.jsonl …`: public news → the table of meaning, in the package.

    pip install -r training/requirements.txt -e .
    python -m training.meaning polnear-train.jsonl neus-train.jsonl ecbplus.jsonl --try stsb.jsonl mrpc.jsonl

A line of a file is a report: {"title", "text", "split"}; only `text` is a must. The teacher's vectors take most of the
time.
"""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch

from training.meaning.distil import Floats, Recipe, beginning, directions, distil
from training.meaning.evaluate import evaluate, told
from training.meaning.export import export
from training.meaning.teacher import pieces_of, teacher, vectors
from training.meaning.texts import texts
from training.voices.__main__ import WEIGHTS, pretrained
from training.voices.train import tokenizer_of
from twosource.models.meaning import load


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.meaning", description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path, nargs="+", help="reports to learn from")
    parser.add_argument("--try", dest="tried", type=Path, nargs="*", default=[], help="judged pairs to measure on")
    parser.add_argument(
        "--runs", type=Path, default=Path("out/training/meaning"), help="where the teacher's vectors go"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the table goes; the package, unless told")
    asked = parser.parse_args()
    recipe = Recipe()
    torch.set_num_threads(recipe.threads)
    tokenizer = tokenizer_of(pretrained() / "tokenizer.json")
    read = pieces_of(tokenizer, texts(asked.reports, recipe.seed))
    alone, taught = _teacher(asked.runs, tokenizer.get_vocab_size(), read)
    axes = directions(taught, recipe.wide)
    rows = distil(read, taught, beginning(alone, read, axes, recipe), axes, recipe)
    export(rows, asked.out / "meaning.npz")
    told([(path.stem, evaluate(load(asked.out), path)) for path in asked.tried])


def _teacher(runs: Path, vocabulary: int, read: list[list[int]]) -> tuple[Floats, Floats]:
    """The teacher's vectors of each piece alone and of each text; kept, since nothing takes as long."""
    runs.mkdir(parents=True, exist_ok=True)
    net = teacher(pretrained() / "model.safetensors")
    wanted = {"pieces": [[piece] for piece in range(vocabulary)], "texts": read}
    found = []
    for name, ids in wanted.items():
        kept = runs / f"{name}-{sha256(repr(ids).encode()).hexdigest()[:12]}.npy"
        if not kept.exists():
            np.save(kept, vectors(net, ids).astype(np.float16))
        found.append(np.load(kept).astype(np.float32))
    return found[0], found[1]


if __name__ == "__main__":
    main()
