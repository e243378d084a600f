"""Figures for Prometheus: what happens is counted here, and the queue is asked when the figures are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from memory.errors import MemoryStoreError

TURN_S = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
RENDER_S = (1, 2, 5, 10, 20, 40, 60, 120, 300, 600, 1800)


class Metrics:
    """One registry a server. `queue` tells jobs by state; pass `count` to memory.happenings.listen."""

    def __init__(self, queue: Callable[[], Mapping[str, int]]) -> None:
        self._registry = CollectorRegistry()
        self._seconds = {
            "turn": Histogram("agency_turn_seconds", "Turns by outcome", ["outcome"], buckets=TURN_S, registry=self._registry),
            "render": Histogram(
                "agency_render_seconds",
                "Renders by quality and outcome",
                ["quality", "outcome"],
                buckets=RENDER_S,
                registry=self._registry,
            ),
        }
        self._counts = {
            "model_calls": Counter("agency_model_calls", "Calls of the language model", registry=self._registry),
            "model_tokens": Counter("agency_model_tokens", "Tokens of the language model", ["kind"], registry=self._registry),
            "scenes": Counter("agency_scenes", "Scenes of finished renders", ["kind"], registry=self._registry),
        }
        self._registry.register(_Queue(queue))

    def count(self, kind: str, amount: float, labels: dict[str, str]) -> None:
        """One happening; a kind without a figure is nobody's business here."""
        if histogram := self._seconds.get(kind):
            histogram.labels(**labels).observe(amount)
        elif counter := self._counts.get(kind):
            (counter.labels(**labels) if labels else counter).inc(amount)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)


class _Queue(Collector):
    def __init__(self, queue: Callable[[], Mapping[str, int]]) -> None:
        self._queue = queue

    def describe(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("agency_jobs", "Render jobs that are not over, by state")

    def collect(self) -> Iterator[Metric]:
        """Without a database the queue is unknown, and the figure is left out rather than told as nought."""
        try:
            lengths = self._queue()
        except MemoryStoreError:
            return
        family = GaugeMetricFamily("agency_jobs", "Render jobs that are not over, by state", labels=["state"])
        for state in ("queued", "running"):
            family.add_metric([state], lengths.get(state, 0))
        yield family
