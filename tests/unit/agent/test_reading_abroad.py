"""Short wishes in other languages: read where every word is known, else left alone."""

import pytest

from agent.director.reading import read_revision
from agent.director.wishes.tongue_words import tongues
from memory.domain.edits import parse_edit
from memory.domain.storyboard import Scene, Storyboard

BOARD = Storyboard(title="Tally", scenes=tuple(Scene(id=f"s{n}", narration=f"Satz {n}.") for n in range(1, 8)), target_s=45)


def read(text):
    return read_revision(text, BOARD, ["maya", "ruth"], ["bf_lily"])


def e(op, scene=None, **value):
    return parse_edit({"op": op, "scene": scene, "value": value})


NO_MUSIC = e("change_music", action="remove")


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("Bitte die Musik raus", [NO_MUSIC]),
        ("quita la música, por favor", [NO_MUSIC]),
        ("Sans musique, s'il vous plaît", [NO_MUSIC]),
        ("togli la musica", [NO_MUSIC]),
        ("sem música", [NO_MUSIC]),
        ("zonder muziek graag", [NO_MUSIC]),
        ("usuń muzykę", [NO_MUSIC]),
        ("müziği kaldır lütfen", [NO_MUSIC]),
        ("ta bort musiken", [NO_MUSIC]),
        ("Убери музыку, пожалуйста", [NO_MUSIC]),
        ("音楽を消してください", [NO_MUSIC]),
        ("请去掉音乐", [NO_MUSIC]),
        ("음악을 빼줘", [NO_MUSIC]),
        ("Szene 3 mit blauem Hintergrund", [e("change_background", 3, color="#1D4ED8")]),
        ("Lösche Szene 2 und mach das Video kürzer", [e("remove_scene", 2), e("change_duration", relative="shorter")]),
        ("Mach es auf 30 Sekunden kürzer", [e("change_duration", target_s=30)]),
        ("videoyu 30 saniye yap", [e("change_duration", target_s=30)]),
        ("最后一个场景短一点", [e("change_duration", "last", relative="shorter")]),
        ("Tausche Szene 2 und 4", [e("reorder_scenes", swap=[2, 4])]),
        ("déplace la scène 6 au début", [e("reorder_scenes", move=6, to="first")]),
        ("Nimm Ruth als Moderatorin", [e("change_presenter", name="ruth")]),
        ("mit der Stimme von Lily", [e("change_voice", name="bf_lily")]),
        ("plus chaleureux", [e("rewrite_tone", "all", tone="warmer")]),
        ("logoyu büyüt", [e("change_logo", size="bigger")]),
        ('Der Call-to-Action soll "Jetzt bestellen" sein', [e("change_cta", text="Jetzt bestellen")]),
        ("cambia el fondo de la escena 3 a rojo", [e("change_background", 3, color="#DC2626")]),
        ("pon la escena 2 al final", [e("reorder_scenes", move=2, to="last")]),
        ("Alles auf Englisch", [e("change_language", language="en")]),
        ("视频缩短到30秒", [e("change_duration", target_s=30)]),
        ("formato cuadrado", [e("change_aspect_ratio", aspect="1:1")]),
    ],
)
def test_a_short_wish(text, edits):
    reading = read(text)
    assert (list(reading.edits), reading.rest) == (edits, "")


@pytest.mark.parametrize(
    "text",
    [
        "die Musik nicht entfernen",
        "no quites la música",
        "ne supprime pas la scène 2",
        "entferne alles außer Szene 2",
        "Mach es um 10 Sekunden kürzer",
        "non togliere la musica",
        "не убирай музыку",
        "Musik raus oder leiser",
        "Szene 2 raus, vielleicht",
        "音楽を消さないで",
        "不要去掉音乐",
    ],
)
def test_what_is_not_certain_is_left_alone(text):
    assert read(text).edits == ()


@pytest.mark.parametrize("text", ["Sieht super aus!", "¡Genial, gracias!", "C'est parfait", "太好了"])
def test_praise_is_no_wish(text):
    assert read(text).intent == "other"


@pytest.mark.parametrize("text", ["¿Cuántas escenas hay?", "Wie lang ist das Video?", "Combien de scènes y a-t-il ?"])
def test_a_question_changes_nothing(text):
    assert read(text).intent == "ask_question"


def test_every_table_can_name_music_and_take_it_away():
    assert len(tongues()) >= 18
