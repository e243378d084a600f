"""`agency avatar`: whose face and voice may be used, for what, until when; and taking it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cleaning import clean
from ui.configured import settings

if TYPE_CHECKING:
    from memory.domain.consent import Consent

avatar_app = typer.Typer(help="Consents of real persons: which there are, and revoking one.", rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@avatar_app.command("list")
def avatar_list(as_json: Json = False) -> None:
    """Every consent on record, the newest first."""
    from memory.consents import Consents
    from ui.wiring import open_database

    with open_database(settings()) as database:
        found = Consents(database).list()
    if as_json:
        typer.echo(json.dumps({"consents": [one.model_dump(mode="json") for one in found]}, ensure_ascii=False))
        return
    for one in found:
        typer.echo(
            f"{one.id}  {one.likeness} ({one.kind} of {one.person}), {one.brand}: {', '.join(one.purposes)}; {_standing(one)}"
        )
    if not found:
        typer.echo("No real person has consented to anything; films show the stock cast.")


@avatar_app.command("revoke")
def avatar_revoke(
    name: Annotated[str, typer.Argument(help="The presenter or voice, or one consent by its id.")],
    reason: Annotated[str, typer.Option(help="Why; it goes on record and is told to whoever waits for a film.")],
    as_json: Json = False,
) -> None:
    """Take consent back for good: films that are being made with it stop within seconds."""
    from memory.consents import Consents
    from memory.errors import NotFound
    from memory.users import OPERATOR
    from ui.wiring import open_database

    with open_database(settings()) as database:
        consents = Consents(database)
        meant = [one for one in consents.list() if clean(name).casefold() in (one.id, one.likeness) and one.revoked_at is None]
        if not meant:
            raise NotFound("consent that stands for", name, "see `agency avatar list`")
        gone = [consents.revoke(one.id, by=OPERATOR, reason=clean(reason)) for one in meant]
    if as_json:
        typer.echo(json.dumps({"revoked": [one.model_dump(mode="json") for one in gone]}, ensure_ascii=False))
        return
    typer.echo("\n".join(f"Revoked: the {one.kind} of {one.person} for {one.brand}." for one in gone))


def _standing(consent: Consent) -> str:
    if consent.revoked_at:
        return f"revoked {consent.revoked_at:%Y-%m-%d}"
    return f"{'verified' if consent.verified_at else 'not verified'}, until {consent.expires_at:%Y-%m-%d}"
