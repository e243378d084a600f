"""What one turn costs in calls, tokens and seconds of the language model, and where it has to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from agent.errors import BudgetSpent
from agent.events import Used


@dataclass(frozen=True)
class Budget:
    """Most tokens (read anew and written) and seconds of the language model in one turn."""

    tokens: int = 60_000
    seconds: float = 900.0


@dataclass
class Meter:
    """Counts one turn. Every director that runs inside `metered` reports to it."""

    budget: Budget = field(default_factory=Budget)
    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0

    def check(self) -> None:
        """Raises BudgetSpent where nothing is left for another call."""
        if self.prompt_tokens - self.cached_tokens + self.answer_tokens >= self.budget.tokens:
            raise BudgetSpent(
                f"this turn has used its {self.budget.tokens:,} tokens of the language model; ask for less at once, "
                "or let the operator raise AGENCY_TURN_TOKENS"
            )
        if self.seconds >= self.budget.seconds:
            raise BudgetSpent(
                f"this turn has used its {self.budget.seconds:g} seconds of the language model; ask for less at once, "
                "or let the operator raise AGENCY_TURN_SECONDS"
            )

    def add(self, seconds: float, prompt: int = 0, cached: int = 0, answer: int = 0) -> None:
        """One more call."""
        self.calls += 1
        self.seconds += seconds
        self.prompt_tokens += prompt
        self.cached_tokens += cached
        self.answer_tokens += answer

    def used(self) -> Used:
        """What was counted so far."""
        return Used(self.calls, self.prompt_tokens, self.cached_tokens, self.answer_tokens, round(self.seconds, 2))


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered(budget: Budget) -> Iterator[Meter]:
    """Everything that runs inside, in tasks too, is counted by one meter."""
    meter = Meter(budget)
    token = _METER.set(meter)
    try:
        yield meter
    finally:
        _METER.reset(token)


def meter_now() -> Meter:
    """The meter of the turn that runs here; outside of a turn one that nobody reads."""
    return _METER.get() or Meter()
