"""What was said and what was assumed stay apart."""

from memory.domain.brief import LABELS, Brief, Sourced


def test_the_two_lists_are_kept_apart():
    brief = Brief(
        subject=Sourced[str](value="the spring sale"),
        duration_s=Sourced[float](value=30.0),
        aspect=Sourced(value="9:16", source="assumed"),
        color=Sourced[str](value="#FF5130", source="remembered"),
        captions=Sourced(value="word", source="assumed"),
        must_include=Sourced[tuple[str, ...]](value=("$19", "May 4")),
        script=Sourced[tuple[str, ...]](value=("Hello there.", "Bye.")),
    )
    assert brief.said() == (
        "It is about the spring sale",
        "It runs 30 seconds",
        "Your script of 3 words is spoken word for word",
        "It must contain $19, May 4",
    )
    assert brief.assumed() == (
        "The shape is 9:16",
        "The brand colour is #FF5130, as remembered",
        "Captions are on, word by word",
    )


def test_every_field_has_a_sentence():
    assert set(LABELS) == set(Brief.model_fields)


def test_a_brief_survives_json():
    brief = Brief(script=Sourced[tuple[str, ...]](value=("A  b.\n", "c")), presenter=Sourced[str](value="maya", source="assumed"))
    assert Brief.model_validate_json(brief.model_dump_json()) == brief
    assert brief.assumed() == ("Maya presents it",)
