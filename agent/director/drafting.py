"""From a brief to a storyboard that fits: planned in code, worded by the director, then checked and mended once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from agent.director.checking import alike, is_cut_off, missing_facts, worn
from agent.director.contract import Director, DraftTask, DraftText, OnWords, Rewrite, ScenePlan, SceneText
from agent.director.planning import DEFAULT_S, SLACK, is_address, plan_scenes
from agent.director.staging import storyboard
from agent.services import Rendering
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import Scene, Storyboard

CHUNK = 8  # scenes a small model writes in one go
FITTING_ROUNDS = 2  # each costs nothing where the film fits already


def settled(brief: Brief, presenter: str) -> Brief:
    """The brief with every open setting filled in as an assumption. An own script decides its length itself."""
    open_fields: dict[str, Sourced[object]] = {}
    defaults: dict[str, object] = {
        "aspect": "16:9",
        "language": "en",
        "presenter": presenter,
        "look": "clean",
        "captions": "word",
        "music_mood": "uplifting",
    }
    if brief.script is None:
        defaults["duration_s"] = DEFAULT_S
    for name, value in defaults.items():
        if getattr(brief, name) is None:
            open_fields[name] = Sourced(value=value, source="assumed")
    return Brief.model_validate({**brief.model_dump(), **{name: entry.model_dump() for name, entry in open_fields.items()}})


async def draft_board(
    director: Director, rendering: Rendering, brief: Brief, request: str, facts: Sequence[str], on_words: OnWords
) -> tuple[Storyboard, Brief]:
    """A film of `request` with the length the brief asks for, its facts byte for byte, and the brief as it was read.

    An own script is spoken word for word; then only headlines are written. Raises DirectorUnreachable, DraftUnusable.
    """
    if brief.script:
        text = await _headlines(director, brief, request, on_words)
        return storyboard(brief, text, facts), brief
    assert brief.duration_s and brief.language
    plans = plan_scenes(brief.duration_s.value, request, facts)
    text = await _written(director, brief, request, plans, on_words)
    board = storyboard(brief, text, facts)
    text = await _mended(director, board, text, plans, facts)
    fitted = storyboard(brief, text, facts)
    for _ in range(FITTING_ROUNDS):
        fitted = await fit_words(director, rendering, fitted)
    text = replace(
        text, scenes=tuple(replace(old, narration=new.narration) for old, new in zip(text.scenes, fitted.scenes, strict=True))
    )
    text = replace(text, scenes=_with_facts(text.scenes, facts, plans))
    return storyboard(brief, text, facts), _as_read(brief, text)


async def _headlines(director: Director, brief: Brief, request: str, on_words: OnWords) -> DraftText:
    assert brief.script and brief.language
    script = brief.script.value
    plans = tuple(ScenePlan("headline only", 0, 0) for _ in script)
    task = DraftTask(request, brief.language.value, plans, narrations=script)
    written = await director.draft(task, on_words)
    scenes = tuple(replace(scene, narration=line) for scene, line in zip(written.scenes, script, strict=True))
    return replace(written, scenes=scenes)


async def _written(director: Director, brief: Brief, request: str, plans: tuple[ScenePlan, ...], on_words: OnWords) -> DraftText:
    assert brief.language
    task = DraftTask(
        request,
        brief.language.value,
        plans,
        tone=brief.tone.value if brief.tone else "",
        audience=brief.audience.value if brief.audience else "",
        avoid=brief.must_avoid.value if brief.must_avoid else (),
    )
    first: DraftText | None = None
    scenes: list[SceneText] = []
    for start in range(0, len(plans), CHUNK):
        part = replace(task, scenes=plans[start : start + CHUNK], earlier=tuple(scene.narration for scene in scenes))
        written = await director.draft(part, on_words)
        first = first or written
        scenes += written.scenes
    assert first is not None
    return replace(first, scenes=tuple(scenes))


async def _mended(
    director: Director, board: Storyboard, text: DraftText, plans: Sequence[ScenePlan], facts: Sequence[str]
) -> DraftText:
    """One more round for the scenes that lack a fact, repeat another, are cut off or sound worn."""
    wanted: dict[str, ScenePlan] = {}
    lost = {fact for fact in missing_facts(text.scenes, facts) if not is_address(fact)}
    repeats = set(alike(text.scenes))
    for index, (scene, plan) in enumerate(zip(text.scenes, plans, strict=True)):
        needed = tuple(fact for fact in plan.facts if fact in lost)
        if needed or index in repeats or is_cut_off(scene.narration) or worn(scene):
            wanted[board.scenes[index].id] = replace(plan, facts=needed or plan.facts)
    if not wanted:
        return text
    fresh = await director.rewrite(Rewrite("write these scenes anew, unlike the others", board.language, wanted), board)
    return _replaced(text, board, {key: scene for key, scene in fresh.items() if not is_cut_off(scene.narration)})


async def fit_words(director: Director, rendering: Rendering, board: Storyboard) -> Storyboard:
    """The film with other words in the scenes furthest off, where rate and pauses alone cannot make its length.

    A narration is only taken where it moves the length the right way and is whole; the rest of the scene stays.
    """
    times = await asyncio.to_thread(rendering.schedule, board)
    if times.fits:
        return board
    shorter = times.off > 0
    spoken = [scene for scene in board.scenes if scene.narration]
    average = sum(len(scene.narration.split()) for scene in spoken) / max(1, len(spoken))
    aim = average / (1 + times.off)
    plans = {
        scene.id: ScenePlan("", max(2, round(aim * (1 - SLACK))), max(3, round(aim * (1 + SLACK))), about=scene.narration)
        for scene in spoken
        if (len(scene.narration.split()) > aim) == shorter
    }
    wish = "say the same in fewer words" if shorter else "say the same with one more concrete detail"
    fresh = await director.rewrite(Rewrite(wish, board.language, plans), board)

    def fitted(scene: Scene) -> Scene:
        words = fresh[scene.id].narration if scene.id in fresh else scene.narration
        better = (len(words.split()) < len(scene.narration.split())) == shorter and words != scene.narration
        return scene.model_copy(update={"narration": words}) if better and not is_cut_off(words) else scene

    return board.model_copy(update={"scenes": tuple(fitted(scene) for scene in board.scenes)})


def _replaced(text: DraftText, board: Storyboard, fresh: dict[str, SceneText]) -> DraftText:
    ids = [scene.id for scene in board.scenes]
    scenes = [
        replace(old, narration=fresh[key].narration, headline=fresh[key].headline or old.headline) if key in fresh else old
        for key, old in zip(ids, text.scenes, strict=True)
    ]
    return replace(text, scenes=tuple(scenes))


def _with_facts(scenes: Sequence[SceneText], facts: Sequence[str], plans: Sequence[ScenePlan]) -> tuple[SceneText, ...]:
    """What no round brought in is shown, as it was written, on the scene that was planned to hold it."""
    after = list(scenes)
    for fact in missing_facts(scenes, facts):
        home = next((index for index, plan in enumerate(plans) if fact in plan.facts), len(after) - 1)
        scene = after[home]
        after[home] = (
            replace(scene, headline=fact)
            if len(fact) > 40 or not scene.headline
            else replace(scene, points=(*scene.points, fact)[-6:])
        )
    return tuple(after)


def _as_read(brief: Brief, text: DraftText) -> Brief:
    """What the director took audience and tone to be, as assumptions beside what was said."""
    update: dict[str, Sourced[str]] = {}
    if brief.audience is None and text.audience:
        update["audience"] = Sourced(value=text.audience, source="assumed")
    if brief.tone is None and text.tone:
        update["tone"] = Sourced(value=text.tone, source="assumed")
    return brief.model_copy(update=update)
