"""Webhooks against an endpoint of our own: signed, tried again, replayed, with two secrets at once, and lost over no kill."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import httpx
import pytest

from tests.integration.api_door import Endpoint, Server, commissioned, until


def verified(headers: dict[str, str], body: bytes, secret: str, most_s: float = 300) -> bool:
    """As docs/api.md has it."""
    parts = [part.split("=", 1) for part in headers["agency-signature"].split(",")]
    at = next(value for name, value in parts if name == "t")
    seal = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    is_ours = any(hmac.compare_digest(seal, value) for name, value in parts if name == "v1")
    return is_ours and abs(time.time() - int(at)) < most_s


def registered(client: httpx.Client, url: str, *events: str) -> dict[str, Any]:
    answer = client.post("/webhooks", json={"url": url, "events": list(events)})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_delivery_is_signed_and_tried_again_until_it_arrives(api: Server, endpoint: Endpoint) -> None:
    client = api.client("wanda")
    hook = registered(client, endpoint.url, "film.delivered")
    assert client.get(f"/webhooks/{hook['id']}").json()["secret"] is None, "it is shown once"
    project = commissioned(client)["project"]
    endpoint.failing = 2
    client.post(f"/projects/{project}/approve?wait=30")
    until(lambda: len(endpoint.got) == 3)
    (headers, body), *again = endpoint.got
    assert verified(headers, body, hook["secret"]) and not verified(headers, body + b" ", hook["secret"])
    assert not verified(headers, body, "whsec_another")
    assert all(one[0]["agency-delivery"] == headers["agency-delivery"] and one[1] == body for one in again)
    told = json.loads(body)
    assert (told["kind"], told["project"]) == ("film.delivered", project)
    assert client.get(told["data"]["film"].removeprefix("/api/v1")).content == b"the final v1"
    deliveries = f"/webhooks/{hook['id']}/deliveries"
    until(lambda: client.get(deliveries).json()["items"][0]["state"] == "delivered")
    row = client.get(deliveries).json()["items"][0]
    assert (row["attempts"], row["status"], row["error"]) == (3, 204, "")


def test_both_secrets_sign_while_one_is_changed_and_anything_can_be_told_again(api: Server, endpoint: Endpoint) -> None:
    client = api.client("rosa")
    hook = registered(client, endpoint.url, "preview.ready")
    commissioned(client)
    until(lambda: len(endpoint.got) == 1)
    rotated = client.post(f"/webhooks/{hook['id']}/rotate", json={"overlap_hours": 1}).json()
    assert rotated["secret"] != hook["secret"] and rotated["old_secret_until"]
    event = json.loads(endpoint.got[0][1])["id"]
    assert client.post(f"/webhooks/{hook['id']}/replay", json={"event": event}).json() == {"queued": 1}
    until(lambda: len(endpoint.got) == 2)
    assert [verified(*endpoint.got[1], secret) for secret in (hook["secret"], rotated["secret"])] == [True, True]
    client.post(f"/webhooks/{hook['id']}/rotate", json={"overlap_hours": 0})
    assert client.post(f"/webhooks/{hook['id']}/replay", json={"after": 0}).json() == {"queued": 1}
    until(lambda: len(endpoint.got) == 3)
    assert not verified(*endpoint.got[2], rotated["secret"]), "without an overlap the one before is over at once"
    assert client.post(f"/webhooks/{hook['id']}/replay", json={"event": 2**40}).status_code == 404
    assert client.delete(f"/webhooks/{hook['id']}").status_code == 204
    assert client.get(f"/webhooks/{hook['id']}").status_code == 404


def test_an_endpoint_hears_of_its_own_films_only(api: Server, endpoint: Endpoint) -> None:
    api.brand("Cobalt", cora="owner")
    api.brand("Dune", cora="owner")
    cobalt, dune = api.client("cora", brands=("cobalt",)), api.client("cora", brands=("dune",))
    hook = registered(cobalt, endpoint.url, "turn.finished")
    commissioned(dune)
    commissioned(api.client("rosa"))
    mine = commissioned(cobalt)["project"]
    until(lambda: endpoint.got)
    time.sleep(0.5)
    assert [json.loads(body)["project"] for _, body in endpoint.got] == [mine]
    assert dune.get(f"/webhooks/{hook['id']}").status_code == 404 and dune.get("/webhooks").json() == []


@pytest.mark.parametrize(
    "url", ["https://10.0.0.4/hook", "http://example.com/hook", "https://[::1]/hook", "https://localhost/hook"]
)
def test_private_places_are_not_called(api: Server, url: str) -> None:
    answer = api.client("wanda").post("/webhooks", json={"url": url})
    assert (answer.status_code, answer.json()["which"]) == (422, url)
