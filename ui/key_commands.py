"""`agency keys`: what programs come into the API with, from the terminal."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from ui.cleaning import clean
from ui.configured import settings

keys_app = typer.Typer(help="Keys of the API: made, listed, taken away.", rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class Scope(StrEnum):
    """What a key may do; typer reads several of an option from an enumeration only."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"
    REVIEW = "review"
    ADMIN = "admin"


@keys_app.command("create")
def keys_create(
    name: Annotated[str, typer.Argument(help="What the key is for, in your own words.")],
    scope: Annotated[list[Scope] | None, typer.Option("--scope", help="What it may do; again for more.")] = None,
    brand: Annotated[list[str] | None, typer.Option("--brand", help="Only films of this brand; again for more.")] = None,
    person: Annotated[str | None, typer.Option(help="For whom it acts; needed where several have an account.")] = None,
    as_json: Json = False,
) -> None:
    """Make a key; it is shown once. Without --scope it may read, write and approve."""
    from memory.api_keys import ApiKeys
    from memory.domain.brand import brand_key
    from memory.users import Users
    from ui.accounts import one_account
    from ui.wiring import open_database

    with open_database(settings()) as database:
        who = one_account(Users(database), clean(person).strip() if person else None)
        brands = [brand_key(clean(one)) for one in brand or ()]
        key, words = ApiKeys(database).create(
            clean(name).strip(), who, [one.value for one in scope or (Scope.READ, Scope.WRITE, Scope.APPROVE)], brands
        )
    if as_json:
        typer.echo(json.dumps({"id": key.id, "key": words, "person": key.person, "scopes": key.scopes, "brands": key.brands}))
        return
    typer.echo(words)
    about = f" for {', '.join(key.brands)}" if key.brands else ""
    typer.echo(f"{key.name} may {', '.join(key.scopes)} as {key.person}{about}. It is shown only now.", err=True)


@keys_app.command("list")
def keys_list(as_json: Json = False) -> None:
    """Every key with what it may do and when it was last used."""
    from memory.api_keys import ApiKeys
    from ui.wiring import open_database

    with open_database(settings()) as database:
        found = ApiKeys(database).list()
    if as_json:
        typer.echo(json.dumps({"keys": [key.model_dump(mode="json") for key in found]}, ensure_ascii=False))
        return
    for key in found:
        used = f"used {key.used_at.astimezone():%Y-%m-%d %H:%M}" if key.used_at else "never used"
        state = "revoked" if key.revoked_at else used
        typer.echo(
            f"{key.id}  {key.name:<20} {key.person:<12} {','.join(key.scopes):<24} {','.join(key.brands) or '-':<12} {state}"
        )
    if not found:
        typer.echo('No keys yet; make one: agency keys create "my program"')


@keys_app.command("revoke")
def keys_revoke(key_id: Annotated[str, typer.Argument(help="As `agency keys list` shows it.")]) -> None:
    """Close a key at once, with every address that was signed for it."""
    from memory.api_keys import ApiKeys
    from ui.wiring import open_database

    with open_database(settings()) as database:
        ApiKeys(database).revoke(clean(key_id))
    typer.echo(f"{key_id} opens nothing any more.")
