"""Labelled texts for moderation: the shared public halves, our own cases, and business copy that must pass.

A quarter of each shared source, by a hash of the text, is never trained or tuned on. The shared texts are no part of the project.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.cases_file import Case, CasesUnreadable
from tools.moderation.classifier import ANY
from tools.moderation.rules import Policy

CHECKOUT = Path(__file__).resolve().parents[1]
CASES = Path(__file__).parent / "cases"
SHARED = CHECKOUT.parent / "shared" / "data" / "moderation"
PUBLIC = ("hatecheck", "openai_moderation", "political_ads", "xstest")
# What a category of a case is called in the classifier.
HEADS = {
    "hate": "hate",
    "harassment": "harassment",
    "sexual content": "sexual",
    "sexual": "sexual",
    "minors": "minors",
    "violence": "violence",
    "self-harm": "self-harm",
    "crime and weapons": "crime",
    "fraud and scams": "fraud",
    "political campaigning": "political",
    "political": "political",
    "misinformation": "misinformation",
    "impersonation": "impersonation",
    "miracle claims": "miracle",
    "financial claims": "fraud",
    "deceptive urgency": "urgency",
    "privacy": "privacy",
    "brand misuse": "brand",
}
NAMES = (*dict.fromkeys(HEADS.values()), ANY)
_OPENAI = {
    "hate": "hate",
    "hate/threatening": "hate",
    "harassment": "harassment",
    "sexual": "sexual",
    "violence": "violence",
    "violence/graphic": "violence",
    "self-harm": "self-harm",
}
_CONTRAST = {"contrast_discr": "hate", "contrast_privacy": "privacy"}


class ModerationCase(Case):
    """A text and whether it must be stopped. `source` is empty for our own cases."""

    label: str
    category: str = "none"
    lang: str = "en"
    source: str = ""

    @property
    def is_unsafe(self) -> bool:
        """Political ads are stopped too."""
        return self.label in ("unsafe", "political")


@dataclass(frozen=True)
class Labelled:
    """A text to learn from: the heads it belongs to, those whose answer is known, and where it is from."""

    text: str
    heads: frozenset[str]
    known: frozenset[str]
    source: str
    weight: float = 1.0


def is_held_out(text: str) -> bool:
    """Whether a text of a shared source is in the quarter that nothing is trained or tuned on."""
    return hashlib.sha256(text.encode()).digest()[0] % 4 == 0


def shared_rows(source: str, folder: Path = SHARED) -> list[dict[str, Any]]:
    """The lines of one shared source. Raises CasesUnreadable where it does not lie beside the checkout."""
    path = folder / f"{source}.jsonl"
    try:
        return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    except OSError as error:
        raise CasesUnreadable(f"the labelled texts {str(path)!r} cannot be read ({error.strerror}); fetch the source") from error


def shared_cases(folder: Path = SHARED) -> list[ModerationCase]:
    """All shared texts as cases, in the order of their files."""
    return [
        ModerationCase(id=f"{name}-{number}", text=row["text"], label=row["label"], category=row["category"], source=name)
        for name in PUBLIC
        for number, row in enumerate(shared_rows(name, folder), 1)
    ]


def training(policy: Policy, folder: Path = SHARED) -> list[Labelled]:
    """Everything the classifier may learn from: three quarters of the shared texts, our tuned cases, examples, business copy."""
    rows = [
        *_shared(folder),
        *_own("moderation.jsonl", "moderation_training.jsonl"),
        *_own("moderation_taught.jsonl", source="taught"),
    ]
    rows += [*_examples(policy), *_business()]
    rows = [replace(row, heads=row.heads | {ANY}, known=row.known | {ANY}) if row.heads else row for row in rows]
    return list({row.text: row for row in reversed(rows) if row.text.strip()}.values())[::-1]


def _shared(folder: Path) -> Iterator[Labelled]:
    every = frozenset(NAMES)
    for row in shared_rows("hatecheck", folder):
        # Its texts are made from templates: half of them say as much.
        if not is_held_out(row["text"]) and hashlib.sha256(row["text"].encode()).digest()[1] % 2:
            yield Labelled(row["text"], frozenset({"hate"} if row["label"] == "unsafe" else ()), every, "hatecheck", 0.5)
    for row in shared_rows("openai_moderation", folder):
        if not is_held_out(row["text"]):
            heads = frozenset(_OPENAI[name] for name in row["categories"] if name in _OPENAI)
            known = frozenset(_OPENAI[name] for name in row["known"] if name in _OPENAI) | heads
            known |= {ANY} if row["label"] == "safe" else frozenset()
            yield Labelled(row["text"], heads, known, "openai_moderation", 0.5)
    for row in shared_rows("political_ads", folder):
        if not is_held_out(row["text"]):
            yield Labelled(
                row["text"], frozenset({"political"} if row["label"] == "political" else ()), every, "political_ads", 2.0
            )
    for row in shared_rows("xstest", folder):
        if not is_held_out(row["text"]):
            heads = frozenset({_CONTRAST.get(row["type"], "crime")} if row["label"] == "unsafe" else ())
            known = every if not heads else heads | {"political", "brand"}
            yield Labelled(row["text"], heads, known, "xstest", 2.0)


def _own(*names: str, source: str = "own") -> Iterator[Labelled]:
    for name in names:
        for line in (CASES / name).read_text().splitlines():
            if line.strip():
                case = ModerationCase.model_validate_json(line)
                heads = frozenset({HEADS[case.category]} if case.is_unsafe else ())
                # What breaks one rule often breaks another too: nothing is learned about the rest.
                known = heads or frozenset(NAMES)
                yield Labelled(case.text, heads, known, source, 3.0)


def _examples(policy: Policy) -> Iterator[Labelled]:
    for rule in policy.rules:
        if rule.head in NAMES:
            for text in rule.examples.bad:
                yield Labelled(text, frozenset({rule.head}), frozenset({rule.head}), "examples", 2.0)
        for text in rule.examples.good if rule.severity != "allow" else ():
            yield Labelled(text, frozenset(), frozenset(NAMES), "examples", 2.0)


def _business() -> Iterator[Labelled]:
    for text in business(("briefs.jsonl", "revisions.jsonl", "films.jsonl")):
        yield Labelled(text, frozenset(), frozenset(NAMES), "business")
    # Lines and headlines of films that the director wrote: short, often without a subject, and said to the viewer.
    for text in (CASES / "film_lines.txt").read_text().splitlines():
        yield Labelled(text, frozenset(), frozenset(NAMES), "film_lines", 2.0)


def business(files: Sequence[str]) -> list[str]:
    """Texts of our own cases about other things, and lines our director may write: none breaks a rule."""
    texts = []
    for name in files:
        for line in (CASES / name).read_text().splitlines():
            row = json.loads(line) if line.strip() else {}
            texts += [str(row[key]) for key in ("text", "brief") if row.get(key)]
    return texts


def phrases() -> list[str]:
    """Lines that the director fills in, with their gaps as plain words."""
    folder = CHECKOUT / "agent" / "director" / "phrases"
    lines = [line.strip() for path in sorted(folder.glob("*.txt")) for line in path.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
