"""What a brand does to a brief and a storyboard, and what it may not do."""

# ruff: noqa: E501 (a case is read more easily on one line)

from __future__ import annotations

from datetime import date

import pytest

from memory.domain.brand import (
    Box,
    BrandItem,
    Bumper,
    CaptionLook,
    Color,
    Evidence,
    Fact,
    Font,
    LegalLine,
    Logo,
    Loudness,
    NameStrip,
    Pace,
    Phrase,
    Preference,
    Pronunciation,
    Rule,
    Value,
    WordAvoid,
)
from memory.domain.brand_kit import BrandKit
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import GestureCue, OnScreen, Scene, Storyboard, Theme
from tools.brand.adherence import adherence
from tools.brand.apply import bearing, dressed, remembered
from tools.brand.preferences import preferred
from tools.brand.respelling import ipa_of

EVIDENCE = (Evidence(sha256="a" * 64, name="guide.pdf", dated=date(2026, 3, 1), page=2),)
BOARD = Storyboard(
    title="Aurora",
    scenes=(
        Scene(id="s1", narration="Our users love the Aurora.", on_screen=OnScreen(headline="Users first")),
        Scene(id="s2", narration="It costs €89.", on_screen=OnScreen(headline="€89")),
        Scene(id="s3", narration="Order today.", layout="closing", on_screen=OnScreen(headline="Order", body="acme.example")),
    ),
)


def kit(*values: Value, hard: bool = False) -> BrandKit:
    return BrandKit(
        name="Acme", items=tuple(BrandItem(brand="Acme", value=value, evidence=EVIDENCE, hard=hard) for value in values)
    )


def test_open_fields_are_filled_and_said_ones_are_left() -> None:
    known = kit(Color(hex="#1D4ED8", role="primary"), Rule(text="We sound warm and plain.", topic="tone"))
    filled, used = remembered(Brief(tone=Sourced(value="cheeky")), known)
    assert filled.color == Sourced(value="#1D4ED8", source="remembered")
    assert filled.tone == Sourced(value="cheeky")
    assert [one.what for one in used] == ["the colour #1D4ED8"]


def test_a_colour_known_in_ink_alone_is_never_shown() -> None:
    filled, _ = remembered(Brief(), kit(Color(hex=None, role="primary", cmyk=(0, 70, 58, 0), pantone="178 C")))
    assert filled.color is None


def test_replaced_words_are_replaced_in_what_is_said_and_shown() -> None:
    board, used = dressed(BOARD, kit(WordAvoid(text="users", instead="members")), keep_words=False)
    assert (board.scenes[0].narration, board.scenes[0].on_screen.headline) == ("Our members love the Aurora.", "Members first")
    assert [one.what for one in used] == ["“members” instead of “users”"]


def test_a_person_s_own_script_keeps_every_word() -> None:
    board, _ = dressed(BOARD, kit(WordAvoid(text="users", instead="members")), keep_words=True)
    assert board.script() == BOARD.script()


def test_legal_lines_are_small_print_and_only_where_they_are_due() -> None:
    always, priced, other = (
        LegalLine(text="Acme GmbH."), LegalLine(text="Incl. VAT.", when="when a price is shown"),
        LegalLine(text="Helmets on.", when="when cycling is shown"),
    )  # fmt: skip
    board, _ = dressed(BOARD, kit(always, priced, other), keep_words=False)
    assert board.scenes[-1].on_screen.points == ("acme.example",)
    assert board.scenes[-1].on_screen.body == "Acme GmbH. · Incl. VAT."


def test_names_are_spoken_as_the_brand_spells_them() -> None:
    known = kit(Pronunciation(written="Aurora", said="oh-ROR-ah"), Pronunciation(written="Qoray", said="KOR-eye"))
    board, used = dressed(BOARD, known, keep_words=True)
    assert board.pronounced == {"Aurora": "oʊˈɹɔɹɑː", "Qoray": "ˈkɔɹaɪ"}
    assert [one.what for one in used] == ["“Aurora” spoken “oh-ROR-ah”"]


@pytest.mark.parametrize(
    ("respelled", "ipa"),
    [
        ("AK-mee", "ˈækmiː"),
        ("NORTH-lite", "ˈnɔɹθlaɪt"),
        ("KOR-eye", "ˈkɔɹaɪ"),
        ("mah-RAH-vee", "mɑːˈɹɑːviː"),
        ("lume", "luːm"),
        ("x9", ""),
    ],
)
def test_a_respelling_is_read_as_dictionaries_write_it(respelled: str, ipa: str) -> None:
    assert ipa_of(respelled) == ipa


def test_the_brand_s_clips_open_and_close_the_film() -> None:
    opening, closing = (
        Bumper(kind=kind, sha256=digit * 64, length_s=2.0) for kind, digit in (("opening", "b"), ("closing", "c"))
    )
    board, _ = dressed(BOARD, kit(opening, closing), keep_words=False)
    ends = board.scenes[0], board.scenes[-1]
    assert [(scene.media.sha256[0], scene.length_s) for scene in ends if scene.media] == [("b", 2.0), ("c", 2.0)]
    assert len({scene.id for scene in board.scenes}) == 5


def test_a_logo_is_made_as_large_as_the_brand_asks() -> None:
    mark = Logo(sha256="d" * 64, width=1000, height=1000)
    small, _ = dressed(BOARD, kit(mark), keep_words=False)
    large, _ = dressed(BOARD, kit(mark, Logo(min_share=0.06)), keep_words=False)
    assert small.logo and large.logo and small.logo.scale == 1.0 and large.logo.scale > 1.5
    assert adherence(large, kit(mark, Logo(min_share=0.06))).score == 100


def test_room_round_the_logo_is_kept_on_all_sides_and_measured() -> None:
    mark, rule = Logo(sha256="d" * 64, width=300, height=100), Logo(clear_share=0.5)
    kept, _ = dressed(BOARD, kit(mark, rule, Logo(min_share=0.12)), keep_words=False)
    assert kept.logo and kept.logo.clear_share == 0.5 and adherence(kept, kit(mark, rule)).score == 100
    tight = kept.model_copy(update={"logo": kept.logo.model_copy(update={"clear_share": 0.0})})
    broken = adherence(tight, kit(mark, rule)).broken
    assert [check.where for check in broken] == ["s1"] and "scene 1 comes closer" in broken[0].change


def test_a_brand_s_own_clips_stay_bare_and_its_ground_strips_and_captions_come_along() -> None:
    low, high = Box(x=0.05, y=0.7, width=0.3, height=0.1), Box(x=0.2, y=0.05, width=0.6, height=0.1)
    known = kit(
        Bumper(kind="closing", sha256="c" * 64, length_s=2.0),
        Color(hex="#F4F1EA", role="background"),
        NameStrip(box=low),
        CaptionLook(box=high),
    )
    board, used = dressed(BOARD, known, keep_words=False)
    assert [scene.bare for scene in board.scenes] == [False, False, False, True]
    assert (board.background.color, board.caption_position) == ("#F4F1EA", "top")
    assert board.lower_third and (board.lower_third.name, board.lower_third.role) == ("Maya", "for Acme")
    assert {"grounds in #F4F1EA", "captions at the top"} <= {one.what for one in used}


@pytest.mark.parametrize(
    ("rule", "captions", "music"),
    [
        ("Captions are always boxed.", "boxed", None),
        ("Never use captions.", "off", None),
        ("Music is calm, never loud.", None, None),
        ("Music is calm.", None, "calm"),
        ("No music in our films.", None, "off"),
        ("Use light colours.", None, None),
    ],
)
def test_what_a_guideline_says_of_captions_and_music_reaches_the_brief(
    rule: str, captions: str | None, music: str | None
) -> None:
    filled, _ = remembered(Brief(), kit(Rule(text=rule, topic="motion")))
    assert (filled.captions.value if filled.captions else None, filled.music_mood.value if filled.music_mood else None) == (
        captions,
        music,
    )


def test_long_sentences_become_two_and_gestures_keep_their_words() -> None:
    long = "The Nest is for people who move to our town, and it costs three euros a month."
    board = BOARD.model_copy(update={"scenes": (BOARD.scenes[0].model_copy(update={"narration": long}), *BOARD.scenes[1:])})
    known = kit(Rule(text="Use at most 12 words in a sentence.", topic="tone"))
    short, used = dressed(board, known, keep_words=False)
    assert short.scenes[0].narration == "The Nest is for people who move to our town. It costs three euros a month."
    assert [one.what for one in used] == ["at most 12 words in a sentence"]
    moved = board.scenes[0].model_copy(update={"gestures": (GestureCue(word=12, gesture="point"),)})
    kept, _ = dressed(board.model_copy(update={"scenes": (moved, *board.scenes[1:])}), known, keep_words=False)
    assert kept.scenes[0].narration == "The Nest is for people who move to our town. And it costs three euros a month."


def test_the_call_to_action_of_earlier_films_is_said_where_this_one_has_none() -> None:
    call = kit(Phrase(text="Come and see us.", role="call_to_action"))
    open_end = BOARD.model_copy(
        update={"scenes": (*BOARD.scenes[:2], Scene(id="s3", narration="That is all.", layout="closing"))}
    )
    assert dressed(open_end, call, keep_words=False)[0].scenes[-1].narration == "That is all. Come and see us."
    assert dressed(BOARD, call, keep_words=False)[0].scenes[-1].narration == "Order today."


def test_facts_bear_on_a_film_that_names_what_they_are_about() -> None:
    known = kit(Fact(text="The Aurora lamp costs €89."), Fact(text="The Dusk lantern weighs 450 g."))
    assert [one.what for one in bearing(known, "A film about the Aurora", list(known.items))] == ["“The Aurora lamp costs €89.”"]


def test_a_preference_gives_way_to_what_is_said_now() -> None:
    quiet = Preference(
        text="always without music", edits=('{"op": "change_music", "scene": null, "value": {"action": "remove"}}',)
    )
    board, _ = preferred(BOARD, kit(quiet), Brief())
    assert not board.music.on
    board, _ = preferred(BOARD, kit(quiet), Brief(music_mood=Sourced(value="jazz")))
    assert board.music.on


@pytest.mark.parametrize(
    ("value", "change"),
    [
        (Color(hex="#B91C1C", role="primary"), "Make the brand colour #B91C1C"),
        (Font(family="Jost", role="headline", free="Jost"), "Set them in Jost"),
        (Logo(sha256="d" * 64, width=100, height=100), "Show the logo"),
        (WordAvoid(text="users", instead="members"), "Scene 1 says it. Say “members” instead."),
        (LegalLine(text="Acme GmbH."), "Show “Acme GmbH.” on the last scene."),
        (Pronunciation(written="Aurora", said="oh-ROR-ah"), "Speak Aurora as"),
        (Bumper(kind="opening", sha256="b" * 64, length_s=2.0), "Put the brand's opening back."),
        (Rule(text="Sentences have at most 4 words.", topic="tone"), "Shorten “Our users love the Aurora.”"),
        (Pace(shot_s=1.0), "Make the scenes shorter"),
        (Loudness(lufs=-23.0), "turn this one to -23"),
    ],
)  # fmt: skip
def test_a_broken_rule_says_what_to_change_and_stops_only_where_it_is_hard(value: Value, change: str) -> None:
    board = BOARD.model_copy(update={"theme": Theme(color="#1D4ED8")})
    soft, hard = (adherence(board, kit(value, hard=is_hard), (4.0, 4.0, 4.0)) for is_hard in (False, True))
    assert change in soft.told() and soft.score < 90
    assert soft.findings() == () and [finding.rule for finding in hard.findings()] == ["brand"]


def test_a_film_in_its_brand_scores_full_marks() -> None:
    known = kit(
        Color(hex="#1D4ED8", role="primary"), Color(hex="#38BDF8", role="accent"), Font(family="Jost", role="headline", free="Jost"),
        WordAvoid(text="users", instead="members"), LegalLine(text="Acme GmbH."), Phrase(text="Light.", role="tagline"),
    )  # fmt: skip
    board = BOARD.model_copy(update={"theme": Theme(color="#1D4ED8")})
    assert adherence(dressed(board, known, keep_words=False)[0], known).score == 100
