"""Requests made up from the OpenAPI document: whatever is sent, the answer is one that the document names."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.api_door import Server, commissioned

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection, ignored_auth,
]  # fmt: skip
EXAMPLES = 3
ENDLESS = "/projects/{project_id}/events"


def test_every_answer_is_one_that_the_document_names(api: Server) -> None:
    client = api.client("sherlock")
    headers, project = {"Authorization": client.headers["Authorization"]}, commissioned(client)["project"]
    described = schemathesis.openapi.from_url(f"{api.url}/openapi.json").exclude(path=ENDLESS)
    tried, failures = [], []
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _try(operation, mode, headers, project)
            except (FailureGroup, Failure, ExceptionGroup) as found_out:
                failures += [f"{operation.label} {mode}: {one}" for one in getattr(found_out, "exceptions", [found_out])]
        tried.append(operation.label)
    assert not failures, "\n\n".join(failures)
    assert len(tried) > 30 and "POST /commissions" in tried


def _try(operation: Any, mode: GenerationMode, headers: dict[str, str], project: str) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @seed(20)
    @settings(
        max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    def send(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and "project_id" in case.path_parameters:
            case.path_parameters["project_id"] = project
        case.call_and_validate(headers=headers, checks=CHECKS, timeout=30)

    send()
