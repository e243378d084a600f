"""Counting, staging and mending a draft: everything about a script that is not the director's taste."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from agent.director.checking import alike, is_cut_off, missing_facts, worn
from agent.director.contract import DraftTask, DraftText, OnWords, Rewrite, SceneText
from agent.director.drafting import draft_board, settled
from agent.director.gestures import gestures_for
from agent.director.kinds import CLOSING, HOOK
from agent.director.planning import clauses_of, plan_scenes, scene_count
from agent.director.staging import storyboard
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import Storyboard
from tests.fakes import FakeRendering, ScriptedDirector

REQUEST = "A 30 second film about Lumo, a lamp that follows the sun. It costs $79. Order at lumo.example. For people at home."


@pytest.mark.parametrize(("seconds", "scenes"), [(3, 1), (15, 3), (30, 6), (60, 10), (600, 40)])
def test_scenes_last_between_three_and_seven_seconds_until_forty(seconds: float, scenes: int) -> None:
    assert scene_count(seconds) == scenes


def test_a_plan_opens_with_the_viewer_and_closes_with_the_address() -> None:
    plans = plan_scenes(30, REQUEST, ("$79", "lumo.example"))
    assert plans[0].role == HOOK
    assert "people at home" in plans[0].about
    assert plans[-1].role == CLOSING
    assert plans[-1].facts == ("lumo.example",)
    assert [plan.facts for plan in plans if "costs $79" in plan.about] == [("$79",)]
    words = sum((plan.least + plan.most) / 2 for plan in plans)
    assert 68 <= words <= 76


def test_the_steps_of_a_list_become_pieces_of_their_own() -> None:
    steps = clauses_of("How to book. Three steps: open the portal, pick your dates, wait for your manager's approval.")
    assert "open the portal" in steps
    assert "wait for your manager's approval" in steps


def test_orders_about_the_production_are_no_content() -> None:
    assert clauses_of("Make a 30 second video, 16:9, with captions.") == ()


def test_numbers_are_counted_on_fingers_and_hands_rest_in_between() -> None:
    cues = gestures_for("You get three things here today, and after that you are ready to go home with two of them.")
    assert (cues[0].word, cues[0].gesture) == (2, "three")
    assert all(later.word - sooner.word >= 6 for sooner, later in pairwise(cues))


def test_what_is_missing_repeated_worn_or_cut_off_is_found() -> None:
    scenes = (SceneText("The lamp follows the sun."), SceneText("Our lamp follows the bright sun."), SceneText("It costs $79."))
    assert missing_facts(scenes, ("$79", "3 March")) == ("3 March",)
    assert alike(scenes) == (1,)
    assert worn(SceneText("This lamp is a real game-changer.")) == "game-changer"
    assert is_cut_off("It ships to you and.")
    assert not is_cut_off("It ships to you.")


def _text(*lines: str) -> DraftText:
    return DraftText("Lamp", tuple(SceneText(line, f"Headline {index}") for index, line in enumerate(lines)))


def test_no_layout_comes_three_times_in_a_row_and_the_last_scene_closes() -> None:
    board = storyboard(Brief(), _text(*(f"Words number {n} of it." for n in "abcdefgh")), ("lumo.example",))
    layouts = [scene.layout for scene in board.scenes]
    assert layouts[-1] == "closing"
    assert all(len(set(layouts[start : start + 3])) > 1 for start in range(len(layouts) - 2))
    assert board.scenes[-1].on_screen.body == "lumo.example"


def test_a_price_takes_a_screen_of_its_own() -> None:
    board = storyboard(Brief(), _text("Hello there.", "It costs $79 from today.", "Order now."))
    assert board.scenes[1].layout == "big_number"
    assert board.scenes[1].on_screen.figure == "$79"


class Forgetful(ScriptedDirector):
    """Never writes a fact down, whatever it is told."""

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        scenes = tuple(
            SceneText(f"Scene {n} says words{n} that{n} are{n} its{n} own{n} here{n} today{n}.", "Short")
            for n in range(len(task.scenes))
        )
        return DraftText("Lamp", scenes)

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        self.calls.append(task.wish)
        return {}


async def test_a_fact_that_no_round_brought_in_is_shown_as_it_was_written(tmp_path: Path) -> None:
    director = Forgetful()
    brief = settled(Brief(duration_s=Sourced[float](value=20.0)), "maya")
    board = await draft_board(director, FakeRendering(tmp_path), brief, REQUEST, ("$79", "lumo.example"), lambda _: None)
    shown = "\n".join(line for scene in board.scenes for line in scene.on_screen.lines())
    assert "$79" in shown
    assert "lumo.example" in shown
    assert director.calls == []


async def test_an_own_script_keeps_every_byte_and_only_gets_headlines(tmp_path: Path) -> None:
    script = ("Our  shop opens at 9 —\nsharp.", "Come by.")
    brief = settled(Brief(script=Sourced[tuple[str, ...]](value=script)), "maya")
    board = await draft_board(ScriptedDirector(), FakeRendering(tmp_path), brief, "x", (), lambda _: None)
    assert tuple(scene.narration for scene in board.scenes) == script
    assert board.target_s is None


def test_a_clients_own_pace_decides_how_many_scenes_there_are() -> None:
    assert scene_count(30, 3.5) == 9
    assert scene_count(30, 7.0) == 4
    assert scene_count(30, 0.8) == 10, "nobody reads a scene of less than a second"
    quick, slow = (len(plan_scenes(30, REQUEST * 3, (), pace_s=pace)) for pace in (3.0, 7.0))
    assert quick > slow
