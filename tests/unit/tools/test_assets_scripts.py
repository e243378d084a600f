"""The words of scripts in three kinds of file."""

from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tools.errors import ScriptUnreadable
from tools.scripts import script_text


def pdf(path: Path, words: str) -> Path:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 18 Tf 20 100 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(path)
    return path


def test_markdown_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    path.write_text("\ufeff# Lumo\r\n\r\nIt costs $89.  \r\n", encoding="utf-8")
    assert script_text(path, "s.md") == "# Lumo\n\nIt costs $89."


def test_a_word_file_gives_its_paragraphs_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Meet Lumo.")
    document.add_paragraph("It costs $89.")
    document.save(str(tmp_path / "s.docx"))
    assert script_text(tmp_path / "s.docx", "s.docx") == "Meet Lumo.\n\nIt costs $89."


def test_a_pdf_gives_its_words(tmp_path: Path) -> None:
    assert script_text(pdf(tmp_path / "s.pdf", "It costs $89 on 3 June."), "s.pdf") == "It costs $89 on 3 June."


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK\x03\x04 broken", "s.docx", "no Word document"),
        (b"%PDF-1.7 broken", "s.pdf", "no PDF that can be opened"),
        (b"\xff\xfa\x00\x01\x80\x81", "s.md", "is not text"),
        (b"  \n ", "s.md", "holds no text"),
        (b"a" * 70_000, "s.md", "at most 60,000"),
    ],
)
def test_an_unreadable_script_is_refused_in_one_sentence(tmp_path: Path, data: bytes, name: str, says: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(data)
    with pytest.raises(ScriptUnreadable, match=says):
        script_text(path, name)
