"""The text of a document, line by line with the page each stands on: PDF, Word, HTML, Markdown, plain text."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeVar

from tools.errors import DocumentUnreadable

T = TypeVar("T")
LARGER = 1.12  # than running text, from which on a line of a PDF is a heading
LONGEST_HEADING = 90
MAX_UNPACKED = 60_000_000
MAX_ENTRIES = 2_000
MOST_PACKED, SWOLLEN_FROM = 150, 5_000_000  # times smaller, of entries from so many bytes on
MAX_TEXT = 4_000_000
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
# A damaged archive makes the libraries fall over wherever the damage is met: in its lists, its bytes, its XML, its references.
_WORD_FALLS_OVER = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, ValueError, LookupError, TypeError,
    AttributeError, ArithmeticError, RuntimeError,
)  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|body|div|h1|p|article|main|meta|title|link|script|style|section)\b",
    re.I | re.S,
)


@dataclass(frozen=True)
class TextLine:
    """A line as it stands; `page` counts from 1, in text without pages it is the number of the line, None where neither is known.

    Headings begin with '# ', cells of one row of a table stand in one line between ' | '.
    """

    text: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """The lines that hold text. `pages` is how many the document has, `unread` how many of them were left out."""

    lines: tuple[TextLine, ...]
    pages: int = 1
    unread: int = 0

    def text(self) -> str:
        """Everything, a line a line."""
        return "\n".join(line.text for line in self.lines)


def read_document(path: Path, name: str, most_pages: int | None = None) -> Document:
    """What a document is follows from its bytes, not from `name`. Raises DocumentUnreadable with one sentence.

    Of a longer PDF, `most_pages` are read from the start. Nothing that a document refers to is fetched.
    """
    with path.open("rb") as source:
        head = source.read(1024)
    if PDF in head:
        return _pdf(path, name, most_pages)
    if head.startswith(ZIP):
        return _word(path, name)
    text = plain_text(path, name)
    if _HTML.match(text):
        return Document(tuple(_html_lines(text)))
    return Document(tuple(TextLine(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()))


def plain_text(path: Path, name: str) -> str:
    """A text file, UTF-8 or UTF-16. Raises DocumentUnreadable."""
    if path.stat().st_size > MAX_TEXT:
        raise DocumentUnreadable(f"{name!r} holds more than {MAX_TEXT // 1_000_000} MB of text; hand in the part that matters.")
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentUnreadable(f"{name!r} is not text; hand it in as .md, .docx or .pdf.") from error
    if "\x00" in text:
        raise DocumentUnreadable(f"{name!r} is not text; hand it in as .md, .docx or .pdf.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def pdf_pages(path: Path, name: str, most_pages: int | None = None) -> tuple[list[str], int]:
    """The text of each page, and how many pages there are in all. Raises DocumentUnreadable."""
    return _of_pages(path, name, most_pages, lambda page: str(page.extract_text()))


def _of_pages(path: Path, name: str, most_pages: int | None, read: Callable[[Any], T]) -> tuple[list[T], int]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted:
            raise DocumentUnreadable(f"{name!r} is locked with a password; hand in one without.")
        count = len(reader.pages)
        return [read(reader.pages[index]) for index in range(min(count, most_pages or count))], count
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # A damaged file makes the library fall over wherever the damage is met.
        raise DocumentUnreadable(f"{name!r} is no PDF that can be opened; save it again, or hand in its text.") from error


def _sized_lines(page: Any) -> list[tuple[str, float]]:
    """The lines of a page, each with the size of its largest letters in points; 0 where that is not known."""
    lines: list[tuple[str, float]] = [("", 0.0)]

    def visit(text: str, ctm: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        points = abs(size * (matrix[3] or matrix[1]) * (ctm[3] or ctm[1])) if text.strip() else 0.0
        for place, piece in enumerate(text.split("\n")):
            if place:
                lines.append(("", 0.0))
            before, largest = lines[-1]
            lines[-1] = (before + piece, max(largest, points if piece.strip() else 0.0))

    page.extract_text(visitor_text=visit)
    return [(line.strip(), size) for line, size in lines if line.strip()]


def word_blocks(path: Path, name: str) -> list[tuple[str, bool]]:
    """Paragraphs and rows of tables in reading order, each with whether it is a heading. Raises DocumentUnreadable."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive, name)
        return [(text, heading) for text, heading in _blocks(docx.Document(str(path))) if text]
    except (*_WORD_FALLS_OVER, OpcError, PythonDocxError) as error:
        raise DocumentUnreadable(
            f"{name!r} is no Word document that can be opened; save it again as .docx, .pdf or .md."
        ) from error


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    """A few bytes that unpack to a hall full of them. What an entry says of its size holds: nothing is read beyond it."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    is_swollen = any(entry.file_size > SWOLLEN_FROM and entry.file_size > MOST_PACKED * entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES or is_swollen:
        raise DocumentUnreadable(f"{name!r} is too large once unpacked; hand it in without pictures.")


def _blocks(document: Any) -> Iterator[tuple[str, bool]]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from ((" | ".join(cell.text.strip() for cell in row.cells), False) for row in part.rows)
        else:
            yield part.text.strip(), part.style is not None and part.style.name.startswith(("Heading", "Title"))


def _pdf(path: Path, name: str, most_pages: int | None) -> Document:
    pages, count = _of_pages(path, name, most_pages, _sized_lines)
    letters: Counter[float] = Counter()
    for page in pages:
        for text, size in page:
            letters[round(size, 1)] += len(text)
    running = letters.most_common(1)[0][0] if letters else 0.0  # the size that most letters have

    def line(text: str, size: float, number: int) -> TextLine:
        is_heading = 0 < running * LARGER < size and len(text) <= LONGEST_HEADING and not text.startswith("#")
        return TextLine(f"# {text}" if is_heading else text, number)

    lines = tuple(line(text, size, number) for number, page in enumerate(pages, 1) for text, size in page)
    return Document(lines, count, count - len(pages))


def _word(path: Path, name: str) -> Document:
    blocks = word_blocks(path, name)
    lines = (f"# {text}" if heading else line.strip() for text, heading in blocks for line in text.splitlines())
    return Document(tuple(TextLine(line) for line in lines if line))


def _html_lines(text: str) -> Iterator[TextLine]:
    parser = _Blocks()
    parser.feed(text)
    parser.close()
    for line, number in parser.done():
        yield TextLine(line, number)


class _Blocks(HTMLParser):
    """The words a reader of the page sees, a block a line, each with the line of the source it begins in.

    Menus and buttons are left out. Where a page marks its main part and that holds a text, only it is read.
    """

    HIDDEN = frozenset(("script", "style", "template", "noscript", "head", "nav", "button", "select", "svg", "iframe", "dialog"))
    MAIN = frozenset(("main", "article"))
    A_TEXT = 400
    HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
    BREAKS = HEADINGS | {
        "p", "div", "li", "tr", "br", "section", "article", "main", "header", "footer", "ul", "ol", "table", "dt", "dd",
        "blockquote",
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[str, int, bool]] = []
        self._now, self._hidden, self._began, self._main = "", 0, 1, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HIDDEN:
            self._hidden += 1
        elif tag in self.BREAKS:
            self._flush()
            if tag in self.HEADINGS:
                self._now = "# "
            if tag in self.MAIN:
                self._main += 1
        elif tag in ("td", "th") and self._now.strip():
            self._now += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in self.BREAKS:
            self._flush()
            if tag in self.MAIN:
                self._main = max(0, self._main - 1)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._now.strip("# "):
            self._began = self.getpos()[0]
        self._now += re.sub(r"\s+", " ", data)

    def done(self) -> list[tuple[str, int]]:
        """All lines; nothing can be fed afterwards."""
        self._flush()
        main = [line for line in self._lines if line[2]]
        wanted = main if sum(len(text) for text, _, _ in main) >= self.A_TEXT else self._lines
        return [(text, began) for text, began, _ in wanted]

    def _flush(self) -> None:
        line = self._now.strip()
        if line.strip("# |"):
            self._lines.append((line, self._began, self._main > 0))
        self._now = ""
