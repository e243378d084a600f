"""Words that stand for a button: stop, again. Only a whole message counts."""

from __future__ import annotations

import re

_POLITE = r"(?:please|thanks|thank you|ok(?:ay)?|yes|sure|now)"
_CANCEL = r"cancel(?: (?:it|that|this))?|stop(?: (?:it|that|this))?|abort|abbrechen|stopp|cancelar|arrête"
_AGAIN = r"again|retry|try (?:it )?again|once more|go on|continue|resume|weiter|nochmal|otra vez|encore"


def is_cancel(text: str) -> bool:
    """Stop what is being done."""
    return _whole(_CANCEL, text)


def is_again(text: str) -> bool:
    """Go on with what was interrupted or failed; an empty message means the same."""
    return not text.strip() or _whole(_AGAIN, text)


def _whole(words: str, text: str) -> bool:
    plain = re.sub(r"[\s,.!…]+", " ", text.strip().lower()).strip()
    return re.fullmatch(rf"(?:{_POLITE} )*(?:{words})(?: {_POLITE})*", plain) is not None
