"""Traces by OpenTelemetry, where a collector is configured: work becomes spans, with ids and never with words of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from memory.happenings import follow, unfollow
from ui.errors import DoorError
from ui.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

SERVICE = "pocket-agency"
TIMEOUT_S = 5.0


@contextmanager
def tracing(settings: Settings) -> Iterator[None]:
    """Until the block ends, pieces of work go to the collector as spans; what is left then is sent before it ends.

    Without a collector nothing is loaded and nothing is followed. Raises DoorError where the packages are not installed.
    """
    if not settings.otlp_endpoint:
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise DoorError("traces need OpenTelemetry's packages; install them: pip install 'pocket-agency[otel]'") from error
    # Not the global one: libraries that trace by themselves put prompts and answers into their spans.
    resource = Resource.create({SERVICE_NAME: settings.otel_service_name})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(f"{settings.otlp_endpoint.rstrip('/')}/v1/traces", timeout=TIMEOUT_S)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    spans = _Spans(provider.get_tracer(SERVICE))
    follow(spans.piece)
    try:
        yield
    finally:
        unfollow(spans.piece)
        provider.shutdown()


class _Spans:
    """Pieces of work as spans; see memory.happenings.follow."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def piece(self, name: str, known: Mapping[str, str | int]) -> Iterator[None]:
        """One span. Of an error only its kind is told: its sentence may quote what somebody said."""
        from opentelemetry.trace import Status, StatusCode

        attributes = {f"agency.{key}": value for key, value in known.items()}
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(Status(StatusCode.ERROR))
                raise
