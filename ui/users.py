"""`agency users`: accounts of the studio, from the terminal."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import typer

from ui.cleaning import clean
from ui.configured import settings

users_app = typer.Typer(help="Who may come into the studio, and what they may do there.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="The name of the account, or what the identity provider calls the person.")]
RoleName = Literal["owner", "editor", "reviewer", "viewer"]
Ask = Annotated[bool, typer.Option("--ask", help="Type the password instead of having one made.")]


@users_app.command("add")
def users_add(
    name: Name,
    role: Annotated[RoleName, typer.Option(help="What they may do in the whole studio.")] = "editor",
    ask: Ask = False,
    sign_in: Annotated[
        str, typer.Option("--sign-in", help="'password', or an OAuth provider that is configured: google, github, okta ...")
    ] = "password",
) -> None:
    """Make an account; its password is shown once."""
    from ui.accounts import add
    from ui.wiring import open_accounts

    with open_accounts(settings()) as (users, _):
        added = add(users, clean(name).strip(), role, password=_asked() if ask else None, sign_in=sign_in)
    for who, password in added.passwords.items():
        if who == added.user.name:
            typer.echo(
                f"{who} ({role}) can log in with this password, shown only now: {password if not ask else 'the one you typed'}"
            )
        else:
            typer.echo(f"{who}, who needed no password so far, logs in with this one from now on: {password}")
    if not added.passwords:
        typer.echo(f"{name} ({role}) can sign in at {sign_in}.")


@users_app.command("list")
def users_list(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Every account with its roles."""
    from ui.wiring import open_accounts

    with open_accounts(settings()) as (users, access):
        found, brands = users.list(), access.brands()
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "role": one.role,
            "sign_in": one.sign_in,
            "brands": {brand: role for person, brand, role in brands if person == one.name},
        }
        for one in found
    ]
    if as_json:
        typer.echo(json.dumps({"users": rows}, ensure_ascii=False))
        return
    for row in rows:
        more = "".join(f"  {brand}: {role}" for brand, role in row["brands"].items())
        typer.echo(f"{row['name']:<24} {row['role']:<9} {row['sign_in']:<9}{more}")
    if not rows:
        typer.echo("No accounts yet; on this machine alone none is needed. Make one: agency users add NAME --role owner")


@users_app.command("role")
def users_role(
    name: Name,
    role: Annotated[
        Literal["owner", "editor", "reviewer", "viewer", "none"], typer.Argument(help="'none' takes a brand's away.")
    ],
    brand: Annotated[str | None, typer.Option(help="Only for this brand; else in the whole studio.")] = None,
) -> None:
    """Give somebody another role, which ends their sessions where it is for the whole studio."""
    from ui.accounts import set_role
    from ui.wiring import open_accounts

    if role == "none" and not brand:
        raise typer.BadParameter("'none' is for a brand; `agency users remove NAME` closes the account")
    with open_accounts(settings()) as (users, access):
        set_role(users, access, name, None if role == "none" else role, clean(brand) if brand else None)
    typer.echo(f"{name}: {role}{f' for {brand}' if brand else ''}")


@users_app.command("brand")
def users_brand(
    brand: Annotated[str, typer.Argument(help="Whose memory it is about.")],
    is_open: Annotated[bool, typer.Option("--open/--closed", help="For the whole studio, or for its own people only.")],
) -> None:
    """Say whether a brand is the whole studio's or only of those who have a role for it."""
    from memory.domain.brand import brand_key
    from ui.wiring import open_accounts

    with open_accounts(settings()) as (_, access):
        access.share(brand_key(clean(brand)), is_open=is_open)
    typer.echo(f"{brand} is {'open to the whole studio' if is_open else 'only for those who have a role for it'}.")


@users_app.command("remove")
def users_remove(name: Name) -> None:
    """Close an account at once; its films stay, its name is never given again."""
    from memory.errors import NotFound
    from ui.wiring import open_accounts

    with open_accounts(settings()) as (users, _):
        if not users.remove(name):
            raise NotFound("account", name, "see `agency users list`")
    typer.echo(f"{name} can no longer come in; the films stay.")


@users_app.command("password")
def users_password(name: Name, ask: Ask = False) -> None:
    """Give somebody a new password, shown once; their sessions end."""
    from ui.accounts import set_password
    from ui.wiring import open_accounts

    with open_accounts(settings()) as (users, _):
        password = set_password(users, name, _asked() if ask else None)
    typer.echo(f"{name}: {'the password you typed' if ask else password}")


def _asked() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
