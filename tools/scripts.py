"""The words of a script that a person hands in as Markdown, Word or PDF."""

from __future__ import annotations

from pathlib import Path

from tools.documents import PDF, ZIP, pdf_pages, plain_text, word_blocks
from tools.errors import DocumentUnreadable, ScriptUnreadable

MAX_CHARS = 60_000


def script_text(path: Path, name: str) -> str:
    """Paragraphs in reading order, a blank line between them. `name` is what the person called it.

    What it is follows from the bytes, not from the name. Raises ScriptUnreadable with one sentence.
    """
    with path.open("rb") as source:
        head = source.read(8)
    try:
        if head.startswith(PDF):
            text = "\n\n".join(pdf_pages(path, name)[0])
        elif head.startswith(ZIP):
            text = "\n\n".join(block for block, _ in word_blocks(path, name))
        else:
            text = plain_text(path, name)
    except DocumentUnreadable as error:
        raise ScriptUnreadable(str(error)) from error
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    if not text:
        raise ScriptUnreadable(f"{name!r} holds no text that can be read; paste the script into the chat instead.")
    if len(text) > MAX_CHARS:
        raise ScriptUnreadable(
            f"{name!r} holds {len(text):,} characters and a film takes at most {MAX_CHARS:,}; hand in the part for this film."
        )
    return text
