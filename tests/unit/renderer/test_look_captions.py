"""Rows of a caption: two at most, evened out, and none that ends on an article where another break fits."""

from renderer.look.captions import rows
from renderer.look.phrases import clings


def test_of_two_rows_the_first_ends_on_no_article() -> None:
    texts = ["Nothing", "brings", "people", "to", "the", "same", "page"]
    widths = [10.0 * len(text) for text in texts]
    counts = rows(widths, 10.0, 220.0, texts)
    assert len(counts) == 2
    assert not clings(texts[counts[0] - 1])


def test_rows_are_as_even_as_the_words_allow() -> None:
    assert rows([50.0] * 6, 10.0, 200.0, list("uvwxyz")) == [3, 3]


def test_what_fits_one_row_stays_one() -> None:
    assert rows([50.0, 50.0], 10.0, 200.0, ["the", "end"]) == [2]


def test_articles_of_seven_languages_cling() -> None:
    assert all(clings(word) for word in ("the", "Der", "les", "una", "gli", "«um", "het"))
    assert not clings("page")
