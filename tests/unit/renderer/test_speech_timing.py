"""Timings, lips and chunks from made-up durations: no network is asked."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from renderer.errors import UnspeakableText, UnsupportedLanguage
from renderer.spec import Utterance
from renderer.speech.engine import Phoneme, Timing
from renderer.speech.phonemes import MAX_PHONEMES, Chunk, chunks, model_symbols
from renderer.speech.timing import UNIT, settle, timing
from renderer.speech.visemes import mouth_track, phrases, stresses


def heard(*sounds: tuple[str, float], stressed: str = "") -> Timing:
    phonemes, at = [], 0.1
    for ipa, length in sounds:
        phonemes.append(Phoneme(ipa, at, at + length, ipa in stressed))
        at += length
    return Timing(int((at + 0.15) * 48_000), (), tuple(phonemes))


def test_lengths_add_up_and_silent_words_stay_in_the_list() -> None:
    chunk = Chunk("ˈO bˈi", (0, 0, -1, 2, 2, 2))
    part = settle(chunk, np.array([9, 1, 4, 2, 3, 1, 5, 20], np.float32), first=True, last=True)
    result = timing("Oh 🎉 be", [part])
    assert result.samples == part.samples == int(part.units.sum()) * UNIT
    assert [word.text for word in result.words] == ["Oh", "🎉", "be"]
    assert result.words[1].start_s == result.words[1].end_s == result.words[0].end_s
    assert [(sound.ipa, sound.stressed) for sound in result.phonemes] == [("O", True), ("b", False), ("i", True)]


def test_words_are_in_order_and_inside_the_line() -> None:
    parts = chunks(Utterance(text="We open at 7:30 pm, $19/month. Call now!", voice="x"))
    measured = [settle(part, np.full(len(part.symbols) + 2, 3, np.float32), True, True) for part in parts]
    result = timing("We open at 7:30 pm, $19/month. Call now!", measured)
    times = [time for word in result.words for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[0] >= 0 and times[-1] <= result.duration_s
    assert all(word.end_s > word.start_s for word in result.words)


def test_long_text_is_split_and_nothing_is_lost() -> None:
    text = "This is one short sentence. " * 20 + "And a very long one, " + "which goes on and on and on, " * 25 + "and ends."
    parts = chunks(Utterance(text=text, voice="x"))
    assert max(len(part.symbols) for part in parts) <= MAX_PHONEMES
    owners = {owner for part in parts for owner in part.owners} - {-1}
    assert owners == set(range(len(text.split())))


def test_a_pronunciation_is_used_as_it_is_given() -> None:
    utterance = Utterance(text="Meet Nimbus.", voice="x", lexicon=(("Nimbus", "/ˈnɪmboʊs/"),))
    assert chunks(utterance)[0].symbols.endswith("nˈɪmbOs.") or chunks(utterance)[0].symbols.endswith("ˈnɪmbOs.")
    with pytest.raises(UnspeakableText, match="'123'"):
        model_symbols("123")


def test_other_languages_are_refused() -> None:
    with pytest.raises(UnsupportedLanguage, match="'de'"):
        chunks(Utterance(text="Guten Tag", voice="x", language="de"))


def test_lips_close_for_every_m_b_and_p() -> None:
    result = heard(("m", 0.08), ("A", 0.12), ("b", 0.03), ("i", 0.03), ("p", 0.03), ("ə", 0.1))
    keys = mouth_track(result)
    closures = [key for before, key in pairwise(keys) if key.viseme == "MBP" != before.viseme]
    assert len(closures) == 3


def test_lips_round_before_a_round_vowel() -> None:
    straight = mouth_track(heard(("k", 0.1), ("i", 0.15)))
    rounded = mouth_track(heard(("k", 0.1), ("u", 0.15)))
    assert next(key.viseme for key in straight if key.viseme != "rest") == "K"
    assert next(key.viseme for key in rounded if key.viseme != "rest") == "OO"


def test_a_diphthong_moves() -> None:
    shapes = [key.viseme for key in mouth_track(heard(("I", 0.25)))]
    assert list(dict.fromkeys(shapes)) == ["rest", "AA", "EE"]
    assert shapes[-1] == "rest"


def test_keys_are_in_order_and_closed_at_the_ends_and_in_pauses() -> None:
    result = heard(*[(sound, 0.04) for sound in "nˈɪmbəs".replace("ˈ", "")], (",", 0.4), ("ð", 0.05), ("ə", 0.05), stressed="ɪ")
    keys = mouth_track(result)
    times = np.array([key.at_s for key in keys])
    assert np.all(np.diff(times) >= 0)
    assert keys[0].viseme == keys[-1].viseme == "rest"
    assert any(key.viseme == "rest" and 0.4 < key.at_s < 0.75 for key in keys)


def test_stresses_keep_their_distance_and_phrases_end_in_pauses() -> None:
    result = heard(("ɪ", 0.1), ("æ", 0.2), (",", 0.3), ("ɪ", 0.1), (".", 0.05), stressed="ɪæ")
    assert stresses(result) == (0.2, 0.7)
    assert phrases(result) == (0.4, 0.8)


def test_a_change_of_shape_is_half_done_where_one_sound_becomes_the_next() -> None:
    keys = mouth_track(heard(("ɑ", 0.2), ("s", 0.2), ("ɑ", 0.2)))
    for before, after in pairwise(keys):
        if before.viseme == "AA" and after.viseme == "SS":
            assert (before.at_s + after.at_s) / 2 == pytest.approx(0.2, abs=0.11)
            first = (before.at_s + after.at_s) / 2
        if before.viseme == "SS" and after.viseme == "AA":
            assert (before.at_s + after.at_s) / 2 - first == pytest.approx(0.2, abs=1e-3)


def test_a_consonant_too_short_to_be_formed_is_left_out_but_a_closure_never_is() -> None:
    shapes = {key.viseme for key in mouth_track(heard(("ɑ", 0.2), ("s", 0.025), ("i", 0.2), ("p", 0.025), ("ɑ", 0.2)))}
    assert "SS" not in shapes
    assert "MBP" in shapes
