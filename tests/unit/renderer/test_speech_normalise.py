"""What is said for what is written, and which written word each spoken one belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.errors import UnspeakableText
from renderer.speech.normalise import normalise
from renderer.speech.numerals import cardinal, decimal, ordinal, year

READINGS = {
    "https://www.acme-shop.com/spring-sale?x=1": "acme dash shop dot com slash spring dash sale",
    "acme.io": "acme dot I.O.",
    "hello@acme.com": "hello at acme dot com",
    "(555) 123-4567": "five five five, one two three, four five six seven",
    "1-800-FLOWERS": "one, eight hundred, Flowers",
    "+44 20 7946 0958": "plus four four, two zero, seven nine four six, zero nine five eight",
    "version 2.1.3": "version two point one point three",
    "v3": "version three",
    "open 24/7": "open twenty-four seven",
    "$1,299.99": "one thousand two hundred ninety-nine dollars and ninety-nine cents",
    "$19/month": "nineteen dollars per month",
    "€3 million": "three million euros",
    "$5k": "five thousand dollars",
    "$1": "one dollar",
    "$10-$20": "ten to twenty dollars",
    "40 %": "forty percent",
    "50-70%": "fifty to seventy percent",
    "March 5, 2026": "March fifth, twenty twenty-six",
    "Jan. 5th": "January fifth",
    "5 May": "the fifth of May",
    "2026-03-05": "March fifth, twenty twenty-six",
    "3/5/2026": "March fifth, twenty twenty-six",
    "7:30 pm": "seven thirty P.M.",
    "10am-5pm": "ten A.M. to five P.M.",
    "12:05": "twelve oh five",
    "10–15 people": "ten to fifteen people",
    "2019-2024": "twenty nineteen to twenty twenty-four",
    "5 km": "five kilometers",
    "1 kg": "one kilogram",
    "10GB": "ten gigabytes",
    "20°C": "twenty degrees Celsius",
    "3x": "three times",
    "1/2 cup": "one half cup",
    "21st": "twenty-first",
    "the 1990s": "the nineteen nineties",
    "#BigSale": "hashtag Big Sale",
    "@acme": "at acme",
    "#1": "number one",
    "Q&A": "Q and A",
    "Dr. Smith": "Doctor Smith",
    "007": "zero zero seven",
    "-5": "minus five",
    "a 5-star hotel": "a five star hotel",
    "and/or": "and or",
    "4K": "four K.",
}


def said(text: str) -> str:
    return " ".join(word.text for word in normalise(text, {}))


@pytest.mark.parametrize("written", READINGS)
def test_what_is_written_is_said_as_people_say_it(written: str) -> None:
    assert said(written) == READINGS[written]


@pytest.mark.parametrize("written", READINGS)
def test_a_reading_fits_into_a_sentence(written: str) -> None:
    core = READINGS[written].removesuffix(".").replace("a five", "five")
    assert core in said(f"So here it is: {written}, as we promised.").replace(".,", ",").replace("a five", "five")


def test_each_spoken_word_knows_its_written_one() -> None:
    words = normalise("Pay $19/month now, or call 555-0199.", {})
    assert [word.written for word in words if word.text in ("nineteen", "dollars", "per", "month")] == [1, 1, 1, 1]
    assert {word.text: word.written for word in words}["now,"] == 2
    assert words[-1].written == 5


def test_emoji_are_silent_and_keep_the_count_of_words() -> None:
    words = normalise("Big sale 🎉🎉 today ✨", {})
    assert [(word.text, word.written) for word in words] == [("Big", 0), ("sale", 1), ("today", 3)]


def test_only_emoji_leaves_nothing_to_say() -> None:
    assert normalise("🎉 🎊 …", {}) == ()


def test_the_lexicon_wins_over_every_rule() -> None:
    words = normalise("Try Acme Cloud 2.1, or acme.io.", {"acme.io": "ˈækmi", "Acme Cloud": "ˈækmi klˈWd"})
    assert [(word.text, word.written) for word in words if word.ipa] == [("Acme-Cloud", 1), ("acme-io.", 5)]


def test_letters_no_english_voice_can_read_are_refused() -> None:
    with pytest.raises(UnspeakableText, match="'привет'"):
        normalise("Say привет", {})


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_any_ascii_text_gives_words_in_order_without_digits(text: str) -> None:
    words = normalise(text, {})
    owners = [word.written for word in words]
    assert owners == sorted(owners)
    assert all(0 <= owner < len(text.split()) for owner in owners)
    assert not any(character.isdigit() for word in words for character in word.text)


def test_numbers() -> None:
    assert cardinal(1_250_017) == "one million two hundred fifty thousand seventeen"
    assert [ordinal(n) for n in (1, 12, 20, 101)] == ["first", "twelfth", "twentieth", "one hundred first"]
    assert [year(n) for n in (1905, 2000, 2007, 2026)] == [
        "nineteen oh five",
        "two thousand",
        "two thousand seven",
        "twenty twenty-six",
    ]
    assert decimal("3.05") == "three point zero five"
