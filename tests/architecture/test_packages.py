"""The five packages are ours, and importing the command line stays light."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A worker may set a variable for itself before its libraries load; that reads nothing.
READS_ENVIRONMENT = re.compile(r"getenv|os\.environ(?!\['\w+'\] = )")
HEAVY = (
    "torch",
    "chainlit",
    "langgraph",
    "openai",
    "skia",
    "cv2",
    "c2pa",
    "av",
    "onnxruntime",
    "sentence_transformers",
    "psycopg",
    "xllamacpp",
)


@pytest.mark.parametrize("name", ["agent", "tools", "renderer", "memory", "ui"])
def test_the_package_that_is_imported_is_this_one(name: str) -> None:
    """Another distribution that ships a top-level `tools` would shadow ours without a word."""
    assert Path(str(import_module(name).__file__)).parent.parent == ROOT


def test_help_loads_no_heavy_library() -> None:
    code = f"import sys, ui.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for package in ("agent", "tools", "renderer", "memory")
        for path in (ROOT / package).rglob("*.py")
        if READS_ENVIRONMENT.search(path.read_text())
    ]
    assert readers == []


def test_init_files_are_empty() -> None:
    filled = [
        path
        for package in ("agent", "tools", "renderer", "memory", "ui")
        for path in (ROOT / package).rglob("__init__.py")
        if path.read_text()
    ]
    assert filled == []
