"""How well a film keeps to its brand: a score for each rule that can be measured, and what to change where one is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from memory.domain.brand import BrandItem, LegalLine, Loudness, Pace, Pronunciation, Rule, Shape, WordAvoid
from memory.domain.brand_kit import BrandKit
from memory.domain.findings import Finding
from memory.domain.storyboard import Storyboard
from renderer.look import color
from renderer.mastering import TARGET_LUFS
from tools.brand.apply import LONGEST, is_due, mark_width, says, texts
from tools.brand.logo_room import least_room
from tools.compile import SIZES

SAME_COLOR = 0.02  # distance in OKLab that is just seen
OTHER_COLOR = 0.25  # from which on it is another colour altogether
LOUDNESS_LU = 1.0
HARD_WEIGHT = 3
RULE = "brand"
_NEVER = r"\b(?:no|never|avoid|without|don['’]?t)\b.*\b"


@dataclass(frozen=True)
class Check:
    """One rule held against a film. `score` is 0 to 1; `change` says what to do, '' where all is well."""

    rule: str
    score: float
    item: BrandItem
    change: str = ""
    where: str = ""

    @property
    def hard(self) -> bool:
        """Whether a film that breaks it is not handed over."""
        return self.item.hard

    @property
    def is_kept(self) -> bool:
        return self.score >= 0.9


@dataclass(frozen=True)
class Adherence:
    """All checks of one film. `unmeasured` are rules that only a person can judge."""

    brand: str
    checks: tuple[Check, ...] = ()
    unmeasured: int = 0

    @property
    def score(self) -> int:
        """0 to 100; a hard rule weighs as much as three others."""
        weights = [HARD_WEIGHT if check.hard else 1 for check in self.checks]
        total = sum(weight * check.score for weight, check in zip(weights, self.checks, strict=True))
        return round(100 * total / sum(weights)) if weights else 100

    @property
    def broken(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_kept)

    def findings(self) -> tuple[Finding, ...]:
        """The hard rules that are broken, as what stops a delivery."""
        return tuple(
            Finding(
                rule=RULE,
                text=check.rule,
                reason=f"{self.brand} marks this rule as one that every film keeps.",
                way_out=f"{check.change} Or say “forget that rule”, if it no longer holds.",
                where=check.where or "film",
            )
            for check in self.broken
            if check.hard
        )

    def told(self) -> str:
        """For the chat: the score, what is not kept and what to change; '' where nothing could be measured."""
        if not self.checks:
            return ""
        kept = len(self.checks) - len(self.broken)
        head = f"Brand check for {self.brand}: {self.score} of 100, {kept} of {len(self.checks)} rules kept."
        lines = [f"- {'(hard) ' if check.hard else ''}{check.rule}: {check.change}" for check in self.broken]
        more = f"{self.unmeasured} more {'rule is' if self.unmeasured == 1 else 'rules are'} for you to judge."
        return "\n".join([head, *lines, *([more] if self.unmeasured else [])])


def adherence(board: Storyboard, kit: BrandKit, lengths_s: Sequence[float] = ()) -> Adherence:
    """Every rule that can be measured on a storyboard. `lengths_s` are the scenes' lengths; without them pace is left out."""
    checks = (
        *_colors(board, kit), *_type(board, kit), *_logo(board, kit), *_words(board, kit), *_tone(board, kit),
        *_lines(board, kit), *_names(board, kit), *_bumpers(board, kit), *_film(board, kit, lengths_s),
    )  # fmt: skip
    measured = {check.item.id for check in checks}
    left = [item for item in kit.items if isinstance(item.value, Rule) and item.id not in measured]
    return Adherence(kit.name, checks, len(left))


def _colors(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    if found := kit.color("primary"):
        yield _color(found[0], found[1].hex or "", board.theme.color, "The primary colour")
    accent = kit.color("accent", "secondary")
    if accent and board.theme.accent is not None:
        yield _color(accent[0], accent[1].hex or "", board.theme.accent, "The accent")


def _color(item: BrandItem, wanted: str, used: str, what: str) -> Check:
    away = color.distance(color.parse(wanted), color.parse(used))
    score = min(1.0, max(0.0, 1 - (away - SAME_COLOR) / (OTHER_COLOR - SAME_COLOR)))
    return Check(
        f"{what} is {wanted}", score, item, "" if score >= 0.9 else f"Make the brand colour {wanted}; it is {used.upper()}."
    )


def _type(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    for what, used, font in (
        ("Headlines are", board.theme.headline, kit.font("headline")),
        ("Text is", board.theme.body, kit.font("body")),
    ):
        if font and font[1].free:
            kept = used == font[1].free
            yield Check(f"{what} set in {font[1].free}", float(kept), font[0], "" if kept else f"Set them in {font[1].free}.")


def _logo(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    mark = kit.logo(dark=board.theme.dark)
    if mark is None or mark[1].sha256 is None:
        return
    item, value = mark
    shown = board.logo is not None and board.logo.visible and board.logo.sha256 == value.sha256
    yield Check("The logo is shown", float(shown), item, "" if shown else "Show the logo.")
    if not shown or board.logo is None or not value.width or not value.height:
        return
    frame_width = SIZES[board.aspect][0]
    width = mark_width(value, board.aspect, board.logo.scale)
    for rule, logo in kit.of(type(value)):
        if logo.min_share is not None:
            share = width / frame_width
            kept = share >= logo.min_share - 0.001
            change = "" if kept else f"Make the logo {logo.min_share / share:.1f} times as large."
            yield Check(f"The logo is at least {logo.min_share:.1%} of the width", min(1.0, share / logo.min_share), rule, change)
        if logo.clear_share is not None:
            free, number = least_room(board, value.width / value.height)
            where = f"scene {number} comes closer" if number else "the picture's edge is closer"
            change = "" if free >= logo.clear_share - 0.005 else f"Show the brand's logo anew, it brings its room along: {where}."
            score = min(1.0, free / logo.clear_share) if logo.clear_share else 1.0
            yield Check(
                f"{logo.clear_share:.0%} of the logo's height is clear on all sides",
                score if change else 1.0,
                rule,
                change,
                f"s{number}" if number and change else "",
            )


def _words(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    for item, word in kit.of(WordAvoid):
        where = _scene_with(board, word.text)
        instead = f"Say “{word.instead}” instead." if word.instead else "Say it in other words."
        change = f"Scene {where} says it. {instead}" if where else ""
        yield Check(f"“{word.text}” is not said", 0.0 if where else 1.0, item, change, f"s{where}" if where else "")


def _scene_with(board: Storyboard, word: str) -> int:
    for number, scene in enumerate(board.scenes, 1):
        if any(says(text, word) for text in (scene.narration, *scene.on_screen.lines())):
            return number
    return 0


def _tone(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    """Rules of tone that can be counted: the length of sentences, exclamation marks, capitals."""
    spoken = [part for text in texts(board) for part in re.split(r"(?<=[.!?])\s+", text) if part]
    for item, rule in kit.rules("tone"):
        plain = rule.text.casefold()
        if match := LONGEST.search(rule.text):
            most = int(match[1])
            long = [part for part in spoken if len(part.split()) > most]
            share = 1 - len(long) / max(1, len(spoken))
            yield Check(rule.text, share, item, f"Shorten “{_short(long[0])}”." if long else "")
        elif re.search(_NEVER + r"exclamation", plain):
            loud = [part for part in spoken if part.endswith("!")]
            yield Check(rule.text, 0.0 if loud else 1.0, item, f"Take the mark out of “{_short(loud[0])}”." if loud else "")
        elif re.search(_NEVER + r"(?:all caps|capitals)", plain):
            shouted = [part for part in spoken if len(part) > 6 and part.isupper()]
            yield Check(
                rule.text, 0.0 if shouted else 1.0, item, f"Write “{_short(shouted[0])}” in small letters." if shouted else ""
            )


def _lines(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    shown = [line for scene in board.scenes for line in scene.on_screen.lines()]
    for item, line in kit.of(LegalLine):
        if is_due(line, board):
            kept = any(line.text in text for text in shown)
            change = "" if kept else f"Show “{line.text}” on the last scene."
            yield Check(f"“{_short(line.text)}” is shown", float(kept), item, change)


def _names(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    spoken = " ".join(scene.narration for scene in board.scenes)
    for item, name in kit.of(Pronunciation):
        if says(spoken, name.written):
            kept = any(written.casefold() == name.written.casefold() for written in board.pronounced)
            change = "" if kept else f"Speak {name.written} as “{name.said}”."
            yield Check(f"“{name.written}” is spoken “{name.said}”", float(kept), item, change)


def _bumpers(board: Storyboard, kit: BrandKit) -> Iterator[Check]:
    for kind, scene in (("opening", board.scenes[0]), ("closing", board.scenes[-1])):
        if found := kit.bumper(kind):
            kept = scene.media is not None and scene.media.sha256 == found[1].sha256
            yield Check(f"The {kind} is there", float(kept), found[0], "" if kept else f"Put the brand's {kind} back.")


def _film(board: Storyboard, kit: BrandKit, lengths_s: Sequence[float]) -> Iterator[Check]:
    for item, shape in kit.of(Shape):
        kept = board.aspect == shape.text
        yield Check(f"The shape is {shape.text}", float(kept), item, "" if kept else f"Make it {shape.text}.")
        break
    for item, pace in kit.of(Pace):
        if lengths_s:
            ratio = median(lengths_s) / pace.shot_s
            off = max(ratio, 1 / ratio)
            score = min(1.0, max(0.0, (2.5 - off) / 1.25))
            faster = "shorter" if ratio > 1 else "longer"
            change = "" if score >= 0.9 else f"Make the scenes {faster}; they last {median(lengths_s):.1f} s."
            yield Check(f"A scene lasts about {pace.shot_s:.1f} s", score, item, change)
        break
    for item, loud in kit.of(Loudness):
        off = abs(TARGET_LUFS - loud.lufs)
        change = "" if off <= LOUDNESS_LU else f"Films are made at {TARGET_LUFS:g} LUFS; turn this one to {loud.lufs:g}."
        yield Check(f"Loudness is {loud.lufs:g} LUFS", max(0.0, 1 - max(0.0, off - LOUDNESS_LU) / 6), item, change)
        break


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
