"""What is known of a brand flows into a film: into the brief where the person left it open, then into the storyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from memory.domain.brand import (
    BrandItem,
    CaptionLook,
    Fact,
    LegalLine,
    Loudness,
    NameStrip,
    Pronunciation,
    Shape,
    WordAvoid,
)
from memory.domain.brand import Logo as Mark
from memory.domain.brand_kit import BrandKit
from memory.domain.brief import Brief, Sourced
from memory.domain.rebuild import checked
from memory.domain.storyboard import AspectRatio, CaptionStyle, Logo, LowerThird, Media, MusicMood, Scene, Storyboard, Theme
from renderer.look.grid import Grid
from tools.brand.respelling import ipa_of
from tools.compile import SIZES

DARK = 0.2  # relative luminance below which a ground takes light letters
MOST_AVOIDED = 12
MOST_FACTS = 2
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?(?:€|\$|£|euros?|dollars?|pounds?|CHF)\b|\d\s?%", re.I)
# 'We sound warm, plain and confident.' says how; 'Never use exclamation marks.' says what to do, and is no tone.
_TONE = re.compile(
    r"^(?:our )?(?:(?:tone|(?:brand )?voice)(?: of voice)?(?: is|:| –)|we (?:always )?(?:sound|are|speak|write|talk)|sound|be)\s"
    r"(?!never|always)(?=.{4,90}$)",
    re.I,
)
LONGEST = re.compile(
    r"\b(?:at most|no more than|max(?:imum)?(?: of)?|up to|under|below|not more than)\s+(\d{1,2})\s+words\b", re.I
)
_JOINED = re.compile(r",\s+(and|but|so)\s+(it|they|we|you|he|she|this|that|there)\b", re.I)
_CAPTIONS: tuple[tuple[CaptionStyle, str], ...] = (
    ("off", r"\b(?:no|never|without|avoid)\b[^.]{0,12}\b(?:captions?|subtitles?)\b|\b(?:captions?|subtitles?) are off\b"),
    ("boxed", r"\bbox(?:ed)?\b|\bon a (?:card|panel|bar)\b"),
    ("karaoke", r"\bkaraoke\b|\bfill(?:ing|s)? as\b"),
    ("word", r"\bword by word\b|\bone word\b"),
    ("bold", r"\bbold\b|\bcapitals?\b|\bupper ?case\b|\blarge\b"),
    ("minimal", r"\bminimal\b|\bplain\b|\bsmall\b|\bsimple\b"),
)
_DENIED = re.compile(r"\b(?:no|not|never|avoid|without|don['’]?t)\b", re.I)
HARDLY = 0.1  # of the running time
WHITE = 0.985  # relative luminance from which on a ground is white
_NAMES = re.compile(r"\b[A-Z][\w-]{2,}\b")


@dataclass(frozen=True)
class Applied:
    """Something that was remembered and used: what it did to the film, and the item it comes from."""

    what: str
    item: BrandItem


def remembered(brief: Brief, kit: BrandKit) -> tuple[Brief, tuple[Applied, ...]]:
    """The brief with open fields filled from memory, each marked as remembered. What was said is never overruled."""
    update: dict[str, object] = {"brand": brief.brand or Sourced(value=kit.name, source="remembered")}
    used: list[Applied] = []
    if brief.color is None and (found := kit.color("primary", "secondary", "other")):
        update["color"] = Sourced(value=found[1].hex, source="remembered")
        used.append(Applied(f"the colour {found[1].name or ''} {found[1].hex}".replace("  ", " "), found[0]))
    if brief.tone is None and (tones := [pair for pair in kit.rules("tone") if _TONE.match(pair[1].text)]):
        tone = _TONE.sub("", tones[0][1].text).rstrip(".")
        if most := longest_sentence(kit):
            tone += f"; at most {most[1]} words in a sentence"
        update["tone"] = Sourced(value=tone, source="remembered")
        used.append(Applied(f"the tone: {tone}", tones[0][0]))
    if brief.music_mood is None and (music := music_of(kit)):
        update["music_mood"] = Sourced(value=music[1], source="remembered")
        used.append(Applied(f"music: {music[1]}", music[0]))
    if brief.aspect is None:
        for item, shape in kit.of(Shape):
            if shape.text in get_args(AspectRatio):
                update["aspect"] = Sourced(value=shape.text, source="remembered")
                used.append(Applied(f"the shape {shape.text}", item))
                break
    if brief.captions is None and (captions := captions_of(kit)):
        update["captions"] = Sourced(value=captions[1], source="remembered")
        used.append(Applied(f"captions: {captions[1]}", captions[0]))
    avoid = tuple(word.text for _, word in kit.of(WordAvoid))[:MOST_AVOIDED]
    if avoid and brief.must_avoid is None:
        update["must_avoid"] = Sourced(value=avoid, source="remembered")
    return Brief.model_validate({**brief.model_dump(), **_dumped(update)}), tuple(used)


def dressed(board: Storyboard, kit: BrandKit, *, keep_words: bool) -> tuple[Storyboard, tuple[Applied, ...]]:
    """The film in the brand's accent, type and mark, with its words, names and lines.

    With `keep_words` the script is the person's own and stays as it is.
    """
    used: list[Applied] = []
    board = checked(board, theme=_theme(board.theme, kit, used))
    board = _on_its_ground(board, kit, used)
    if board.logo is None and (mark := kit.logo(dark=board.theme.dark)) and mark[1].sha256:
        clear = max((logo.clear_share or 0.0 for _, logo in kit.of(Mark)), default=0.0)
        scale = _mark_scale(mark[1], kit, board.aspect)
        board = checked(board, logo=Logo(sha256=mark[1].sha256, scale=scale, clear_share=min(clear, 2.0)))
        used.append(Applied("your logo", mark[0]))
    board = _with_strips(board, kit, used)
    if not keep_words:
        board = shortened(_in_its_words(board, kit, used), kit, used)
        board = _with_call(board, kit, used)
    board = _pronounced(board, kit, used)
    board = _with_lines(board, kit, used)
    return _between_bumpers(board, kit, used), tuple(used)


def mark_width(mark: Mark, aspect: AspectRatio, scale: float) -> float:
    """Width of a mark in the corner of a scene, in pixels of the full-size film."""
    room = Grid(*SIZES[aspect]).logo(scale)
    return min(room.width, room.height * (mark.width or 1) / (mark.height or 1))


def _mark_scale(mark: Mark, kit: BrandKit, aspect: AspectRatio) -> float:
    """The standard size, or the smallest larger one that the brand asks for."""
    least = max((logo.min_share or 0.0 for _, logo in kit.of(Mark)), default=0.0) * SIZES[aspect][0]
    return next((step / 10 for step in range(10, 25) if mark_width(mark, aspect, step / 10) >= least), 2.4)


def bearing(kit: BrandKit, request: str, recalled: Sequence[BrandItem]) -> tuple[Applied, ...]:
    """Facts that a film about `request` should not miss: recalled for it, and about something that it names."""
    named = {name.casefold() for name in _NAMES.findall(request)} - {word.casefold() for word in kit.name.split()}
    standing = {item.id for item in kit.items}
    found: list[Applied] = []
    for item in recalled:
        if isinstance(item.value, Fact) and item.id in standing:
            about = {name.casefold() for name in _NAMES.findall(item.value.text)}
            if about & named and item.value.text.casefold() not in request.casefold():
                found.append(Applied(f"“{item.value.text}”", item))
    return tuple(found[:MOST_FACTS])


def _theme(theme: Theme, kit: BrandKit, used: list[Applied]) -> Theme:
    update: dict[str, object] = {}
    if theme.accent is None and (accent := kit.color("accent", "secondary")) and accent[1].hex != theme.color:
        update["accent"] = accent[1].hex
        used.append(Applied(f"the accent {accent[1].name or ''} {accent[1].hex}".replace("  ", " "), accent[0]))
    ground = kit.color("background")
    if ground and ground[1].hex and (dark := luminance(ground[1].hex) < DARK) != theme.dark:
        update["dark"] = dark
        used.append(Applied(f"{'dark' if dark else 'light'} grounds, as {ground[1].name or ground[1].hex} is", ground[0]))
    for field, role in (("headline", "headline"), ("body", "body")):
        if getattr(theme, field) is None and (font := kit.font("headline" if role == "headline" else "body")) and font[1].free:
            update[field] = font[1].free
            instead = "" if font[1].free == font[1].family else f", as the nearest to {font[1].family}"
            used.append(Applied(f"{font[1].free} for {'headlines' if role == 'headline' else 'text'}{instead}", font[0]))
    return theme.model_copy(update=update)


def _on_its_ground(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Grounds in the brand's own tone, where it states one; white is what a light ground comes nearest to anyway."""
    found = kit.color("background")
    if found is None or not found[1].hex or found[0].confidence < 1 or board.background.color or luminance(found[1].hex) > WHITE:
        return board
    used.append(Applied(f"grounds in {found[1].name or ''} {found[1].hex}".replace("  ", " "), found[0]))
    return checked(board, background=board.background.model_copy(update={"color": found[1].hex}))


def _with_strips(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Who presents is named, where the brand's films name people; captions stand at the top where theirs do."""
    for item, _ in kit.of(NameStrip):
        if board.lower_third is None and any(scene.layout.startswith("presenter") for scene in board.scenes):
            strip = LowerThird(name=board.presenter[:1].upper() + board.presenter[1:], role=f"for {kit.name}")
            board = checked(board, lower_third=strip)
            used.append(Applied("a name strip, as your films have them", item))
        break
    for item, look in kit.of(CaptionLook):
        if look.box.y + look.box.height < 0.5 and board.caption_position == "bottom" and board.captions != "off":
            board = checked(board, caption_position="top")
            used.append(Applied("captions at the top", item))
        break
    return board


def captions_of(kit: BrandKit) -> tuple[BrandItem, CaptionStyle] | None:
    """How captions look: as a guideline says, else as they were seen in videos."""
    for item, rule in (*kit.rules("motion"), *kit.rules("other")):
        if re.search(r"\b(?:captions?|subtitles?)\b", rule.text, re.I):
            for style, pattern in _CAPTIONS:
                if re.search(pattern, rule.text, re.I):
                    return item, style
    for item, look in kit.of(CaptionLook):
        return item, "boxed" if look.boxed else "bold" if look.case == "upper" else "minimal"
    return None


def music_of(kit: BrandKit) -> tuple[BrandItem, MusicMood | Literal["off"]] | None:
    """The music that a guideline asks for; off where it asks for none, or where several videos have hardly any."""
    for item, rule in (*kit.rules("motion"), *kit.rules("other")):
        if not re.search(r"\b(?:music|soundtrack)\b", rule.text, re.I):
            continue
        if re.search(r"\b(?:no|without|never(?: use)?|avoid)\b[^.]{0,12}\bmusic\b|\bmusic is off\b", rule.text, re.I):
            return item, "off"
        said = re.findall(r"[\w-]+", rule.text.casefold())
        if not _DENIED.search(rule.text) and (mood := next((one for one in get_args(MusicMood) if one in said), None)):
            return item, mood
    for item, loud in kit.of(Loudness):
        if loud.music_share is not None and loud.music_share < HARDLY and len(item.evidence) > 1:
            return item, "off"
        break
    return None


def longest_sentence(kit: BrandKit) -> tuple[BrandItem, int] | None:
    """How many words a sentence may have, where a rule of tone counts them."""
    return next(((item, int(found[1])) for item, rule in kit.rules("tone") if (found := LONGEST.search(rule.text))), None)


def shortened(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Spoken sentences that are longer than the brand allows become two, where two clauses are joined in them."""
    most = longest_sentence(kit)
    if most is None:
        return board
    scenes = tuple(
        scene.model_copy(update={"narration": _in_two(scene.narration, most[1], keeps_words=bool(scene.gestures))})
        for scene in board.scenes
    )
    if scenes == board.scenes:
        return board
    used.append(Applied(f"at most {most[1]} words in a sentence", most[0]))
    return checked(board, scenes=scenes)


def _in_two(text: str, most: int, *, keeps_words: bool) -> str:
    """`keeps_words`: gestures are counted by words, so that none may go."""

    def apart(found: re.Match[str]) -> str:
        if found[1].casefold() == "and" and not keeps_words:
            return f". {found[2].capitalize()}"
        return f". {found[1].capitalize()} {found[2]}"

    parts = re.split(r"(?<=[.!?])(\s+)", text)
    return "".join(_JOINED.sub(apart, part, count=1) if len(part.split()) > most else part for part in parts)


def _with_call(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """What the brand's films ask viewers to do is said last, unless this film ends on an address or a wish of its own."""
    call, last = kit.phrase("call_to_action"), board.scenes[-1]
    told = " ".join((last.narration, *last.on_screen.lines()))
    if (
        call is None
        or not last.narration
        or re.search(r"\b[\w-]+\.[a-z]{2,}\b|\d{3}", told)
        or says(told, call[1].text.rstrip(".!"))
    ):
        return board
    narration = f"{last.narration.rstrip()} {call[1].text}"
    if len(narration) > 2000:
        return board
    used.append(Applied(f"“{call[1].text}” at the end", call[0]))
    return checked(board, scenes=(*board.scenes[:-1], last.model_copy(update={"narration": narration})))


def luminance(color: str) -> float:
    """Relative luminance of '#RRGGBB' (WCAG 2), 0 to 1."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _in_its_words(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Words that the brand replaces are replaced, in what is spoken and what is shown."""
    for item, word in kit.of(WordAvoid):
        if not word.instead or not any(says(text, word.text) for text in texts(board)):
            continue
        board = checked(board, scenes=tuple(_reworded(scene, word) for scene in board.scenes))
        used.append(Applied(f"“{word.instead}” instead of “{word.text}”", item))
    return board


def texts(board: Storyboard) -> Iterable[str]:
    """Everything that is spoken or shown."""
    for scene in board.scenes:
        yield from (scene.narration, *scene.on_screen.lines())


def says(text: str, word: str) -> bool:
    """Whether a text holds a word or phrase, its plain plural too, whole and in any case."""
    return re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", text, re.I) is not None


def _reworded(scene: Scene, word: WordAvoid) -> Scene:
    def put(text: str) -> str:
        return re.sub(
            rf"(?<!\w){re.escape(word.text)}(?!\w)", lambda found: _as_written(word.instead, found[0]), text, flags=re.I
        )

    shown = scene.on_screen
    shown = shown.model_copy(
        update={"headline": put(shown.headline), "body": put(shown.body), "points": tuple(put(point) for point in shown.points)}
    )
    narration = put(scene.narration)
    gestures = scene.gestures if len(narration.split()) == len(scene.narration.split()) else ()
    return scene.model_copy(update={"narration": narration, "on_screen": shown, "gestures": gestures})


def _as_written(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _pronounced(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Every name of the brand as it is spoken: one that no line says yet may come with an edit."""
    spoken = " ".join(scene.narration for scene in board.scenes)
    names = dict(board.pronounced)
    for item, name in kit.of(Pronunciation):
        ipa = name.said if name.ipa else ipa_of(name.said)
        if ipa and name.written not in names:
            names[name.written] = ipa
            if says(spoken, name.written):
                used.append(Applied(f"“{name.written}” spoken “{name.said}”", item))
    return checked(board, pronounced=names)


def _with_lines(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    """Lines that have to be shown, below the words of the last scene; without any, the tagline where there is room for it."""
    last = board.scenes[-1]
    lines = [
        (item, line.text)
        for item, line in kit.of(LegalLine)
        if is_due(line, board) and not any(line.text in text for text in texts(board))
    ]
    last_words = last.on_screen
    tagline = kit.phrase("tagline")
    if tagline and last.layout == "closing" and last_words.points == (kit.name,):
        # The logo says the name already.
        last_words = last_words.model_copy(update={"points": (tagline[1].text,)})
        used.append(Applied(f"“{tagline[1].text}” on the last scene", tagline[0]))
    if not lines:
        if tagline and not last_words.body and not any(tagline[1].text in text for text in (*texts(board), *last_words.points)):
            used.append(Applied(f"“{tagline[1].text}” on the last scene", tagline[0]))
            last_words = last_words.model_copy(update={"body": tagline[1].text})
        return checked(board, scenes=(*board.scenes[:-1], last.model_copy(update={"on_screen": last_words})))
    small = ""
    for item, text in lines:
        longer = f"{small} · {text}" if small else text
        if len(longer) <= 240:
            small = longer
            used.append(Applied(f"“{text}” on the last scene", item))
    if last.layout == "closing":
        # Its first line is large, as what to do; only what follows it is small print.
        points = (*last_words.points, *([last_words.body] if last_words.body else []))
        if not points and not last_words.figure:
            points = (tagline[1].text if tagline else kit.name,)
        last_words = last_words.model_copy(update={"points": points[:6], "body": small})
    elif len(both := f"{last_words.body} · {small}" if last_words.body else small) <= 240:
        last_words = last_words.model_copy(update={"body": both})
    return checked(board, scenes=(*board.scenes[:-1], last.model_copy(update={"on_screen": last_words})))


def is_due(line: LegalLine, board: Storyboard) -> bool:
    """Whether a film has to show a line: always, or because it speaks of what the line is for."""
    if not line.when:
        return True
    told = " ".join(texts(board))
    if re.search(r"\bpric|\boffer|\bdiscount|\bcost", line.when, re.I):
        return bool(_PRICE.search(told))
    words = [
        word
        for word in re.findall(r"\w{5,}", line.when.casefold())
        if word not in ("whenever", "films", "about", "mentioned", "shown", "videos")
    ]
    return any(word[:6] in told.casefold() for word in words)


def _between_bumpers(board: Storyboard, kit: BrandKit, used: list[Applied]) -> Storyboard:
    for kind in ("opening", "closing"):
        if found := kit.bumper(kind):
            item, clip = found
            if any(scene.media and scene.media.sha256 == clip.sha256 for scene in board.scenes):
                continue
            media = Media(sha256=clip.sha256, kind="video", name=f"{kit.name} {kind}")
            scene = Scene(
                id=board.next_scene_id(),
                layout="picture",
                media=media,
                length_s=clip.length_s,
                notes=f"the brand's {kind}",
                bare=True,
            )
            scenes = (scene, *board.scenes) if kind == "opening" else (*board.scenes, scene)
            board = checked(board, scenes=scenes)
            used.append(Applied(f"your {kind} of {clip.length_s:.1f} s", item))
    return board


def _dumped(update: dict[str, object]) -> dict[str, object]:
    return {key: value.model_dump() if isinstance(value, Sourced) else value for key, value in update.items()}
