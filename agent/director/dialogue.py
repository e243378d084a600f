"""Two of the cast in one film: who is to talk with whom, and whose line each scene is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.gestures import gestures_for
from memory.domain.rebuild import checked
from memory.domain.storyboard import MAX_SCENES, OnScreen, Scene, Storyboard

_TALK = re.compile(
    r"\b(?:dialog(?:ue)?s?|conversation|interview|chat between|talk(?:ing|s)? (?:to|with) (?:each other|one another)|discuss\w*|"
    r"two presenters|both present|take turns|gespräch|unterhalt\w+|unterhaltung|conversación|diálogo|dialogo|conversazione|"
    r"conversa entre|rozmow\w+|sohbet|diyalog)\b",
    re.I,
)


def speakers(request: str, presenters: Sequence[str]) -> tuple[str, ...]:
    """Those of the cast who are asked to talk with one another, in the order they are named; nobody where it is not two."""
    at = {name: found.start() for name in presenters if (found := re.search(rf"\b{re.escape(name)}\b", request, re.I))}
    named = tuple(sorted(at, key=lambda name: at[name]))
    if len(named) < 2:
        return ()
    either = "|".join(map(re.escape, named))
    paired = rf"\b(?:{either})\s*(?:and|&|und|y|et|e|i|ve)\s*(?:{either})\b"
    turns = len(re.findall(rf"(?:^|\n|[.!?]\s)\s*(?:{either})\s*:", request, re.I)) >= 2
    return named if turns or _TALK.search(request) or re.search(paired, request, re.I) else ()


def shared(board: Storyboard, request: str, presenters: Sequence[str]) -> Storyboard:
    """The film with its scenes shared out among those who talk: by the names before their lines, else in turn."""
    names = speakers(request, presenters)
    if not names:
        return board
    turns = re.compile(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names))})\s*:\s*", re.I)
    scenes = [part for scene in board.scenes for part in _lines(scene, turns)]
    if any(scene.presenter for scene in scenes) and len(scenes) <= MAX_SCENES:
        told: list[Scene] = []
        for place, scene in enumerate(scenes, 1):
            # Words without a name before them are still those of whoever spoke last.
            name = scene.presenter or (told[-1].presenter if told else None)
            if told and told[-1].layout == scene.layout == "presenter_full":
                # The same two stand in both: they would dissolve into themselves.
                told[-1] = told[-1].model_copy(update={"transition": "cut"})
            told.append(scene.model_copy(update={"id": f"s{place}", "presenter": name}))
        return checked(board, presenter=told[0].presenter or names[0], scenes=tuple(told))
    in_turn = (scene.model_copy(update={"presenter": names[i % len(names)]}) for i, scene in enumerate(board.scenes))
    return checked(board, presenter=names[0], scenes=tuple(in_turn))


def _lines(scene: Scene, turns: re.Pattern[str]) -> list[Scene]:
    """A scene as its lines, each with its speaker; a scene in which nobody is named stays as it is."""
    pieces = turns.split(scene.narration)
    if len(pieces) < 3:
        return [scene]
    before = [scene.model_copy(update={"narration": pieces[0].strip()})] if pieces[0].strip() else []
    spoken = [(name.lower(), line.strip()) for name, line in zip(pieces[1::2], pieces[2::2], strict=True) if line.strip()]
    return before + [
        # Who talks is what there is to see; a headline would only say it again.
        scene.model_copy(
            update={
                **{"presenter": name, "narration": line, "gestures": gestures_for(line)},
                **({} if scene.layout == "closing" else {"layout": "presenter_full", "on_screen": OnScreen()}),
            }
        )
        for name, line in spoken
    ]
