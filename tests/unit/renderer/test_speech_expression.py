"""Weight, breaths and rates laid over made-up durations: no network is asked."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer.spec import Manner, Utterance
from renderer.speech.expression import expressive, weights
from renderer.speech.phonemes import Chunk, chunks

EVEN = 8.0


def said(text: str, manner: Manner = "plain") -> tuple[Chunk, NDArray[np.float32]]:
    """The one chunk of `text` whose sounds all last 0.2 s, as it is said."""
    (chunk,) = chunks(Utterance(text=text, voice="x"))
    units = np.full(len(chunk.symbols) + 2, EVEN, np.float32)
    return chunk, expressive(chunk, units, text, manner)[1:-1]


def of_word(chunk: Chunk, lengths: NDArray[np.float32], word: int) -> float:
    """Mean length of the sounds of a written word."""
    return float(np.mean([length for length, owner in zip(lengths, chunk.owners, strict=True) if owner == word]))


@pytest.mark.parametrize(
    ("text", "weighty", "prices"),
    [
        ("It costs €49 today", {2: 1.0}, {2}),
        ("It costs forty-nine euros today", {2: 1.0}, {2}),
        ("Save 1,200 dollars, or 20 % of it", {1: 1.0, 4: 0.7, 5: 0.7}, {1}),
        ("Ask for “Early Bird” at NIMBUS now", {2: 0.7, 3: 0.7, 5: 0.9}, set()),
        ("THIS LINE SHOUTS IT ALL", {}, set()),
        ("One of us has two hands", {}, set()),
    ],
)
def test_what_matters_in_a_line(text: str, weighty: dict[int, float], prices: set[int]) -> None:
    found = weights(text)
    assert {i: weight for i, weight in enumerate(found.of) if weight} == weighty
    assert found.prices == prices


def test_a_price_is_longer_than_its_neighbours_and_follows_a_breath() -> None:
    chunk, lengths = said("It costs just forty-nine euros for every month of the year")
    assert of_word(chunk, lengths, 3) > 1.05 * of_word(chunk, lengths, 2)
    before = next(i for i, owner in enumerate(chunk.owners) if owner == 3) - 1
    usual = min(lengths[i] for i, symbol in enumerate(chunk.symbols) if symbol == " ")
    assert chunk.symbols[before] == " "
    short = np.full(len(chunk.symbols) + 2, 2, np.float32)
    assert expressive(chunk, short, "It costs just forty-nine euros for every month of the year")[before + 1] >= 5 > 2
    assert lengths[before] >= usual


def test_nothing_breathes_where_a_mark_pauses_already() -> None:
    text = "Today, forty-nine euros is all that it will cost you to begin"
    chunk, _ = said(text)
    short = np.full(len(chunk.symbols) + 2, 2, np.float32)
    shaped = expressive(chunk, short, text)[1:-1]
    space = next(i for i, owner in enumerate(chunk.owners) if owner == 1) - 1
    assert shaped[space] <= 3


def test_a_question_is_followed_by_a_pause() -> None:
    text = "Do you know how it works? We will show it to you now"
    (chunk,) = chunks(Utterance(text=text, voice="x"))
    shaped = expressive(chunk, np.full(len(chunk.symbols) + 2, 2, np.float32), text)[1:-1]
    assert shaped[chunk.symbols.index("?")] >= 9


def test_short_sentences_take_their_time_and_long_ones_go_on() -> None:
    text = "Stop right there. We will show you in a moment how it is done at home."
    chunk, lengths = said(text)
    assert of_word(chunk, lengths, 0) > 1.03 * of_word(chunk, lengths, 4)


def test_a_calm_voice_pauses_longer_than_a_lively_one() -> None:
    text = "We pack it, we send it, and you open it at home."
    chunk, calm = said(text, "calm")
    _, plain = said(text)
    _, lively = said(text, "lively")
    comma = chunk.symbols.index(",")
    assert calm[comma] > plain[comma] > lively[comma]
    assert calm.sum() > plain.sum() > lively.sum()


def test_lengths_stay_whole_and_no_sound_is_lost() -> None:
    text = "So how much is it? Just €49 a month, and 20 % less in MAY."
    (chunk,) = chunks(Utterance(text=text, voice="x"))
    units = np.random.default_rng(5).integers(1, 6, len(chunk.symbols) + 2).astype(np.float32)
    shaped = expressive(chunk, units, text, "lively")
    assert shaped.dtype == np.float32
    assert np.array_equal(shaped, np.rint(shaped))
    assert shaped.min() >= 1
    assert shaped[0] == units[0]
    assert shaped[-1] == units[-1]
    assert 0.95 < shaped.sum() / units.sum() < 1.25
