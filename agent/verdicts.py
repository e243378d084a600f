"""Words that stand for a button: stop, again, a version by its number. Only a whole message counts."""

from __future__ import annotations

import re

_POLITE = r"(?:please|thanks|thank you|ok(?:ay)?|yes|sure|now)"
_CANCEL = r"cancel(?: (?:it|that|this))?|stop(?: (?:it|that|this))?|abort|abbrechen|stopp|cancelar|arrête"
_AGAIN = r"again|retry|try (?:it )?again|once more|go on|continue|resume|weiter|nochmal|otra vez|encore"
_VERSION = re.compile(
    r"(?:please )?(?:go |back |return |open |show |switch |restore |use )*(?:to )?(?:me )?(?:the )?version (\d+)(?: again)?", re.I
)


def is_cancel(text: str) -> bool:
    """Stop what is being done."""
    return _whole(_CANCEL, text)


def is_again(text: str) -> bool:
    """Go on with what was interrupted or failed; an empty message means the same."""
    return not text.strip() or _whole(_AGAIN, text)


def version_named(text: str) -> int:
    """The version a message asks back for, 0 for none."""
    match = _VERSION.fullmatch(text.strip().rstrip(".!"))
    return int(match.group(1)) if match else 0


def _whole(words: str, text: str) -> bool:
    plain = re.sub(r"[\s,.!…]+", " ", text.strip().lower()).strip()
    return re.fullmatch(rf"(?:{_POLITE} )*(?:{words})(?: {_POLITE})*", plain) is not None
