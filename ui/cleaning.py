"""What no database and no renderer can hold is dropped at the door: NUL characters and halves of surrogate pairs."""

from __future__ import annotations

import re
from typing import Any

_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without NUL characters and lone surrogates; everything else stays as it was typed."""
    return _UNHOLDABLE.sub("", text)


def clean_doc(value: Any) -> Any:
    """A JSON value with every text in it cleaned, keys too."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean_doc(key): clean_doc(inner) for key, inner in value.items()}
        case list() | tuple():
            return [clean_doc(inner) for inner in value]
        case _:
            return value
