"""A turn's use of the language model is counted across tasks, and stops where the budget ends."""

from __future__ import annotations

import asyncio

import pytest

from agent.director.metering import Budget, Meter, meter_now, metered
from agent.errors import BudgetSpent
from agent.events import Used


async def _ask() -> None:
    meter_now().check()
    meter_now().add(2.0, prompt=100, cached=80, answer=30)


async def test_calls_in_tasks_are_counted_by_the_turn_around_them() -> None:
    with metered(Budget()) as meter:
        await asyncio.create_task(_ask())
        await _ask()
    assert meter.used() == Used(2, 200, 160, 60, 4.0)
    assert meter_now() is not meter


@pytest.mark.parametrize(
    ("budget", "named"), [(Budget(tokens=100), "AGENCY_TURN_TOKENS"), (Budget(seconds=3), "AGENCY_TURN_SECONDS")]
)
async def test_a_turn_over_its_budget_stops_with_one_sentence(budget: Budget, named: str) -> None:
    with metered(budget) as meter, pytest.raises(BudgetSpent, match=named):
        for _ in range(5):
            await _ask()
    assert meter.calls == 2


async def test_what_is_remembered_costs_no_tokens() -> None:
    meter = Meter(Budget(tokens=100))
    meter.add(0.1, prompt=5000, cached=5000)
    meter.check()
