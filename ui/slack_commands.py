"""`agency slack`: the door in Slack, its manifest, and who is who there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cleaning import clean
from ui.configured import settings
from ui.errors import DoorError

if TYPE_CHECKING:
    from memory.db import Database
    from memory.slack import SlackStore
    from ui.settings import Settings

slack_app = typer.Typer(help="The agency in Slack; docs/slack.md takes ten minutes.", rich_markup_mode=None)

Member = Annotated[str, typer.Argument(help="A member id (U...), or the e-mail address that the workspace knows.")]


@slack_app.callback(invoke_without_command=True)
def slack(
    context: typer.Context,
    http: Annotated[
        bool, typer.Option("--http", help="Take requests at /slack/events with the signing secret, instead of Socket Mode.")
    ] = False,
) -> None:
    """Serve the door until it is stopped."""
    if context.invoked_subcommand:
        return
    from ui.slack.start import serve
    from ui.wiring import open_database

    chosen = settings()
    with open_database(chosen) as database:
        serve(chosen, database, http=http)


@slack_app.command()
def manifest(
    url: Annotated[str, typer.Option(help="For --http: where Slack reaches this server, https://films.example.")] = "",
) -> None:
    """Print the app's manifest, to be pasted where Slack asks for one."""
    from ui.slack.manifest import manifest as written

    typer.echo(written(url), nl=False)


@slack_app.command()
def link(member: Member, person: Annotated[str, typer.Argument(help="An account; see `agency users list`.")]) -> None:
    """Let somebody of the workspace in as this account. Whose e-mail address is the account's name needs no link."""
    from ui.wiring import open_accounts, open_database

    chosen = settings()
    team, found = _member(chosen, clean(member).strip())
    with open_accounts(chosen) as (users, _):
        if users.get(person) is None:
            raise DoorError(f"there is no account {person!r}; see `agency users list`, or make it with `agency users add`")
    with open_database(chosen) as database:
        _store(database).link(team, found, person)
    typer.echo(f"{found} is {person} from now on.")


@slack_app.command()
def unlink(member: Member) -> None:
    """Take a link back."""
    from ui.wiring import open_database

    chosen = settings()
    team, found = _member(chosen, clean(member).strip())
    with open_database(chosen) as database:
        _store(database).link(team, found, None)
    typer.echo(f"{found} is a stranger from now on, unless an account has their e-mail address as its name.")


@slack_app.command()
def people() -> None:
    """Everybody who was linked."""
    from ui.wiring import open_database

    with open_database(settings()) as database:
        rows = _store(database).people()
    for _, member, person in rows:
        typer.echo(f"{member:<14} {person}")
    if not rows:
        typer.echo("Nobody was linked; accounts whose name is somebody's e-mail address are found by it.")


def _store(database: Database) -> SlackStore:
    from memory.slack import SlackStore

    return SlackStore(database)


def _member(chosen: Settings, member: str) -> tuple[str, str]:
    """(team, member id), asked of Slack."""
    import asyncio

    from ui.slack.start import find_member

    return asyncio.run(find_member(chosen, member))
