"""The kept weights were learned from the sentences and messages that are there, and learning tells labels apart."""

from __future__ import annotations

import numpy as np

from agent.director.likeness import digest, sentences
from evals.cases_file import RevisionCase
from evals.teach import WEIGHTS, labels_of, learned, lessons


def test_the_kept_weights_were_learned_from_what_is_there() -> None:
    with np.load(WEIGHTS) as kept:
        assert str(kept["digest"]) == digest(lessons()), "run `python -m evals.teach`"


def test_every_sentence_has_labels_that_others_have_too() -> None:
    labels = {label for _, own in sentences() for label in own}
    counts = {label: sum(label in own for _, own in sentences()) for label in labels}
    assert [label for label, count in counts.items() if " " not in label and count < 20] == []
    said = [said for said, _ in sentences()]
    assert len(said) == len(set(said)) > 3000


def test_what_is_told_apart_by_its_pieces_scores_near_one_and_the_rest_near_none() -> None:
    taught = learned([("a warm red", frozenset({"colour"})), ("a slower voice", frozenset({"pace", "pace slower"}))])
    scores = taught.scores("slowly, slower")
    assert abs(scores["pace slower"] - scores["pace"]) < 0.01
    assert scores["pace"] > 0.3 > 0.1 > scores["colour"]


def test_a_label_of_edits_becomes_subjects_with_their_directions() -> None:
    ops = ({"op": "change_duration", "scene": 2, "value": {"factor": 0.5}}, {"op": "change_logo", "value": {"visible": False}})
    case = RevisionCase.model_validate({"text": "x", "label": {"ops": ops}})
    assert labels_of(case) == {"length", "length shorter", "logo", "logo hide"}
    assert labels_of(RevisionCase.model_validate({"text": "x", "label": {"intent": ["approve"]}})) == {"approve"}
