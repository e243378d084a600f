"""The settings as a command asks for them: a wrong variable is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ui.settings import Settings


def settings() -> Settings:
    """Every choice from outside; raises BadParameter, which names the variable that is wrong."""
    from pydantic import ValidationError

    from ui.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"AGENCY_{first['loc'][0]}".upper()
        raise typer.BadParameter(f"{name} is {first['input']!r}: {first['msg']}; see .env.example") from error
