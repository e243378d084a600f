"""What a check found in a text: the rule, the words, the reason and the way out."""

from __future__ import annotations

from typing import Literal

from memory.domain.frozen import Frozen

Action = Literal["allow", "review", "refuse"]


class Finding(Frozen):
    """One rule that one piece of text breaks. `where` says which piece: a scene id, 'brief', an upload's name.

    `text` holds the exact words. `confidence` is how sure the check is, 0 to 1: None where a rule's own words were found.
    `rewrite` is the whole passage in words that pass the check, None where there are none that keep its meaning.
    """

    rule: str
    text: str
    reason: str
    way_out: str
    action: Action = "refuse"
    where: str = ""
    confidence: float | None = None
    rewrite: str | None = None
