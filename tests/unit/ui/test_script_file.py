"""A script that is handed in as a file: its text, or one sentence."""

from pathlib import Path

import pytest

from ui.commission import SCRIPT_BYTES, script_in
from ui.errors import ScriptFileUnreadable


def test_a_script_is_read_as_it_is_saved_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "script.md"
    file.write_bytes("## Scene 1\r\n\r\nMeet Lumo, für 89 €.\r\n".encode("utf-8-sig"))
    assert script_in(file).startswith("## Scene 1") and "für 89 €" in script_in(file)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "'script.md' is empty"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"#" * (SCRIPT_BYTES + 1), "is larger than a script can be"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_file_that_is_none_is_said_in_a_sentence(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "script.md"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ScriptFileUnreadable, match=says):
        script_in(file)
