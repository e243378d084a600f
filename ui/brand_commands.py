"""`agency brand`: what is known of a client, from the terminal."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ui.cleaning import clean
from ui.configured import settings

brand_app = typer.Typer(help="Brands: learned from files, shown with where each thing is from, forgotten.", rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@brand_app.command("learn")
def brand_learn(
    name: Annotated[str, typer.Argument(help="Whose material it is.")],
    files: Annotated[
        list[str], typer.Argument(help="Guidelines (PDF, DOCX, MD, HTML), logos (SVG, PNG), videos (MP4), https:// addresses.")
    ],
    as_json: Json = False,
) -> None:
    """Learn a brand from its material; the same file twice changes nothing."""
    from ui.brand import learn

    told = learn(settings(), clean(name), files, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo("\n".join([told["reply"], *told["conflicts"], *told["notes"], *told["refused"]]))


@brand_app.command("show")
def brand_show(name: str, as_json: Json = False) -> None:
    """What is known of a brand, from where, and how old it is."""
    from ui.brand import listed, show

    shown = show(settings(), clean(name))
    typer.echo(json.dumps(shown, ensure_ascii=False) if as_json else "\n".join(listed(shown)))


@brand_app.command("forget")
def brand_forget(
    name: str,
    what: Annotated[str | None, typer.Argument(help="One item by its id, or a file by its name; without it, everything.")] = None,
    as_json: Json = False,
) -> None:
    """Delete what is known: rows, vectors and files, for good."""
    from ui.brand import forget

    gone = forget(settings(), clean(name), what)
    if as_json:
        typer.echo(json.dumps(gone, ensure_ascii=False))
        return
    typer.echo(f"Forgotten: {gone['items']} items, {gone['sources']} sources and {gone['files']} files of {gone['brand']}.")
