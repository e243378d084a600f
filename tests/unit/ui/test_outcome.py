"""What a turn came to, for programs that read it."""

from pathlib import Path

from agent.events import Asked, Cancelled, Delivered, Event, Failed, PreviewReady, PreviewStarted, Progress, Refused, Said, Used
from memory.domain.findings import Finding
from memory.domain.storyboard import Scene, Storyboard
from ui.outcome import Outcome

BOARD = Storyboard(title="Lumo", language="es", aspect="9:16", scenes=(Scene(id="s1", narration="Hola."),))
READY = PreviewReady("p1", 2, BOARD, Path("v2.mp4"), 10.0, (), said=("Spanish",), assumed=("Maya",), rendered_scenes=("s1",))
KEYS = {
    "project", "version", "state", "reply", "video", "preview", "duration_s", "aspect", "language", "said", "assumed",
    "compare", "question", "edits", "scenes", "rendered_scenes", "reused_scenes", "findings", "timings", "usage",
}  # fmt: skip


def outcome_of(*events: Event) -> Outcome:
    ticks = iter(range(1, 100))
    outcome = Outcome(clock=lambda: float(next(ticks)))
    for event in events:
        outcome.take(event)
    return outcome


def test_a_preview_has_every_field_of_the_contract() -> None:
    outcome = outcome_of(Progress("voice", 0.1), PreviewStarted("p1", 2, Path("live.mp4")), READY)
    shown = outcome.as_json("p1", 2, [{"op": "undo"}], None, Path("v2.mp4"))
    assert set(shown) == KEYS
    assert (shown["state"], shown["preview"], shown["video"], shown["aspect"], shown["language"]) == (
        "previewed", "v2.mp4", None, "9:16", "es"
    )  # fmt: skip
    assert shown["timings"] == {"understand_s": 1.0, "first_playable_s": 2.0, "whole_preview_s": 3.0}
    assert shown["said"] == ["Spanish"] and shown["edits"] == [{"op": "undo"}] and outcome.succeeded


def test_what_the_renderer_measured_counts_before_our_own_clock() -> None:
    outcome = outcome_of(PreviewReady("p1", 2, BOARD, Path("v.mp4"), 10.0, (), timings={"whole_preview_s": 0.5}))
    assert outcome.timings["whole_preview_s"] == 0.5


def test_pieces_of_a_reply_are_joined_and_other_words_follow() -> None:
    assert outcome_of(Said("Go", delta=True), Said("od.", delta=True), Said("One thing.")).reply == "Good.\n\nOne thing."


def test_a_question_waits_for_an_answer() -> None:
    outcome = outcome_of(Asked("What is it about?"))
    assert (outcome.state, outcome.question, outcome.reply) == ("asking", "What is it about?", "What is it about?")
    assert outcome.succeeded


def test_a_film_is_approved() -> None:
    outcome = outcome_of(READY, Delivered("p1", 2, Path("final.mp4"), 10.02))
    shown = outcome.as_json("p1", 2, [], Path("final.mp4"), Path("v2.mp4"))
    assert (shown["state"], shown["video"], shown["duration_s"]) == ("approved", "final.mp4", 10.02)


def test_what_was_not_done_is_no_success() -> None:
    finding = Finding(rule="hate", text="x", reason="no.", way_out="say y")
    refused, failed, stopped = outcome_of(Refused((finding,))), outcome_of(Failed("No answer.")), outcome_of(Cancelled(""))
    assert [one.state for one in (refused, failed, stopped)] == ["refused", "failed", "cancelled"]
    assert not any(one.succeeded for one in (refused, failed, stopped))
    assert refused.as_json("p", 0, [], None, None)["findings"][0]["rule"] == "hate" and "hate" in refused.reply


def test_a_film_without_a_preview_takes_shape_and_language_from_its_storyboard() -> None:
    outcome = outcome_of(Delivered("p1", 2, Path("film.mp4"), 10.0))
    shown = outcome.as_json("p1", 2, [], Path("film.mp4"), None, BOARD)
    assert (shown["state"], shown["aspect"], shown["language"]) == ("approved", "9:16", "es")
    assert shown["reply"] == "Your film is ready: 10 s in full size."


def test_what_the_language_model_cost_adds_up_over_the_turns_of_one_command() -> None:
    outcome = Outcome(clock=lambda: 0.0)
    outcome.take(Used(1, 700, 600, 150, 9.25))
    outcome.take(Used(2, 300, 0, 50, 1.5))
    usage = outcome.as_json("p", 1, [], None, None)["usage"]
    assert usage == {"calls": 3, "prompt_tokens": 1000, "cached_tokens": 600, "answer_tokens": 200, "seconds": 10.75}
