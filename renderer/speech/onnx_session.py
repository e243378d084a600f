"""Networks made ready to run, in as little memory as onnxruntime takes."""

from __future__ import annotations

import tempfile

import onnxruntime as ort

from renderer import heap
from renderer.speech.onnx_cut import Network


def session(network: Network) -> ort.InferenceSession:
    """A session on one thread: two were measured to be slower."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
    # By way of a file: of a model given as bytes onnxruntime keeps a copy for as long as the session lives.
    with tempfile.NamedTemporaryFile(prefix="agency-", suffix=".onnx") as file:
        network.write(file)
        file.flush()
        made = ort.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])
    heap.trim()
    return made
