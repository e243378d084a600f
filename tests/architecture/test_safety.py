"""Ways to run a text as a program, or to read a file as one, are nowhere in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("agent", "tools", "renderer", "memory", "ui", "evals")
FORBIDDEN = {
    "os.system", "os.popen", "os.execl", "os.execlp", "os.execle", "os.spawnl", "os.spawnlp", "subprocess.getoutput",
    "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "eval", "exec", "pickle.load", "pickle.loads",
    "marshal.loads", "shelve.open", "yaml.load", "yaml.unsafe_load", "tempfile.mktemp", "torch.load",
}  # fmt: skip
# Between a worker and its own parent, over a pipe that only they hold.
ALLOWED = {("renderer/farm.py", "pickle.loads")}
# What opens a file that may be a stranger's: in a process of its own, or what was made here before.
OPENERS = {
    # run apart
    "tools/clips.py", "tools/opening.py", "tools/provenance/looking.py",
    # what tools/assets.py stored, films of ours, weights that are held to their hash
    "tools/brand/logos.py", "tools/comparing.py", "tools/moderation/pictures.py", "renderer/encode.py",
    "renderer/soundtrack.py", "tools/model_sources.py",
}  # fmt: skip
STARTING = ("subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output")


def called(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{called(value)}.{name}"
    return ""


def calls(source: str) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node.lineno, called(node.func), node


def faults(source: str) -> list[str]:
    found = []
    for line, name, call in calls(source):
        if name in FORBIDDEN:
            found.append(f"{line}: {name}")
        shell = [word for word in call.keywords if word.arg == "shell"]
        if shell and not (isinstance(shell[0].value, ast.Constant) and shell[0].value.value is False):
            found.append(f"{line}: {name} with shell")
        if name in STARTING and call.args and isinstance(call.args[0], (ast.JoinedStr, ast.Constant)):
            found.append(f"{line}: {name} of one string")
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_text_is_run_as_a_program(package: str) -> None:
    found = []
    for path in (ROOT / package).rglob("*.py"):
        name = str(path.relative_to(ROOT))
        found += [f"{name}:{bad}" for bad in faults(path.read_text(encoding="utf-8")) if (name, bad.split()[1]) not in ALLOWED]
    assert found == []


def test_files_of_strangers_are_opened_in_few_places() -> None:
    found = set()
    for package in ("agent", "tools", "renderer", "memory", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            names = {name for _, name, _ in calls(path.read_text(encoding="utf-8"))}
            if names & {"av.open", "Image.open", "pypdf.PdfReader", "docx.Document", "zipfile.ZipFile"}:
                found.add(str(path.relative_to(ROOT)))
    assert found - {"tools/documents.py"} <= OPENERS, "open it by tools.opening, which bounds what it may do"


@pytest.mark.parametrize(
    "source",
    [
        "subprocess.run('ls -l', check=True)",
        "subprocess.Popen(command, shell=True)",
        "subprocess.run(f'ffmpeg {name}', shell=yes)",
        "os.system(command)",
        "yaml.load(text)",
        "eval(text)",
    ],
)
def test_the_check_sees_what_it_is_for(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source", ["subprocess.run([program, name])", "yaml.safe_load(text)", "model.eval()", "run(shell=False)"]
)
def test_the_check_leaves_the_rest_alone(source: str) -> None:
    assert faults(source) == []
