"""What cannot be held is dropped before anything sees it."""

from ui.cleaning import clean, clean_doc


def test_nul_and_lone_surrogates_go_and_everything_else_stays() -> None:
    assert clean("a\x00b\ud83dc\udc00") == "abc"
    assert clean("Café \U0001f389\n\t\u202e מים") == "Café \U0001f389\n\t\u202e מים"


def test_a_document_is_cleaned_all_the_way_down() -> None:
    assert clean_doc({"na\x00me": ["a\x00", {"b": ("\ud800", 3, None)}]}) == {"name": ["a", {"b": ["", 3, None]}]}
