"""Numbers, shapes, languages, facts and scripts are read exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.director.reading import (
    Contradiction,
    aspects,
    facts,
    guard,
    hex_of,
    languages,
    lengths,
    own_script,
    read_brief,
    script_scenes,
)

CAST = ["maya", "daniel", "ruth", "amina"]


@pytest.mark.parametrize(
    ("text", "low", "high", "mode"),
    [
        ("a minute and a half", 90, 90, "exact"),
        ("45 sec", 45, 45, "exact"),
        ("30-60 s", 30, 60, "exact"),
        ("between 30 and 60 seconds", 30, 60, "exact"),
        ("half a minute", 30, 30, "exact"),
        ("one and a half minutes", 90, 90, "exact"),
        ("1.5 min", 90, 90, "exact"),
        ("1,5 Minuten", 90, 90, "exact"),
        ("a 90-second film", 90, 90, "exact"),
        ("forty-five seconds", 45, 45, "exact"),
        ("2 min 30", 150, 150, "exact"),
        ("a minute and 20 seconds", 80, 80, "exact"),
        ("1m30s", 90, 90, "exact"),
        ("1:30 min", 90, 90, "exact"),
        ("under a minute", 60, 60, "max"),
        ("30 seconds max", 30, 30, "max"),
        ("about 40 seconds", 40, 40, "about"),
        ("20 seconds or so", 20, 20, "about"),
        ("one hundred and twenty seconds", 120, 120, "exact"),
        ("treinta segundos", 30, 30, "exact"),
        ("dreißig Sekunden", 30, 30, "exact"),
        ("2 hours", 7200, 7200, "exact"),
    ],
)
def test_lengths(text, low, high, mode):
    (length,) = lengths(text)
    assert (length.low_s, length.high_s, length.mode) == (low, high, mode)


@pytest.mark.parametrize("text", ["the second scene", "$30 sale", "version 2.30", "3 easy steps", "minutes matter"])
def test_no_length(text):
    assert lengths(text) == ()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Vertical 20 second video: our bakery Oakmill opens on Sundays. First 50 guests get a roll.",
            ("Sundays", "Oakmill", "50 guests"),
        ),
        ("Roast 1 kg tomatoes and 2 onions", ("1 kg", "2 onions")),
        ("Change the filter of the AirNest 2. Switch it off", ("AirNest 2",)),
    ],
)
def test_a_word_before_an_amount_makes_no_name_with_it(text, held):
    assert facts(text) == held


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("vertical", ("9:16",)),
        ("for reels", ("9:16",)),
        ("a TikTok about bees", ("9:16",)),
        ("for Instagram stories", ("9:16",)),
        ("make it square", ("1:1",)),
        ("9x16", ("9:16",)),
        ("16 : 9", ("16:9",)),
        ("1080x1920", ("9:16",)),
        ("4 by 5", ("4:5",)),
        ("widescreen", ("16:9",)),
        ("for YouTube", ("16:9",)),
        ("a YouTube Short in 9:16", ("9:16",)),
        ("vertical 16:9", ("16:9", "9:16")),
        ("Square hiring post, 25 s", ("1:1",)),
        ("ein quadratisches Video", ("1:1",)),
        ("A film about bees. Square. 20 s", ("1:1",)),
        ("the town square", ()),
        ("our town square farmers market video", ()),
        ("20 square meters", ()),
        ("a landscaping company", ()),
        ("doors open at 9:16", ()),
        ("our story", ()),
    ],
)
def test_aspects(text, shapes):
    assert aspects(text) == shapes


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("in Spanish", ("es",)),
        ("auf Deutsch", ("de",)),
        ("en français", ("fr",)),
        ("translate it to Brazilian Portuguese", ("pt-BR",)),
        ("a Japanese voiceover", ("ja",)),
        ("Spanish version please", ("es",)),
        ("our Spanish wine", ()),
        ("an English breakfast", ()),
        ("Polish your skills", ()),
    ],
)
def test_languages(text, tags):
    assert languages(text) == tags


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("#ff5130", "#FF5130"),
        ("#abc", "#AABBCC"),
        ("blue", "#1D4ED8"),
        ("dark green", "#166534"),
        ("rojo", "#DC2626"),
        ("our blue", None),
        ("brand blue", None),
        ("bluish", None),
    ],
)
def test_colors(text, value):
    assert hex_of(text) == value


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Only $1,299.99 until May 4th, 2027.", ("$1,299.99", "May 4th, 2027")),
        ("Save 20% with code SPRING at https://acme.io/a?b=1.", ("20%", "https://acme.io/a?b=1", "SPRING")),
        ("Mail hi@acme.io or call +1 555-123-4567 by 15:00 on Friday.", ("hi@acme.io", "+1 555-123-4567", "15:00", "Friday")),
        ("Join Dr. Anna Schmidt at 3 pm CET on 12 June.", ("3 pm CET", "12 June", "Dr. Anna Schmidt")),
        ('Say "No tricks" twice.', ("No tricks",)),
        ("It costs 19,90 € in a 16:9 film", ("19,90 €",)),
        ("we sell bread", ()),
    ],
)
def test_facts(text, held):
    assert facts(text) == held
    assert all(fact in text for fact in held)


@given(st.text(max_size=400))
def test_facts_stand_in_the_text_byte_for_byte(text):
    assert all(fact in text for fact in facts(text))


def test_brief_slots():
    reading = read_brief(
        "A 30 second vertical video about our espresso maker, $249 until May 4, presented by Daniel. Upbeat music, no captions. "
        'Brand colour #FF5130. Don\'t mention competitors. CTA: "Order today"',
        CAST,
    )
    brief = {name: entry.value for name, entry in reading.brief if entry}
    assert brief == {
        "duration_s": 30.0,
        "aspect": "9:16",
        "presenter": "daniel",
        "color": "#FF5130",
        "captions": "off",
        "music_mood": "uplifting",
        "must_include": ("$249", "May 4", "Order today"),
        "must_avoid": ("competitors",),
        "call_to_action": "Order today",
    }
    assert {entry.source for _, entry in reading.brief if entry} == {"said"}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Our tool sets up in 5 minutes. A 45-second explainer.", 45),
        ("video about 20 minute workouts", None),
        ("Bake for 20 minutes. 40 seconds long.", 40),
        ("A film on our 24 hour service", None),
        ("one minute how-to", 60),
        ("Recipe film, 60s", 60),
        ("a 30-45 second ad", 37.5),
    ],
)
def test_only_the_length_of_the_film_counts(text, seconds):
    entry = read_brief(text, CAST).brief.duration_s
    assert (entry and entry.value) == seconds


def test_contradictions_list_both():
    for text, values in [
        ("10 seconds, three minutes", ("10 seconds", "three minutes")),
        ("a vertical 16:9 video", ("16:9", "9:16")),
    ]:
        (clash,) = read_brief(text, CAST).contradictions
        assert isinstance(clash, Contradiction)
        assert clash.values == values
        assert all(value in clash.sentence for value in values)


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("a film in 5:7", "aspect", "5:7"),
        ("21:9 format", "aspect", "21:9"),
        ("about bees, in Klingon", "language", "Klingon"),
        ("presenter: Elon Musk", "presenter", "Elon Musk"),
    ],
)
def test_unknowns_say_what_there_is(text, kind, word):
    (unknown,) = read_brief(text, CAST).unknowns
    assert (unknown.kind, unknown.text) == (kind, word)
    assert repr(word) in unknown.sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("🎉🎉", "no words"),
        ("x" * 20_001, "20,000"),
        ("1 second video", "3 seconds"),
        ("a 2 hour film about bees", "10 minutes"),
        ("10 seconds, three minutes", "cannot both"),
    ],
)
def test_guard_stops_what_cannot_be_worked_on(text, words):
    sentence = guard(text)
    assert sentence is not None
    assert words in sentence


@pytest.mark.parametrize(
    "text",
    [
        "A 30 s film on bees",
        "hi",
        "approve",
        "20 minutes of yoga each",
        "make scene 1 4 seconds and scene 2 9 seconds",
        "1 second shorter",
        "x" * 20_000,
    ],
)
def test_guard_lets_the_rest_pass(text):
    assert guard(text) is None


def test_own_script_is_kept_word_for_word():
    text = "Use this script:\nHello  world. It's $5!\n\nBuy it now at tally.io."
    assert own_script(text) == ("Hello  world. It's $5!", "Buy it now at tally.io.")
    assert own_script('Use this script: "Meet Tally. It counts." Make it vertical.') == ("Meet Tally. It counts.",)
    assert own_script("Script:\nScene 1: Hello.\nScene 2: Bye.") == ("Hello.", "Bye.")
    assert own_script("Write a script about bees") is None
    assert own_script('The CTA is "Buy now"') is None


def test_settings_around_a_script_are_read_and_those_inside_are_not():
    reading = read_brief('Use this script: "In 90 seconds you learn Spanish." Make it vertical, 20 seconds.', CAST)
    assert reading.brief.duration_s.value == 20
    assert reading.brief.aspect.value == "9:16"
    assert reading.brief.language is None


@given(st.text(alphabet="ab .!?\n", max_size=3000))
def test_a_script_loses_no_word(script):
    scenes = script_scenes(script)
    assert " ".join(scenes).split() == script.split()
    assert len(scenes) <= 40


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("How-to in 4:5, about 30 seconds with Amina: change the filter. Put in the new one, hold Reset for 3 seconds.", 30),
        ("Make a film: tomato soup in 20 minutes, 30 seconds long, vertical", 30),
        ("A recipe reel: tomato soup in 20 minutes", None),
        ("An explainer video: hold Reset for 3 seconds, wait 10 seconds, then press Start.", None),
        ("How to descale: leave it for 20 minutes, rinse for 30 seconds.", None),
        ("45s. Our app saves 10 minutes. Wait 2 minutes and it is done.", 45),
        ("Film, 30 seconds: boil eggs for 6 minutes", 30),
        ("It should run for 40 seconds. Hold the button 5 seconds.", 40),
        ("Make it 30 seconds. No, 45 seconds.", 45),
        ("A clip on our kettle. It boils in 90 seconds. 1 minute, 15 seconds in total.", 75),
    ],
)
def test_what_somebody_does_for_a_time_is_no_length_of_the_film(text, seconds):
    reading = read_brief(text, ("amina",))
    assert (reading.length.target_s if reading.length else None) == seconds
    assert reading.contradictions == ()
    assert guard(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'Use this script: "Hello there." "We sell tea." "Buy now."',
        'Script:\n"Hello there."\n"We sell tea."\n"Buy now."',
        'Please read exactly this: "Hello there." then "We sell tea." and "Buy now." Vertical, 20 seconds.',
    ],
)
def test_a_script_of_several_quotes_keeps_all_of_them(text):
    brief = read_brief(text).brief
    assert brief.script.value == ("Hello there.", "We sell tea.", "Buy now.")
    assert brief.must_include is None


def test_what_stands_after_a_quoted_script_is_no_script():
    reading = read_brief('Script: "Hello there." and "We sell tea." Vertical, 20 seconds.')
    assert (reading.brief.aspect.value, reading.length.target_s) == ("9:16", 20)


def test_a_comma_before_the_closing_mark_is_not_part_of_the_words():
    assert read_brief('An ad that says "Fresh bread," and "Open daily," for a bakery').brief.must_include.value == (
        "Fresh bread",
        "Open daily",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A film about bees. Square. Amina. 20 s", "amina"),
        ("Thanks, Maya.", None),
        ("A film by our founder Ruth. She bakes.", None),
    ],
)
def test_a_name_that_stands_alone_presents(text, name):
    presenter = read_brief(text, CAST).brief.presenter
    assert (presenter.value if presenter else None) == name
