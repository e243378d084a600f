"""JSON schemas of the director's answers, and the way back from JSON to words.

Where a grammar enforces the schema, its limits shape the words themselves; endpoints that know no limits get it without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.director.contract import DraftTask, DraftText, Heard, Kind, Rewrite, ScenePlan, SceneText
from agent.errors import DraftUnusable
from memory.domain.edit_draft import EditDraft
from memory.domain.edits import Op

SPACED = frozenset(
    ("en", "de", "es", "fr", "it", "pt", "nl", "pl", "sv", "da", "tr")
)  # languages whose words a Latin pattern can count
LONGEST_WORD = 20
ROOM = 4  # words beyond the plan: held to it, a model runs words together
# What words are written with; a small model otherwise slips into another language. The hyphen stays last: these go into [...].
ENGLISH = "#-+0-9A-Za-z./:;@€£°é’–-"
LATIN = "#-+0-9A-Za-zÀ-ɏ¡-¿./:;@€£’–-"
LIMITS = frozenset({"minLength", "maxLength", "pattern", "maxItems", "minItems"})
Schema = dict[str, Any]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Understood(_Closed):
    """What kind of message it is, the edits it asks for as rows, and a question where one is needed."""

    kind: Kind
    edits: tuple[EditDraft, ...]
    question: str


class Wishes(_Closed):
    """A list of edits, as rows."""

    edits: tuple[EditDraft, ...]


class Told(_Closed):
    """A film in lines."""

    title: str
    lines: tuple[str, ...]


class Answer(_Closed):
    """Words for the chat."""

    text: str


def closed(properties: Schema) -> Schema:
    """A closed object with every property required, as strict structured output wants it."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def film_schema(task: DraftTask) -> Schema:
    """The title, then one object a scene under the keys s1, s2, ..."""
    head = {"title": _line(4, 50)}
    facts = tuple(dict.fromkeys(fact for plan in task.scenes for fact in plan.facts))
    # A fact that comes too early is moved in code: it has to be spelled as it is, wherever it stands.
    plans = [replace(plan, facts=facts) for plan in task.scenes]
    scenes = {f"s{place}": _scene(plan, task.language, bool(task.narrations)) for place, plan in enumerate(plans, 1)}
    return closed({**head, **scenes})


def told_schema(task: DraftTask) -> Schema:
    """The title and one line for each plan."""
    count = len(task.scenes)
    return closed(
        {"title": _line(4, 50), "lines": {"type": "array", "items": _line(8, 160), "minItems": count, "maxItems": count}}
    )


def rewrite_schema(task: Rewrite) -> Schema:
    """One object for each scene to be rewritten, under its id."""
    return closed(
        {
            key: _scene(plan, task.language, False) if task.shown else closed({"say": _said(plan, task.language)})
            for key, plan in task.scenes.items()
        }
    )


def understood_schema() -> Schema:
    """Kind, rows of edits, question."""
    return Understood.model_json_schema()


def wishes_schema(ops: Sequence[Op], most: int = 2) -> Schema:
    """Rows of edits: at most `most`, and only of the operations that may be meant."""
    schema = Wishes.model_json_schema()
    schema["properties"]["edits"]["maxItems"] = most
    schema["$defs"]["EditDraft"]["properties"]["op"]["enum"] = list(ops)
    return schema


def unlimited(schema: Any) -> Any:
    """The same schema without limits on text and lists, for endpoints whose strict mode refuses them."""
    match schema:
        case dict():
            return {key: unlimited(value) for key, value in schema.items() if not (key in LIMITS and not isinstance(value, dict))}
        case list():
            return [unlimited(part) for part in schema]
        case _:
            return schema


def film_of(text: str, task: DraftTask) -> DraftText:
    """The words in a JSON answer to `film_schema`. Raises DraftUnusable."""
    data = _object(text)
    scenes = []
    for place in range(1, len(task.scenes) + 1):
        scene = _scene_of(data, f"s{place}", bool(task.narrations))
        scenes.append(scene)
    return DraftText(_text(data, "title"), tuple(scenes))


def told_of(text: str) -> DraftText:
    """The lines in a JSON answer to `told_schema`. Raises DraftUnusable."""
    try:
        told = Told.model_validate_json(text)
    except ValidationError as error:
        raise _unusable(error) from error
    return DraftText(told.title, tuple(SceneText(line) for line in told.lines))


def rewritten_of(text: str, keys: Iterable[str]) -> dict[str, SceneText]:
    """The words in a JSON answer to `rewrite_schema`. Raises DraftUnusable."""
    data = _object(text)
    return {key: _scene_of(data, key, False) for key in keys}


def heard_of(text: str) -> Heard:
    """The kind, the rows and the question in a JSON answer; a message with edits is a wish. Raises DraftUnusable."""
    try:
        data = Understood.model_validate({"question": "", **_object(text)})
    except ValidationError as error:
        raise _unusable(error) from error
    return Heard("revise" if data.edits else data.kind, data.edits, data.question.strip())


def rows_of(text: str) -> tuple[EditDraft, ...]:
    """The rows in a JSON answer. Raises DraftUnusable."""
    try:
        return Wishes.model_validate_json(text).edits
    except ValidationError as error:
        raise _unusable(error) from error


def _line(least: int, most: int) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most}


def _scene(plan: ScenePlan, language: str, headline_only: bool) -> Schema:
    letters = _letters(language)
    shown: Schema = {"show": {"type": "string", "pattern": _shown(letters, _given(plan, letters))} if letters else _line(4, 44)}
    return closed(shown if headline_only else {**shown, "say": _said(plan, language)})


def _shown(letters: str, given: list[str]) -> str:
    """A headline is two to six words, with a mark at most behind the last."""
    word = "(" + "|".join([f"[{_plain(letters)}]{{1,16}}", *given]) + ")"
    return f"^{word}( {word}){{1,5}}[!?]?$"


def _letters(language: str) -> str:
    """The inside of a character class for a word of this language, '' where words are not set apart by spaces."""
    tag = language.split("-")[0]
    return ENGLISH if tag == "en" else LATIN if tag in SPACED else ""


def _plain(letters: str) -> str:
    """The letters of ordinary words, without the marks that only addresses and times have inside."""
    return letters.translate(str.maketrans("", "", "./:;@"))


def _given(plan: ScenePlan, letters: str) -> list[str]:
    """Words of the facts that no ordinary word may look like, as patterns."""
    ordinary = re.compile(rf"[{_plain(letters)}]{{1,16}}")
    words = dict.fromkeys(word for fact in plan.facts for word in fact.split())
    return [re.escape(word) for word in words if not ordinary.fullmatch(word)]


def _said(plan: ScenePlan, language: str) -> Schema:
    """Words are counted by the grammar. A word may not be longer than words are, or a model at its limit glues them."""
    letters = _letters(language)
    if not letters:
        return {"type": "string", "minLength": 4, "maxLength": 40 + plan.most * 9}
    given = _given(plan, letters)
    word = "|".join([rf"[{_plain(letters)}]{{1,{LONGEST_WORD}}}[,.!?]?", *given])
    low, high = max(0, plan.least - 3), plan.most + ROOM
    return {"type": "string", "pattern": rf"^({word})( ({word})){{{low},{high}}}[.!?]$"}


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _unusable(error) from error
    if not isinstance(data, dict):
        raise _unusable(None)
    return data


def _scene_of(data: dict[str, Any], key: str, headline_only: bool) -> SceneText:
    scene = data.get(key)
    if not isinstance(scene, dict):
        raise DraftUnusable(f"the language model left out scene {key!r}; say it again, or take a larger model")
    return SceneText("" if headline_only else _text(scene, "say"), str(scene.get("show", "")).strip())


def _text(data: dict[str, Any], key: str) -> str:
    value = str(data.get(key, "")).strip()
    if not value:
        raise DraftUnusable(f"the language model left {key!r} empty; say it again, or take a larger model")
    return value


def _unusable(error: Exception | None) -> DraftUnusable:
    return DraftUnusable(f"the language model's answer could not be read ({type(error).__name__}); say it again")


Purpose = Literal["draft", "tell", "headlines", "understand", "wishes", "rewrite", "translate", "answer"]
