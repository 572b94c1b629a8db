"""Weights of a network → the network, run by onnxruntime on the processor. The only use of onnxruntime.

Strategy: one thread for each run, and several runs at once where a caller has several threads: so two cores read a
fifth more than when they share each run, and nothing is filled up to one length.
"""

from __future__ import annotations

import onnxruntime


def session(weights: bytes) -> onnxruntime.InferenceSession:
    """The network of an ONNX file; any thread may run it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
