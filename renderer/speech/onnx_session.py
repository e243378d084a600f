"""Networks made ready to run, in as little memory as onnxruntime takes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

import onnxruntime as ort

from renderer import heap
from renderer.speech.onnx_cut import Network


def session(make: Callable[[], Network]) -> ort.InferenceSession:
    """A session on one thread: two were measured to be slower.

    What `make` gives is written and let go of before the session is made, so that no two copies of the weights meet.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
    # By way of a file: of a model given as bytes onnxruntime keeps a copy for as long as the session lives.
    with tempfile.NamedTemporaryFile(prefix="agency-", suffix=".onnx") as file:
        make().write(file)
        file.flush()
        heap.trim()
        made = ort.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])
    heap.trim()
    return made
