"""`agency models`: weights, from the terminal."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ui.configured import settings

models_app = typer.Typer(help="Weights: what they are for, licence, size, and whether they are here.", rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@models_app.callback(invoke_without_command=True)
def models(context: typer.Context, as_json: Json = False) -> None:
    if not context.invoked_subcommand:
        _show_models(as_json)


def _show_models(as_json: bool) -> None:
    from tools.models import ModelStore

    store = ModelStore(settings().models_path)
    rows = [
        {
            "name": m.name,
            "for": m.purpose,
            "licence": m.licence,
            "mb": round(m.size / 1e6),
            "sha256": m.sha256,
            "installed": store.installed(m.name),
        }
        for m in store.models()
    ]
    if as_json:
        typer.echo(json.dumps({"models": rows}, ensure_ascii=False))
        return
    for row in rows:
        state = "installed" if row["installed"] else "missing"
        typer.echo(f"{state:<10} {row['name']:<38} {row['mb']:>5} MB  {row['licence']:<12} {row['for']}")


@models_app.command("list")
def models_list(as_json: Json = False) -> None:
    """The same as `agency models`."""
    _show_models(as_json)


@models_app.command("install")
def models_install(
    names: Annotated[list[str] | None, typer.Argument(help="Which; all that are missing if none is named.")] = None,
) -> None:
    """Fetch weights and check them against their hash."""
    from tools.models import ModelStore
    from ui.installing import install

    install(ModelStore(settings().models_path), names or [])
