"""Whom a film is for, in what tone, and in which language it was asked for."""

import pytest

from agent.director.briefing import first_question, in_spoken
from agent.director.drafting import settled
from agent.director.read_brief import read_brief
from agent.director.read_facts import facts
from agent.director.read_people import audience_of, tone_of
from agent.director.read_tongue import tongue_of


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("A film about soup. Warm and honest, please. 20 s", "warm and honest"),
        ("keep it light-hearted", "light-hearted"),
        ("a quiet, elegant film about our museum", "quiet, elegant"),
        ("Soupe à l'oignon, ton décontracté", "décontracté"),
        ("Warm soup for cold days, with simple steps", None),
        ("风格活泼", "活泼"),
    ],
)
def test_a_tone_is_read_where_one_is_named(text, tone):
    assert tone_of(text, tongue_of(text)) == tone


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("A film for our new tenants about bins", "new tenants"),
        ("Explain compost to 8 year olds in 45 seconds", "8 year olds"),
        ("A film for our new bike. For commuters.", "commuters"),
        ("Audience: night nurses.", "night nurses"),
        ("Ein Film über Wärmepumpen für Hausbesitzer", "Hausbesitzer"),
        ("A 30 second film for our summer sale", None),
    ],
)
def test_an_audience_is_people(text, audience):
    assert audience_of(text) == audience


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Una película de medio minuto sobre nuestra panadería, para los vecinos", "es"),
        ("Maak een filmpje voor onze huurders over de lift", "nl"),
        ("新しいカフェの動画をお願いします", "ja"),
        ("A film about La Casa de Papel and the people who made it", "en"),
        ("video", None),
    ],
)
def test_a_language_is_told_by_its_small_words_or_letters(text, tag):
    assert tongue_of(text) == tag


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("open sat 14 june 10am-6pm", ("14 june", "10am-6pm")),
        ("corte por 39,90 €, en marzo, el 612 345 678", ("39,90 €", "marzo", "612 345 678")),
        ("月卡19.9元,5月1日上线", ("19.9元", "5月1日")),
        ("salaire 42 000 €, 12 rue des Lilas, à 8h30", ("42 000 €", "12 rue des Lilas", "8h30")),
        ("40 robots in 12 countries since 1987", ("40 robots", "12 countries", "1987")),
        ("swap scenes in 3 slides", ()),
    ],
)
def test_facts_are_read_in_any_spelling(text, held):
    assert facts(text) == held


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("half a min on soup", 30),
        ("Three quarters of a minute on soup", 45),
        ("A quarter of a minute will do", 15),
        ("30秒の動画", 30),
    ],
)
def test_lengths_in_words(text, seconds):
    assert (length := read_brief(text).length) and length.target_s == seconds


def test_a_language_that_no_voice_speaks_is_asked_about_and_then_left():
    text = "Ein Video über unsere neue Wärmepumpe für Hausbesitzer"
    reading = read_brief(text)
    brief = settled(reading.brief, "maya", text)
    assert brief.language and brief.language.value == "de"
    assert "German" in first_question(text, reading, reading.brief, ("en",))
    assert not first_question(text, reading, reading.brief)
    spoken = in_spoken(brief, ("en",))
    assert spoken.language and (spoken.language.value, spoken.language.source) == ("en", "assumed")
