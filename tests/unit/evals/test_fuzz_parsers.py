"""Parsers of what strangers hand in: bent input is taken or declined with an error of their own, and nothing else happens."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.fuzz import TARGETS, bent, parse, seeds_of


@pytest.mark.parametrize("target", TARGETS)
def test_whole_input_is_taken(target: str, tmp_path: Path) -> None:
    assert all(parse(target, seed, tmp_path) for seed in seeds_of(target)[:1])


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_bent_input_is_taken_or_declined(target: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parse(target, data.draw(bent(target)), Path(folder))
