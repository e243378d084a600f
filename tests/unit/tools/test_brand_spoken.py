"""How a brand speaks, read from transcripts: sentences, tone, phrases, and what viewers are asked to do."""

from __future__ import annotations

from tools.brand.spoken import lines_of, manner
from tools.transcribing import Said

ONE = (
    Said(0.0, 2.0, "You get up before everyone else."),
    Said(2.0, 4.0, "That's when the light"),
    Said(4.0, 6.0, "matters most. Light that follows the sun"),
    Said(6.0, 8.0, "is what we're made for."),
    Said(8.0, 10.0, "Isn't that nice? You'd be surprised."),
    Said(10.0, 12.0, "Visit northlight.example."),
)
OTHER = (
    Said(0.0, 3.0, "We've made light that follows the sun, for your desk."),
    Said(3.0, 6.0, "You'll never think about it again."),
    Said(6.0, 8.0, "Visit northlight.example!"),
)


def test_pieces_become_sentences_with_their_times() -> None:
    lines = lines_of("a", ONE)
    assert [line.text for line in lines][1:3] == [
        "That's when the light matters most.",
        "Light that follows the sun is what we're made for.",
    ]
    assert (lines[1].start_s, lines[2].end_s) == (2.0, 8.0) and 4.0 < lines[1].end_s < 6.0


def test_what_two_videos_share_is_found_once_each() -> None:
    found = manner({"a": ONE, "b": OTHER})
    told = {(turn.role, turn.text.casefold()): [line.video for line in turn.lines] for turn in found.turns}
    assert told == {
        ("call_to_action", "visit northlight.example."): ["a", "b"],
        ("recurring", "light that follows the sun"): ["a", "b"],
    }
    assert found.words_per_sentence == 5.6 and found.words_per_minute == 150
    assert found.tone.startswith("We sound direct, informal and plain: “you”, contractions, short sentences")


def test_a_film_alone_shares_nothing_and_too_few_words_say_nothing() -> None:
    assert [turn.role for turn in manner({"a": (*ONE, *OTHER)}).turns] == ["call_to_action"]
    assert manner({"b": OTHER[:1]}).turns == () and manner({}).tone == ""


def test_other_brands_speak_otherwise() -> None:
    long = (
        "The company was founded in the year nineteen hundred and twelve by two brothers who believed that a bank is for those "
        "who keep their savings in it and to nobody else at all."
    )
    assert manner({"a": [Said(0, 20, long), Said(20, 40, long)]}).tone == "We sound measured: long sentences."
