"""Weights of a network → the network, run by onnxruntime on the processor. The only use of onnxruntime.

Strategy: one thread for each run, and several runs at once where a caller has several threads: so two cores read a
fifth more than when they share each run, and nothing is filled up to one length.

onnxruntime 1.32 tells its makers about each process that loads it, under a name for the machine that it keeps in the
home folder; nothing but the environment, before it is loaded, holds it back. TwoSource promises that nobody is told.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # it would have told by now


def session(weights: bytes) -> onnxruntime.InferenceSession:
    """The network of an ONNX file; any thread may run it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
