"""Prompts are Markdown files: headings name the speaker. Their text never changes at run time, so a model keeps it cached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from agent.director.contract import DraftTask, Rewrite, ScenePlan, Situation
from memory.domain.storyboard import Scene, Storyboard

LANGUAGES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "hi": "Hindi", "ar": "Arabic", "tr": "Turkish",
    "sv": "Swedish", "da": "Danish",
}  # fmt: skip
Messages = list[dict[str, str]]


@cache
def prefix(name: str) -> tuple[tuple[str, str], ...]:
    """(role, text) of every message in prompts/<name>.md, in order."""
    text = files("agent.director").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (System|User|Assistant)\n", text, flags=re.M)[1:]
    return tuple((role.lower(), body.strip()) for role, body in zip(parts[::2], parts[1::2], strict=True))


def messages(name: str, request: str, example: str = "") -> Messages:
    """The prompt `name`, the messages of the prompt `example` behind it, and the request as the last message."""
    return [*fixed(name, example), {"role": "user", "content": request}]


def fixed(name: str, example: str = "") -> Messages:
    """What stands before the request, the same at every call."""
    parts = prefix(name) + (prefix(example) if example else ())
    return [{"role": role, "content": text} for role, text in parts]


def draft_request(task: DraftTask) -> str:
    """What holds for the whole film, and one line for each scene with the pieces of the brief that belong in it."""
    lines = []
    if task.audience:
        lines.append(f"Audience: {task.audience}")
    if task.tone:
        lines.append(f"Tone: {task.tone}")
    if task.avoid:
        lines.append(f"Never write: {', '.join(task.avoid)}")
    if task.earlier:
        lines.append(f"Said before: {' '.join(task.earlier[-3:])}")
    lines.append(f"Language: {language_name(task.language)}")
    lines += [f"s{place} {_line(plan)}" for place, plan in enumerate(task.scenes, 1)]
    return "\n".join(lines)


def told_request(task: DraftTask) -> str:
    """The pieces of the brief, and how many lines of how many words tell them."""
    count = len(task.scenes)
    words = round(sum(plan.least + plan.most for plan in task.scenes) / 2 / count)
    middle = ["the matter", *["a detail", *["another detail"] * count][: count - 3]]
    return f"{task.matter}\n{count} lines of about {words} words: {'; '.join(['a hook', *middle, 'what to do now'])}"


def headlines_request(task: DraftTask) -> str:
    """The fixed words, one line for each scene."""
    return "\n".join(f"s{place}: {_one_line(line)}" for place, line in enumerate(task.narrations, 1))


def rewrite_request(task: Rewrite, board: Storyboard) -> str:
    """The wish and a line for each scene to be rewritten."""
    said = {scene.id: scene.narration for scene in board.scenes}
    lines = [] if task.language != board.language else [f"Wish: {task.wish}"]
    lines.append(f"Language: {language_name(task.language)}")
    for key, plan in task.scenes.items():
        now = said.get(key, "")
        about = plan if plan.about != now else ScenePlan("", plan.least, plan.most, facts=plan.facts)
        lines.append(f"{key} {_line(about)}" + (f" now: {now}" if now else ""))
    return "\n".join(lines)


def message_request(message: str, situation: Situation, presenters: Mapping[str, str], complaint: str) -> str:
    """The film with all that it says and shows, who may be in it, what happened before, and the message."""
    lines = [f"Film: {_settings(situation.board)}"]
    lines += [f"{place} {_scene(scene)}" for place, scene in enumerate(situation.board.scenes, 1)]
    lines.append("Presenters: " + " | ".join(f"{name} ({about})" for name, about in presenters.items()))
    lines.append(f"Voices: {', '.join(situation.voices)}")
    lines += situation.before
    lines += ["A file came with the message: a picture or a clip."] if situation.file else []
    lines.append(f"Message: {message.strip()[:4000]}")
    return "\n".join([*lines, f"Your last answer could not be applied: {complaint} Answer anew."] if complaint else lines)


def wishes_request(message: str, board: Storyboard) -> str:
    """The film in headlines and what is said, and the message."""
    lines = [
        f"{place} {scene.on_screen.headline or '-'} | {_one_line(scene.narration)}" for place, scene in enumerate(board.scenes, 1)
    ]
    return "\n".join([*lines, f"Message: {_one_line(message)}"])


def answer_request(question: str, board: Storyboard, facts: str) -> str:
    """What is known, and the question."""
    return f"Facts: {facts}\nFilm: {spoken(board)}\nQuestion: {_one_line(question)}"


def spoken(board: Storyboard) -> str:
    """The narrations, numbered."""
    return " ".join(f"{place} {scene.narration}" for place, scene in enumerate(board.scenes, 1))


def language_name(tag: str) -> str:
    """English name of a BCP 47 tag; the tag itself where the name is not known here."""
    return LANGUAGES.get(tag.split("-")[0], tag)


def _settings(board: Storyboard) -> str:
    """The settings of the whole film, in words."""
    theme, music = board.theme, board.music
    parts = [
        f"“{board.title}”",
        f"{board.target_s:g} s" if board.target_s else "",
        board.aspect,
        language_name(board.language),
        f"presenter {board.presenter}",
        f"voice {board.voice or 'their own'}",
        f"captions {board.captions} at the {board.caption_position}",
        f"music {music.mood if music.on else 'off'}",
        f"logo {'shown' if board.logo.visible else 'hidden'}" if board.logo else "no logo",
        f"look {theme.look}{', dark' if theme.dark else ''}, brand colour {theme.color}, accent {theme.accent or 'none set'}",
        f"background {board.background.kind} {board.background.color or ''}".strip(),
        f"transitions {board.transition}",
        f"pace {board.pace:g}",
    ]
    return "; ".join(part for part in parts if part)


def _scene(scene: Scene) -> str:
    """Everything in a scene that a message may point at."""
    shown = " / ".join(scene.on_screen.lines())
    parts = [
        scene.layout.replace("_", " ") + (f", {scene.notes}" if scene.notes else ""),
        f"presenter {scene.presenter}" if scene.presenter else "",
        f"{scene.media.kind} {scene.media.name}" if scene.media else "",
        f"shows: {shown}" if shown else "shows no text",
        f"says: {scene.narration}" if scene.narration else "says nothing",
    ]
    return " | ".join(part for part in parts if part)


def _line(plan: ScenePlan) -> str:
    parts = [plan.role, f"about: {plan.about}" if plan.about else ""]
    if plan.facts:
        parts.append("write " + ", ".join(f'"{fact}"' for fact in plan.facts))
    line = "; ".join(part for part in parts if part)
    return f"({plan.least}-{plan.most} words) {line}".rstrip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
