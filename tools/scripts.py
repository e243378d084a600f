"""The words of a script that a person hands in as Markdown, Word or PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tools.errors import ScriptUnreadable

MAX_CHARS = 60_000
MAX_UNPACKED = 60_000_000
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"


def script_text(path: Path, name: str) -> str:
    """Paragraphs in reading order, a blank line between them. `name` is what the person called it.

    What it is follows from the bytes, not from the name. Raises ScriptUnreadable with one sentence.
    """
    with path.open("rb") as source:
        head = source.read(8)
    if head.startswith(PDF):
        text = _pdf(path, name)
    elif head.startswith(ZIP):
        text = _word(path, name)
    else:
        text = _plain(path, name)
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if not text:
        raise ScriptUnreadable(f"{name!r} holds no text that can be read; paste the script into the chat instead.")
    if len(text) > MAX_CHARS:
        raise ScriptUnreadable(
            f"{name!r} holds {len(text):,} characters and a film takes at most {MAX_CHARS:,}; hand in the part for this film."
        )
    return text


def _plain(path: Path, name: str) -> str:
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ScriptUnreadable(f"{name!r} is not text; hand in a script as .md, .docx or .pdf.") from error
    if "\x00" in text:
        raise ScriptUnreadable(f"{name!r} is not text; hand in a script as .md, .docx or .pdf.")
    return text


def _word(path: Path, name: str) -> str:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise ScriptUnreadable(f"{name!r} is too large once unpacked; hand in a script without pictures.")
        document = docx.Document(str(path))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError) as error:
        raise ScriptUnreadable(
            f"{name!r} is no Word document that can be opened; save it again as .docx, .pdf or .md."
        ) from error
    lines = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n\n".join(line for line in (*lines, *cells) if line.strip())


def _pdf(path: Path, name: str) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted:
            raise ScriptUnreadable(f"{name!r} is locked with a password; hand in one without.")
        return "\n\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise ScriptUnreadable(
            f"{name!r} is no PDF that can be opened; save it again, or paste the script into the chat."
        ) from error
