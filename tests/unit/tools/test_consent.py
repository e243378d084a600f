"""Stock faces and voices carry a licence; anything else is a person until their consent says more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory.domain.consent import Consent, Likeness, Use
from memory.domain.storyboard import Scene, Storyboard
from renderer.presenters.cast import PRESENTERS
from renderer.speech.voices import VOICES
from tools.consent import STOCK, Watch, likenesses
from tools.errors import ConsentWithdrawn

NOW = datetime(2026, 5, 1, tzinfo=UTC)
CONSENT = Consent(
    id="c1", person="Jane Doe", likeness="jane", kind="voice", brand="acme", purposes=("marketing",), evidence="ab",
    granted_at=NOW, expires_at=NOW + timedelta(days=9999), verified_at=NOW,
)  # fmt: skip
USE = Use(brand="acme", purpose="marketing")


class Book:
    """Consents in a list."""

    def __init__(self, *consents: Consent) -> None:
        self.consents, self.asked = list(consents), 0

    def of(self, likeness: str, kind: Likeness) -> Sequence[Consent]:
        return [one for one in self.consents if (one.likeness, one.kind) == (likeness, kind)]

    def get(self, consent_id: str) -> Consent:
        self.asked += 1
        return next(one for one in self.consents if one.id == consent_id)


def board(**changes: object) -> Storyboard:
    return Storyboard(title="T", scenes=(Scene(id="s1", narration="Hi."), Scene(id="s2", narration="Bye."))).model_copy(
        update=changes
    )


def test_every_stock_presenter_and_voice_has_a_licence_on_record() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text()
    assert {name for kind, name in STOCK if kind == "face"} == set(PRESENTERS)
    assert {name for kind, name in STOCK if kind == "voice"} == set(VOICES)
    assert {record.licence for record in STOCK.values()} == {"Apache-2.0"}
    for named in ("hexgrad", "Maureese Williams"):
        assert named in notice and any(named in record.source for record in STOCK.values())


def test_a_voice_of_a_scene_is_a_likeness_too() -> None:
    scenes = (Scene(id="s1", narration="Hi."), Scene(id="s2", narration="Bye.", voice="Jane"))
    stopped = likenesses(board(scenes=scenes), USE, Book(), now=NOW)
    assert [(one.rule, one.text, one.where) for one in stopped.findings] == [("consent", "jane", "scene 2")]
    assert likenesses(board(scenes=scenes), USE, Book(CONSENT), now=NOW).consents == (CONSENT,)


def test_a_face_is_not_cleared_by_the_consent_for_a_voice() -> None:
    assert likenesses(board(presenter="jane"), USE, Book(CONSENT), now=NOW).findings


@pytest.mark.parametrize(
    ("changes", "use", "why"),
    [
        ({}, USE, ""),
        ({"verified_at": None}, USE, "is not verified yet"),
        ({"expires_at": NOW}, USE, "ran out on 1 May 2026"),
        ({"revoked_at": NOW}, USE, "was revoked on 1 May 2026"),
        ({}, Use(brand="acme", purpose="training"), "is for marketing only, and this film is for training"),
        ({}, Use(purpose="marketing"), "is for another brand"),
    ],
)
def test_what_a_consent_lacks(changes: dict[str, object], use: Use, why: str) -> None:
    assert CONSENT.model_copy(update=changes).lacks(use, NOW) == why


def test_the_watch_asks_twice_a_second_and_stays_withdrawn() -> None:
    book, clock = Book(CONSENT), [0.0]
    watch = Watch((CONSENT,), USE, book, clock=lambda: clock[0])
    assert not watch.is_withdrawn() and not watch.is_withdrawn()
    assert book.asked == 1
    book.consents = [CONSENT.model_copy(update={"revoked_at": NOW, "revoked_why": "No more."})]
    clock[0] = 0.5
    assert watch.is_withdrawn()
    with pytest.raises(ConsentWithdrawn, match="No more"):
        watch.check()


def test_stock_films_ask_nobody() -> None:
    book = Book()
    watch = Watch((), USE, book)
    watch.check()
    assert not watch.is_withdrawn() and book.asked == 0
