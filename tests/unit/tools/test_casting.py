"""Who fits a description: gender, age, accent and manner, never the one who is heard or seen already."""

from memory.domain.storyboard import Scene, Storyboard
from tools.casting import gender_of, gender_of_voice, presenter_like, voice_like

BOARD = Storyboard(title="A film", presenter="maya", scenes=(Scene(id="s1", narration="Hello."),))
NAMES = ("maya", "daniel", "ruth", "arjun", "somebody")


def test_presenters_by_gender_and_age():
    assert gender_of("ruth") == "female" and gender_of("somebody") is None
    assert presenter_like(NAMES, BOARD, "male") == "daniel"
    assert presenter_like(NAMES, BOARD, "male", "older") == "arjun"
    assert presenter_like(NAMES, BOARD, "female") == "ruth"
    assert presenter_like(("maya",), BOARD, "female") is None


def test_voices_by_gender_accent_and_manner():
    voices = ("af_heart", "af_bella", "am_michael", "bf_emma", "hibari_low")
    assert gender_of_voice("hibari_low") == "male" and gender_of_voice("bf_emma") == "female"
    assert voice_like(voices, BOARD) == "af_bella"  # Maya is heard as Heart
    assert voice_like(voices, BOARD, "male") == "am_michael"
    assert voice_like(voices, BOARD, accent="british") == "bf_emma"
    assert voice_like(voices, BOARD, "male", "british") is None
    assert voice_like(voices, BOARD, manners=("calm",)) == "bf_emma"
