"""Caption blocks break where people pause, and files follow the standards."""

from renderer.spec import Word
from tools.captions import lines, srt, vtt


def spoken(text: str) -> list[Word]:
    return [Word(text=word, start_s=i * 0.5, end_s=i * 0.5 + 0.4) for i, word in enumerate(text.split())]


def test_no_block_is_longer_than_its_aspect_allows() -> None:
    words = spoken(
        "Every morning the whole team opens one simple page and everybody knows exactly what has to happen before lunch today"
    )
    for aspect, limit in (("16:9", 64), ("9:16", 26)):
        assert all(len(" ".join(word.text for word in block)) <= limit for block in lines(words, aspect))  # type: ignore[arg-type]


def test_every_word_is_shown_once_and_in_order() -> None:
    words = spoken("We made it smaller, lighter and cheaper. Come and see it on Friday at the fair!")
    assert [word for block in lines(words, "9:16") for word in block] == words


def test_a_block_never_ends_on_an_article() -> None:
    words = spoken("Nothing else brings people in your company to the same page")
    assert all(block[-1].text not in {"the", "your", "to"} for block in lines(words, "9:16"))


def test_subtitle_files_carry_the_clock() -> None:
    blocks = [(Word(text="Hello", start_s=61.25, end_s=61.9), Word(text="there", start_s=62.0, end_s=3661.5))]
    assert srt(blocks) == "1\n00:01:01,250 --> 01:01:01,500\nHello there\n"
    assert vtt(blocks).startswith("WEBVTT\n\n00:01:01.250 --> 01:01:01.500\nHello there")


def test_a_file_has_two_rows_at_most_and_none_ends_on_an_article() -> None:
    blocks = lines(spoken("Nothing else brings all the people in your company to the same page before lunch"), "16:9")
    rows = [row for cue in srt(blocks).split("\n\n") for row in cue.strip().split("\n")[2:]]
    assert max(len(row) for row in rows) <= 38
    assert all(row.split()[-1] not in {"the", "your", "to", "in"} for row in rows)


def test_unspaced_scripts_are_counted_wide_and_joined_without_spaces() -> None:
    words = [Word(text=letter * 3, start_s=i * 0.5, end_s=i * 0.5 + 0.4) for i, letter in enumerate("今日朝全員同頁開")]
    blocks = lines(words, "9:16")
    assert all(sum(2 * len(word.text) + 1 for word in block) <= 27 for block in blocks)
    assert " " not in srt(blocks[:1]).split("\n", 2)[2]
