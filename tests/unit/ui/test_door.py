"""Bad inputs at the terminal: one sentence, exit code 1 or 2, no trace, and nothing is opened for them."""

import json
import sys
from pathlib import Path

import pytest

from ui import cli


def leave(monkeypatch: pytest.MonkeyPatch, home: Path, *arguments: str) -> int:
    monkeypatch.setenv("AGENCY_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["agency", *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(str(left.value.code))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["make", ""], 1, "The message is empty"),
        (["make", "x" * 20_001], 1, "20,001 characters and at most 20,000"),
        (["make", "\U0001f389\U0001f389"], 1, "There are no words in"),
        (["make", "\x00 \ud800"], 1, "The message is empty"),
        (["make", "A film about tea, 10 seconds, three minutes"], 1, "'10 seconds' and 'three minutes' cannot both"),
        (["make", "A film about tea", "--seconds", "1"], 1, "'1 second' cannot be made; a film here runs from 3 seconds"),
        (["make", "A film about tea, 2 hours long"], 1, "'2 hours' cannot be made"),
        (["make", "A film about tea", "--aspect", "5:7"], 2, "'5:7' is not one of '16:9'"),
        (["make"], 2, "Missing argument 'brief'"),
        (["say", "p1", " \x00"], 1, "the message is empty; say what to change"),
        (["bogus"], 2, "No such command 'bogus'"),
        (["render", "nowhere.json", "out.mp4"], 2, "does not exist"),
        (["verify", "nowhere.mp4"], 1, "there is no file 'nowhere.mp4'; name the film to verify"),
    ],
)
def test_a_bad_input_is_one_sentence(
    arguments: list[str],
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert leave(monkeypatch, tmp_path / "home", *arguments) == code
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1 and "Traceback" not in said.err
    assert said.out == ""
    assert not (tmp_path / "home").exists(), "nothing was opened"


def test_a_program_gets_the_question_as_json(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(monkeypatch, tmp_path, "make", "10 seconds, three minutes", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "asking" and "cannot both be the length" in told["question"] and told["video"] is None
