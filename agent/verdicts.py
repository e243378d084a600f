"""Words that stand for a button: approval, undo, stop, again. Only a whole message counts, so praise with a wish is none."""

from __future__ import annotations

import re

_POLITE = r"(?:please|thanks|thank you|ok(?:ay)?|yes|yep|sure|great|perfect|looks? good|looks? great|love it|wonderful|nice|all good|good)"
_APPROVE = (
    r"(?:i )?approved?(?: it| this| that| the (?:film|video|preview|version))?|(?:render|make|export|deliver|produce|send me|give me) (?:the )?final"
    r"(?: (?:film|video|version|one|cut))?|ship it|publish it|deliver it|finali[sz]e(?: it)?|go ahead and (?:render|deliver)(?: it)?|release it|"
    r"freigegeben|freigeben|genehmigt|apruebo|aprobado|j'approuve|approuvé"
)
_UNDO = r"undo(?: (?:it|that|this|the last (?:change|edit|one)))?|revert(?: (?:it|that))?|go back|take (?:it|that) back|rückgängig|deshacer|annule[rz]?"
_VERSION = re.compile(
    r"(?:go |back |return |open |show |switch |restore |use )*(?:to )?(?:me )?(?:the )?version (\d+)(?: again)?", re.I
)
_CANCEL = r"cancel(?: (?:it|that|this))?|stop(?: (?:it|that|this))?|abort|abbrechen|stopp?|cancelar|arrête"
_AGAIN = r"again|retry|try (?:it )?again|once more|go on|continue|resume|weiter|nochmal|otra vez|encore"


def _whole(words: str, text: str) -> bool:
    plain = re.sub(r"[\s,.!…]+", " ", text.strip().lower()).strip()
    return re.fullmatch(rf"(?:{_POLITE} )*(?:{words})(?: {_POLITE}| now)*", plain) is not None


def is_approval(text: str) -> bool:
    """An explicit order for the final film. 'Love it, but shorter' is none, and so is 'looks great'."""
    return _whole(_APPROVE, text)


def is_undo(text: str) -> bool:
    """Back by one version."""
    return _whole(_UNDO, text)


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


_PRAISE = r"(?:(?:it |this |that |i )?(?:really )?(?:looks?|is|sounds?|love|like|works?)(?: it| this| that)?(?: (?:so|very|really|pretty))?(?: (?:good|great|nice|perfect|amazing|lovely|fine|well))?|wow|awesome|amazing|cool|super|well done|great job|nice work)"


def is_praise(text: str) -> bool:
    """Kind words and nothing else."""
    return bool(text.strip()) and (_whole(_PRAISE, text) or _whole(_POLITE, text))
