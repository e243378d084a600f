"""Music as it is written: structure, harmony, and beats where scenes change. No sound is made."""

from __future__ import annotations

from itertools import pairwise

import pytest

from renderer.errors import UnknownMood
from renderer.music.harmony import DOMINANT, MAJOR, MINOR, Key, voicing
from renderer.music.moods import MOODS
from renderer.music.score import Score, arrangement, write
from renderer.music.tempo import BEND, fit

CUTS = (4.3, 9.8, 15.2, 21.0, 26.1)


@pytest.fixture(params=[(mood, seed) for mood in MOODS for seed in (0, 1)], ids=str)
def score(request: pytest.FixtureRequest) -> Score:
    mood, seed = request.param
    return write(mood, 30.0, seed, CUTS)


def test_every_note_is_in_the_key_or_leads_to_its_tonic(score: Score) -> None:
    scale = {score.key.pitch_class(degree) for degree in range(7)}
    leading = (score.key.tonic + 11) % 12
    for note in score.notes:
        bar = score.bars[min(int(note.beat // 4), len(score.bars) - 1)]
        allowed = scale | ({leading} if score.key.scale == MINOR and bar.degree == DOMINANT else set())
        assert note.pitch % 12 in allowed, (note, bar)


def test_the_last_chord_is_the_tonic_on_the_last_beat_and_another_leads_to_it(score: Score) -> None:
    end = score.grid.beats
    last = [note for note in score.notes if note.beat >= end]
    bass = next(note for note in last if note.part == "bass")
    assert bass.pitch % 12 == score.key.tonic and bass.beat == end
    assert {note.pitch % 12 for note in last} <= set(score.key.chord(0, (0, *score.mood.chord)))
    assert score.bars[-1].section == "cadence"
    assert score.bars[-1].degree == score.mood.cadence != 0
    assert max(hit.beat for hit in score.hits) == end if score.hits else True


def test_chords_move_by_small_steps(score: Score) -> None:
    part = "pad" if "pad" in score.mood.band else "comp"
    chords: dict[int, set[int]] = {}
    for note in score.notes:
        if note.part == part and note.beat < score.grid.beats:
            chords.setdefault(int(note.beat // 4), set()).add(note.pitch)
    moves = [
        abs(low - high)
        for before, after in pairwise(sorted(notes) for _, notes in sorted(chords.items()))
        for low, high in zip(before, after, strict=False)
    ]
    assert moves and max(moves) <= 7
    assert sum(moves) / len(moves) < 3


def test_tunes_rest_on_notes_of_the_chord(score: Score) -> None:
    for note in score.notes:
        if note.part == "lead" and note.beat % 4 == 0 and note.beat < score.grid.beats:
            bar = score.bars[int(note.beat // 4)]
            chord = score.key.chord(bar.degree, (0, 2, 4), leads=score.key.scale == MINOR and bar.degree == DOMINANT)
            assert note.pitch % 12 in chord


def test_a_piece_has_an_intro_a_build_a_drop_and_a_cadence(score: Score) -> None:
    sections = [bar.section for bar in score.bars]
    assert sections[0] == "intro" and sections[-1] == "cadence" and "chorus" in sections
    assert sections.index("verse") < sections.index("chorus")
    if len(sections) >= 10:
        assert "break" in sections
    beat = [bar.layers["beat"] for bar in score.bars]
    assert beat[0] == 0 and max(beat) == beat[sections.index("chorus")] == 1


def test_scenes_change_on_beats(score: Score) -> None:
    late = [score.grid.off_beat_s(cut) for cut in CUTS]
    assert sum(one < 0.03 for one in late) >= 4


def test_the_tempo_bends_no_further_than_is_heard(score: Score) -> None:
    for (second, beat), (later, end) in pairwise(score.grid.anchors):
        assert abs(60 * (end - beat) / (later - second) / score.grid.bpm - 1) <= BEND + 0.001
    low, high = score.mood.tempo
    assert low <= score.grid.bpm <= high


@pytest.mark.parametrize("seconds", [1.0, 2.5, 6.0, 14.9, 61.3, 600.0])
def test_the_last_chord_rings_out_within_the_film(seconds: float) -> None:
    for mood in MOODS.values():
        grid = fit(seconds, mood.tempo, [seconds * share for share in (0.21, 0.43, 0.77)])
        ring = seconds - grid.last_s
        assert min(1.5, seconds / 3) - 0.01 <= ring <= 7.0


def test_without_scene_changes_the_tempo_is_even() -> None:
    grid = fit(30.0, (100, 110))
    assert len(grid.anchors) == 1
    assert grid.at(8) == pytest.approx(8 * 60 / grid.bpm)


def test_the_same_film_has_the_same_score_and_another_seed_another() -> None:
    one, same, other = write("jazz", 20, 3, CUTS[:3]), write("jazz", 20, 3, CUTS[:3]), write("jazz", 20, 4, CUTS[:3])
    assert one.notes == same.notes and one.hits == same.hits
    assert one.notes != other.notes


def test_sections_begin_where_scenes_begin_if_that_is_near() -> None:
    assert arrangement(14).index("break") == 6
    assert arrangement(14, {7}).index("break") == 7


def test_every_bar_of_any_length_is_arranged() -> None:
    for bars in range(1, 200):
        assert len(arrangement(bars)) == bars


def test_a_chord_takes_the_position_next_to_the_one_before() -> None:
    c_major = Key(0, MAJOR)
    home = voicing(c_major.chord(0, (0, 2, 4)), 62)
    dominant = voicing(c_major.chord(4, (0, 2, 4)), 62, home)
    assert sorted(note % 12 for note in dominant) == [2, 7, 11]
    assert sum(abs(a - b) for a, b in zip(home, dominant, strict=True)) <= 5


def test_an_unknown_mood_is_named() -> None:
    with pytest.raises(UnknownMood, match=r"'sad'.*calm"):
        write("sad", 5)


@pytest.mark.parametrize("mood", MOODS)
def test_something_struck_says_when_the_last_chord_is(mood: str) -> None:
    score = write(mood, 24.0, 1)
    struck = {note.part for note in score.notes if note.beat == score.grid.beats} - {"pad", "bass"}
    assert struck
    if "comp" not in MOODS[mood].band:
        together = [note for note in score.notes if note.part == "arp" and note.beat >= score.grid.beats]
        assert {note.beat for note in together} == {float(score.grid.beats)}
