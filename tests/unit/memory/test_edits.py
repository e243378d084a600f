"""The vocabulary parses what it names and refuses the rest in one sentence."""

import json

import pytest

from memory.domain.edit_draft import EditDraft
from memory.domain.edits import OPS, AddScene, ChangeDuration, EditText, RemoveScene, parse_edit
from memory.errors import EditError

GOOD = [
    {"op": "change_duration", "value": {"target_s": 30, "mode": "max"}},
    {"op": "change_duration", "value": {"relative": "shorter"}},
    {"op": "rewrite_tone", "scene": "all", "value": {"tone": "warmer"}},
    {"op": "edit_text", "scene": "?price", "value": {"from": "$19", "to": "$29"}},
    {"op": "change_presenter", "value": {"name": "daniel"}},
    {"op": "change_voice", "value": {"name": "am_adam"}},
    {"op": "change_background", "scene": 2, "value": {"color": "#1D4ED8"}},
    {"op": "change_color", "value": {"color": "#ff5130"}},
    {"op": "change_music", "value": {"action": "volume", "direction": "down"}},
    {"op": "change_captions", "value": {"action": "off"}},
    {"op": "change_aspect_ratio", "value": {"aspect": "9:16"}},
    {"op": "change_language", "value": {"language": "pt-BR"}},
    {"op": "add_scene", "scene": "after ?price", "value": {"narration": "It is free."}},
    {"op": "remove_scene", "scene": [2, "last"]},
    {"op": "reorder_scenes", "value": {"swap": [1, 2]}},
    {"op": "reorder_scenes", "value": {"move": 3, "to": 1}},
    {"op": "replace_media", "scene": 1, "value": {"sha256": "ab"}},
    {"op": "change_logo", "value": {"size": "bigger"}},
    {"op": "change_transition", "value": {"name": "wipe"}},
    {"op": "change_pace", "value": {"direction": "slower"}},
    {"op": "change_cta", "value": {"text": "Book a demo"}},
    {"op": "undo"},
]


@pytest.mark.parametrize("data", GOOD, ids=lambda data: data["op"])
def test_every_operation_parses_and_survives_json(data):
    edit = parse_edit(data)
    assert edit.op == data["op"]
    assert parse_edit(json.loads(edit.model_dump_json())) == edit


def test_the_examples_cover_the_vocabulary():
    assert {data["op"] for data in GOOD} == set(OPS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"op": "explode"}, "'explode'"),
        ({}, "None"),
        ({"op": "change_duration", "value": {}}, "target_s"),
        ({"op": "change_duration", "value": {"target_s": -1}}, "-1"),
        ({"op": "change_background", "scene": 1, "value": {"color": "blue"}}, "'blue'"),
        ({"op": "change_aspect_ratio", "value": {"aspect": "5:7"}}, "'5:7'"),
        ({"op": "reorder_scenes", "value": {"swap": [1, 2], "move": 3, "to": 1}}, "exactly one"),
        ({"op": "reorder_scenes", "value": {"move": 3}}, "go together"),
        ({"op": "remove_scene", "scene": 1.5}, "1.5"),
        ({"op": "remove_scene", "scene": 1, "value": {"surprise": 1}}, "surprise"),
        ({"op": "undo", "value": "twice"}, "twice"),
    ],
)
def test_what_does_not_fit_is_one_sentence(data, words):
    with pytest.raises(EditError) as caught:
        parse_edit(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_of_scenes_becomes_a_tuple():
    assert parse_edit({"op": "remove_scene", "scene": [1, "last"]}).scene == (1, "last")


def draft(**fields):
    return EditDraft.model_validate({"scene": "", "choice": "", "find": "", "text": "", "color": "", "number": 0.0, **fields})


@pytest.mark.parametrize(
    ("row", "edit"),
    [
        ({"op": "change_duration", "number": 30}, {"op": "change_duration", "value": {"target_s": 30}}),
        ({"op": "change_duration", "choice": "shorter"}, {"op": "change_duration", "value": {"relative": "shorter"}}),
        (
            {"op": "edit_text", "scene": "2", "find": "A", "text": "B"},
            {"op": "edit_text", "scene": 2, "value": {"from": "A", "to": "B"}},
        ),
        ({"op": "change_music", "choice": "calm"}, {"op": "change_music", "value": {"action": "replace", "mood": "calm"}}),
        ({"op": "change_music", "choice": "off"}, {"op": "change_music", "value": {"action": "remove"}}),
        ({"op": "change_captions", "choice": "boxed"}, {"op": "change_captions", "value": {"action": "style", "style": "boxed"}}),
        ({"op": "reorder_scenes", "choice": "swap 2 4"}, {"op": "reorder_scenes", "value": {"swap": [2, 4]}}),
        ({"op": "reorder_scenes", "choice": "move 3 first"}, {"op": "reorder_scenes", "value": {"move": 3, "to": "first"}}),
        ({"op": "change_logo", "choice": "hide"}, {"op": "change_logo", "value": {"visible": False}}),
    ],
)
def test_a_flat_draft_becomes_a_typed_edit(row, edit):
    assert draft(**row).to_edit() == parse_edit(edit)


@pytest.mark.parametrize("row", [{"op": "reorder_scenes", "choice": "shuffle"}, {"op": "change_music", "choice": "polka"}])
def test_a_senseless_draft_is_refused(row):
    with pytest.raises(EditError):
        draft(**row).to_edit()


def test_the_draft_schema_has_no_optional_key():
    schema = EditDraft.model_json_schema()
    assert set(schema["required"]) == set(schema["properties"])


def test_defaults_are_small():
    assert RemoveScene(scene=1).model_dump() == {"scene": 1, "op": "remove_scene", "value": {}}
    assert isinstance(parse_edit({"op": "add_scene"}), AddScene)
    assert EditText.model_validate({"value": {"from": "a", "to": "b"}}).value.from_ == "a"
    assert ChangeDuration.model_validate({"value": {"factor": 0.5}}).value.mode == "exact"
