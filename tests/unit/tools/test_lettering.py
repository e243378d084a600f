"""A film says which letters its fonts lack, before anybody sees an empty box."""

from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tools.lettering import missing_letters


def board(headline: str, narration: str = "", captions: str = "word") -> Storyboard:
    scene = Scene(id="s1", narration=narration, on_screen=OnScreen(headline=headline))
    return Storyboard(title="x", scenes=(scene,), captions=captions)  # type: ignore[arg-type]


def test_scripts_that_are_shipped_need_no_word() -> None:
    spaced = ("Łódź 40 %", "Привет", "مرحبا", "שלום", "नमस्ते", "নমস্কার", "வணக்கம்", "안녕하세요")
    for text in (*spaced, "สวัสดี", "今日は映像です", "你好世界"):
        assert missing_letters(board(text)) == "", text


def test_letters_without_a_font_are_named_in_one_sentence() -> None:
    told = missing_letters(board("ᠮᠣᠩᠭᠣᠯ"))
    assert "ᠮ" in told
    assert told.count(".") == 1


def test_what_is_only_spoken_matters_where_captions_show_it() -> None:
    assert missing_letters(board("Hello", "Hello 😀"))
    assert missing_letters(board("Hello", "Hello 😀", "off")) == ""
