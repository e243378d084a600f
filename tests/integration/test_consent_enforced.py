"""A real person's face: made with their consent only, stopped when it is revoked, and no setting and no role leads around it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from evals.tones import Tone
from memory.audit import Audit
from memory.consents import Consents
from memory.db import Database
from memory.domain.consent import PURPOSES, Consent, Use
from memory.domain.roles import ROLES
from memory.domain.storyboard import Scene, Storyboard
from memory.files import FolderFiles
from memory.reviews import Reviews
from memory.users import Users
from renderer.farm import LocalFarm
from tools.clearance import Cleared, appealed, clear
from tools.consent import STOCK
from tools.errors import ConsentWithdrawn, Refused
from tools.rendering import Rendering
from ui.settings import Settings
from ui.wiring import gate

# Maya's pictures, as if they were a real person's: the cast is all that there is to paint.
STOCK_WITHOUT_MAYA = {key: value for key, value in STOCK.items() if key != ("face", "maya")}
BOARD = Storyboard(
    title="Hello",
    aspect="1:1",
    scenes=tuple(Scene(id=f"s{n}", narration=f"Good morning number {n}, and welcome to all of you.") for n in range(1, 5)),
)
USE = Use(brand="acme", purpose="training")


def give(consents: Consents, **changes: Any) -> Consent:
    parts: dict[str, Any] = {
        "brand": "Acme",
        "purposes": ("training",),
        "evidence": "ab" * 32,
        "expires_at": datetime.now(UTC) + timedelta(days=30),
    }
    given = consents.give("Maya Lind", "Maya", "face", **parts | changes)
    return consents.verify(given.id, by="olga")


def cleared(consents: Consents, use: Use = USE) -> Cleared:
    return clear(BOARD, "p1", 1, use=use, consents=consents, stock=STOCK_WITHOUT_MAYA)


@pytest.fixture
def consents(database: Database) -> Consents:
    return Consents(database)


def test_a_valid_consent_clears_this_brand_and_purpose_and_no_other(consents: Consents) -> None:
    given = give(consents)
    assert cleared(consents).consents == (given,)
    for use, why in (
        (Use(brand="other", purpose="training"), "is for another brand"),
        (Use(brand="", purpose="training"), "is for another brand"),
        (Use(brand="acme", purpose="marketing"), "is for training only, and this film is for marketing"),
        (Use(brand="acme"), "a purpose that was not said"),
    ):
        with pytest.raises(Refused, match=why):
            cleared(consents, use)
    give(consents, purposes=PURPOSES)
    assert cleared(consents, Use(brand="acme")).consents


def test_what_is_not_verified_has_run_out_or_was_revoked_clears_nothing(consents: Consents) -> None:
    with pytest.raises(Refused, match="there is none for 'maya'"):
        cleared(consents)
    soon = datetime.now(UTC) + timedelta(days=1)
    given = consents.give("Maya Lind", "maya", "face", brand="acme", purposes=("training",), evidence="x", expires_at=soon)
    with pytest.raises(Refused, match="not verified"):
        cleared(consents)
    consents.verify(given.id, by="olga")
    assert cleared(consents)
    consents.revoke(given.id, by="maya", reason="I left the company.")
    with pytest.raises(Refused, match="was revoked on"):
        cleared(consents)
    give(consents, expires_at=datetime.now(UTC) - timedelta(days=1))
    with pytest.raises(Refused, match="ran out on"):
        cleared(consents)


def test_a_consent_is_never_rewritten_and_each_step_is_on_record(consents: Consents, database: Database) -> None:
    given = give(consents)
    consents.revoke(given.id, by="maya", reason="No more.")
    for statement in ("SET brand = 'other'", "SET revoked_at = NULL", "SET expires_at = now() + interval '9 years'"):
        with pytest.raises(psycopg.errors.RaiseException), database.transaction() as connection:
            connection.execute(f"UPDATE consents {statement}".encode())
    with pytest.raises(psycopg.errors.RaiseException), database.transaction() as connection:
        connection.execute("DELETE FROM consents")
    assert [entry.kind for entry in Audit(database).list(given.id)] == ["consent-revoked", "consent-verified", "consent-given"]


def test_no_role_no_setting_and_no_review_leads_around_it(
    consents: Consents, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = BOARD.model_copy(update={"presenter": "jane"})
    for name, field in Settings.model_fields.items():
        for value in ("1", "true", "0", "off", "none", "jane"):
            monkeypatch.setenv(f"AGENCY_{name}".upper(), value)
            try:
                Settings(_env_file=None)  # type: ignore[call-arg]
            except ValueError:
                continue
            with pytest.raises(Refused, match="consent"):
                gate(database)(stranger, "p1", 1, USE)
        monkeypatch.delenv(f"AGENCY_{name}".upper())
        assert field is not None
    reviews, users = Reviews(database), Users(database)
    for role in ROLES:
        users.create(f"some {role}", "a long enough password", role)
    with pytest.raises(Refused) as refused:
        gate(database)(stranger, "p1", 1, USE)
    assert appealed(refused.value.findings, {}, "I want to appeal") == (), "people cannot allow it either"
    assert reviews.list(None) == []


@pytest.fixture
def farm() -> Iterator[LocalFarm]:
    with LocalFarm(1) as made:
        yield made


def maker(tmp_path: Path, farm: LocalFarm, consents: Consents) -> Rendering:
    return Rendering(
        files=FolderFiles(tmp_path / "files"),
        speech=Tone(),  # type: ignore[arg-type]
        farm=farm,
        cache=tmp_path / "cache",
        films=tmp_path / "films",
        consents=consents,
    )


def preview(rendering: Rendering, passed: Cleared, on_progress: Any = lambda done, left: None) -> Any:
    return rendering.preview(passed, on_progress=on_progress, on_live=lambda path: None, cancelled=lambda: False)


def test_revoking_stops_a_film_that_waits_for_its_turn(consents: Consents, farm: LocalFarm, tmp_path: Path) -> None:
    given = give(consents)
    passed = cleared(consents)
    busy = farm.submit(time.sleep, 60)  # somebody else's film has the only worker
    revoking = threading.Timer(0.5, lambda: consents.revoke(given.id, by="maya", reason="I left the company."))
    revoking.start()
    with pytest.raises(ConsentWithdrawn, match="I left the company"):
        rendering = maker(tmp_path, farm, consents)
        rendering.final(passed, on_progress=lambda done, left: None, cancelled=lambda: False)
    assert not busy.done()
    assert not list((tmp_path / "films").rglob("*.mp4"))


def test_revoking_stops_a_film_that_is_being_made(consents: Consents, farm: LocalFarm, tmp_path: Path) -> None:
    given = give(consents)
    passed, rendering = cleared(consents), maker(tmp_path, farm, consents)

    def revoke(done: float, left: float | None) -> None:
        if 0 < done < 1:
            consents.revoke(given.id, by="maya", reason="I left the company.")

    with pytest.raises(ConsentWithdrawn, match="was revoked on"):
        preview(rendering, passed, revoke)
    with pytest.raises(Refused, match="was revoked"):
        cleared(consents)
    with pytest.raises(ConsentWithdrawn):
        preview(rendering, passed)


def test_each_piece_is_checked_at_the_moment_it_starts(farm: LocalFarm) -> None:
    allowed = threading.Event()
    allowed.set()

    def check() -> None:
        if not allowed.is_set():
            raise PermissionError("not any more")

    first = farm.submit(time.sleep, 0.3, check=check)
    second = farm.submit(int, "7", check=check)
    third = farm.submit(int, "8")
    while not first.running():
        time.sleep(0.01)
    allowed.clear()
    first.result(10)
    with pytest.raises(PermissionError, match="not any more"):
        second.result(10)
    assert third.result(10) == 8
