"""The API over HTTP: commissions, turns, films, walls between tenants, requests that count once, and a server that is killed."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

from memory.domain.findings import Finding
from memory.domain.review import Case
from memory.reviews import Reviews
from tests.integration.api_door import BRIEF, ROOT, Endpoint, Server, commissioned, until


def test_a_film_from_brief_to_bytes(api: Server) -> None:
    client = api.client()
    turn = commissioned(client)
    project = turn["project"]
    assert turn["result"]["preview"] == f"/api/v1/projects/{project}/film?version=1&quality=preview"
    changed = client.post(f"/projects/{project}/messages?wait=30", json={"text": "Turn the captions off"}).json()["result"]
    assert (changed["version"], changed["edits"][0]["op"]) == (2, "change_captions")
    undone = client.post(f"/projects/{project}/undo?wait=30").json()["result"]
    assert (undone["version"], undone["edits"]) == (1, [{"op": "undo", "scene": None, "value": {"version": 1}}])
    approved = client.post(f"/projects/{project}/approve?wait=30").json()["result"]
    assert approved["state"] == "approved"
    film = client.get(f"/projects/{project}/film")
    assert (film.content, film.headers["content-type"]) == (b"the final v1", "video/mp4")
    details = client.get(f"/projects/{project}").json()
    assert {(one["kind"], one["version"]) for one in details["files"]} >= {("final", 1), ("preview", 1), ("captions", 1)}
    signed = next(one["url"] for one in details["files"] if one["kind"] == "final")
    assert httpx.get(api.root + signed).content == b"the final v1", "a signed address needs no key"
    bent = httpx.get(api.root + signed.replace("until=", "until=9"))
    assert (bent.status_code, bent.json()["type"]) == (403, "/api/v1/problems/forbidden")
    said = client.get(f"/projects/{project}/messages").json()["messages"]
    assert [one["text"] for one in said if one["by"] == "person"][1:] == ["Turn the captions off", "Undo", "Approve"]


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The body of a problem, with all that a problem has."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    body: dict[str, Any] = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "what", "which", "next"}
    assert (body["type"], body["status"]) == (f"/api/v1/problems/{slug}", status)
    assert body["what"] and body["next"], "it says what, and what next"
    return body


def test_nothing_is_said_without_a_key_that_stands(api: Server) -> None:
    assert httpx.get(f"{api.url}/projects").headers["www-authenticate"].startswith("Bearer")
    problem(httpx.get(f"{api.url}/projects"), 401, "unauthorized")
    problem(httpx.get(f"{api.url}/projects", headers={"Authorization": "Bearer pa_0123456789_guess"}), 401, "unauthorized")
    client = api.client()
    assert client.get("/me").json()["person"] == "ana"
    api.revoke(client)
    problem(client.get("/me"), 401, "unauthorized")


def test_a_key_that_asks_too_often_is_sent_away_for_a_moment_and_others_are_not(api: Server) -> None:
    busy, quiet = api.client("ana"), api.client("ana")
    first = busy.get("/me")
    assert first.headers["ratelimit-policy"] == '"requests";q=600;w=60'
    assert first.headers["ratelimit"] == '"requests";r=599;t=1'
    refused = next(answer for answer in (busy.get("/me") for _ in range(3000)) if answer.status_code != 200)
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.json()["type"] == "/api/v1/problems/too-many" and "600 requests" in refused.json()["what"]
    assert refused.headers["retry-after"] == "1" and refused.headers["ratelimit"].startswith('"requests";r=0;t=')
    assert quiet.get("/me").status_code == 200


def test_a_key_does_what_its_scopes_say_in_words_too(api: Server) -> None:
    reader, writer = api.client(scopes=["read"]), api.client(scopes=["read", "write"])
    assert problem(reader.post("/commissions", json={"brief": BRIEF}), 403, "forbidden")["which"] == "write"
    project = commissioned(writer)["project"]
    assert problem(writer.post(f"/projects/{project}/approve"), 403, "forbidden")["which"] == "approve"
    told = writer.post(f"/projects/{project}/messages?wait=30", json={"text": "Approved, render it"}).json()["result"]
    assert told["state"] == "answered" and "scope" in told["reply"], "words get no further than the key"
    assert reader.get(f"/projects/{project}").json()["state"] == "previewed"
    problem(writer.get("/webhooks"), 403, "forbidden")


def test_a_key_gives_nobody_more_than_their_role(api: Server) -> None:
    api.account("vera", "viewer")
    body = problem(api.client("vera").post("/commissions", json={"brief": BRIEF}), 403, "forbidden")
    assert "viewer" in body["what"]


def test_tenants_never_see_each_other(api: Server) -> None:
    api.brand("Acme", ana="owner")
    api.brand("Borealis", ana="owner")
    acme, borealis = api.client(brands=("acme",)), api.client(brands=("borealis",))
    turn = commissioned(acme)
    film = turn["project"]
    assert acme.get(f"/projects/{film}").json()["brand"] == "acme"
    for other in (borealis, api.client("ben")):
        for path in ("", "/film", "/storyboard", "/script", "/jobs", "/log", "/events", "/messages", f"/turns/{turn['id']}"):
            problem(other.get(f"/projects/{film}{path}"), 404, "not-found")
        problem(other.post(f"/projects/{film}/messages", json={"text": "Undo"}), 404, "not-found")
        assert film not in [one["id"] for one in other.get("/projects").json()["items"]]
    assert borealis.get("/projects?brand=acme").json()["items"] == []
    problem(borealis.post("/commissions", json={"brief": BRIEF, "brand": "Acme"}), 404, "not-found")
    assert [one["name"] for one in borealis.get("/brands").json()] == ["Borealis"]
    problem(borealis.get("/brands/Acme"), 404, "not-found")
    upload = acme.post("/assets", files={"file": ("offer.md", b"# Offer\n\nOnly today.")}).json()["id"]
    problem(borealis.get(f"/assets/{upload}"), 404, "not-found")
    problem(borealis.post("/commissions", json={"brief": BRIEF, "assets": [upload]}), 404, "not-found")
    asked = commissioned(borealis)["project"]
    told = borealis.post(f"/projects/{asked}/messages?wait=30", json={"text": "What do you know about Acme?"}).json()["result"]
    assert borealis.get(f"/projects/{asked}").json()["brand"] == "borealis" and "harbour" not in told["reply"].lower()


def test_the_same_request_counts_once(api: Server) -> None:
    client = api.client("ida")
    name = {"Idempotency-Key": "launch-1"}
    first = client.post("/commissions?wait=30", json={"brief": BRIEF}, headers=name)
    again = client.post("/commissions", json={"brief": BRIEF}, headers=name)
    assert again.json() == first.json() and again.headers["idempotent-replayed"] == "true"
    assert len(client.get("/projects").json()["items"]) == 1
    other = problem(client.post("/commissions", json={"brief": f"{BRIEF} Upbeat."}, headers=name), 422, "invalid")
    assert other["which"] == "launch-1"
    project = first.json()["project"]
    name, wish = {"Idempotency-Key": "m"}, {"text": "Turn the captions off"}
    with ThreadPoolExecutor(4) as at_once:
        asked = [at_once.submit(client.post, f"/projects/{project}/messages", json=wish, headers=name) for _ in range(4)]
        ids = {one.result().json()["id"] for one in asked}
    assert len(ids) == 1
    client.get(f"/projects/{project}/turns/{ids.pop()}?wait=30")
    assert [one["version"] for one in client.get(f"/projects/{project}").json()["versions"]] == [1, 2]


def test_pages_stay_where_they_are_while_films_are_added(api: Server) -> None:
    client = api.client("paul")
    made = [client.post("/commissions", json={"brief": f"{BRIEF} Number {n}."}).json()["project"] for n in range(5)]
    page = client.get("/projects?limit=2").json()
    seen = [one["id"] for one in page["items"]]
    while page["next"]:
        client.post("/commissions", json={"brief": BRIEF})
        page = client.get("/projects", params={"limit": 2, "cursor": page["next"]}).json()
        seen += [one["id"] for one in page["items"]]
    assert seen == made[::-1]
    problem(client.get("/projects?cursor=bm9uc2Vuc2U"), 422, "invalid")


def test_events_are_told_as_they_happen_and_again_after_a_broken_line(api: Server) -> None:
    client = api.client("eve")
    project = client.post("/commissions", json={"brief": BRIEF}).json()["project"]
    seen = []
    with connect_sse(client, "GET", f"/projects/{project}/events") as line:
        for one in line.iter_sse():
            seen.append((int(one.id), one.event))
            if one.event == "turn.finished":
                break
    kinds = [kind for _, kind in seen]
    assert kinds[:2] == ["turn.queued", "turn.started"] and kinds.index("preview.ready") < kinds.index("turn.finished")
    middle = seen[kinds.index("preview.ready")][0]
    with connect_sse(client, "GET", f"/projects/{project}/events", headers={"Last-Event-ID": str(middle)}) as line:
        again = next(line.iter_sse())
    kept = client.get(f"/projects/{project}/log?after={middle}").json()["items"]
    assert [int(again.id), again.event] == [kept[0]["id"], kept[0]["kind"]] and kept[-1]["kind"] == "turn.finished"
    assert "/films/" not in again.data, "no path of the machine"


def test_a_script_and_a_storyboard_go_out_and_come_back_edited(api: Server) -> None:
    client = api.client()
    project = commissioned(client)["project"]
    script = client.get(f"/projects/{project}/script")
    assert script.headers["content-type"].startswith("text/markdown") and script.headers["agency-version"] == "1"
    first = client.get(f"/projects/{project}/storyboard").json()
    words = first["storyboard"]["scenes"][0]["narration"]
    edited = script.text.replace(words, "Meet Lumo, the lamp.")
    put = client.put(f"/projects/{project}/script?wait=30", content=edited, headers={"Content-Type": "text/markdown"})
    assert [edit["op"] for edit in put.json()["result"]["edits"]] == ["edit_text"]
    second = client.get(f"/projects/{project}/storyboard").json()
    assert (second["version"], second["storyboard"]["scenes"][0]["narration"]) == (2, "Meet Lumo, the lamp.")
    problem(client.put(f"/projects/{project}/storyboard", json={**first, "version": 1}), 409, "conflict")
    second["storyboard"]["scenes"][0]["narration"] = "Lumo follows the daylight."
    put = client.put(f"/projects/{project}/storyboard?wait=30", json=second)
    assert put.json()["result"]["version"] == 3
    third = client.get(f"/projects/{project}/storyboard").json()
    third["storyboard"]["scenes"][0]["background"] = {"kind": "color", "color": "#FF0000"}
    assert client.put(f"/projects/{project}/storyboard", json=third).status_code == 422
    bad = client.put(f"/projects/{project}/script", content="no scene", headers={"Content-Type": "text/markdown"})
    problem(bad, 422, "invalid")


def test_uploads_go_through_the_studio_s_own_opening(api: Server) -> None:
    client = api.client()
    refused = client.post("/assets", files={"file": ("film.exe", b"MZ not a film")})
    assert "film.exe" in problem(refused, 422, "invalid")["which"]
    made = client.post("/assets", files={"file": ("script.md", b"# Lumo\n\nMeet Lumo. It follows the daylight.")})
    assert made.status_code == 201 and made.json()["kind"] == "document"
    assert made.json()["id"] in [one["id"] for one in client.get("/assets").json()["items"]]
    turn = commissioned(client, assets=[made.json()["id"]])
    assert turn["result"]["version"] == 1


def test_reviews_are_decided_by_whoever_may(api: Server) -> None:
    client = api.client("rita")
    project = commissioned(client)["project"]
    finding = Finding(rule="price", text="$79", reason="No prices.", way_out="Leave it out.", action="review", where="scene 1")
    case = Case(findings=(finding,), words=("$79",), cause="rule", policy="1", texts={"scene 1": "$79"})
    review = Reviews(api.database).ask(project, 1, case, asked_by="ida").id
    problem(api.client("rita", scopes=["read"]).get("/reviews"), 403, "forbidden")
    api.account("victor", "viewer")
    verdict = {"verdict": "allow", "reason": "It is on the price list."}
    problem(api.client("victor", scopes=["review"]).post(f"/reviews/{review}/decision", json=verdict), 404, "not-found")
    assert review in [one["id"] for one in client.get("/reviews").json()]
    problem(client.post(f"/reviews/{review}/decision", json={"verdict": "allow"}), 422, "invalid")
    decided = client.post(f"/reviews/{review}/decision", json=verdict).json()
    assert (decided["state"], decided["votes"][0]["person"]) == ("allowed", "rita")
    again = client.post(f"/reviews/{review}/decision", json={"verdict": "refuse", "reason": "No."})
    problem(again, 409, "conflict")


def test_what_is_made_can_be_stopped(api: Server) -> None:
    client = api.client()
    project = commissioned(client)["project"]
    slow = api.home / "films" / "slow"
    slow.touch()
    turn = client.post(f"/projects/{project}/messages", json={"text": "Turn the captions off"}).json()["id"]
    until(lambda: client.get(f"/projects/{project}/turns/{turn}").json()["state"] == "working")
    until(lambda: client.post(f"/projects/{project}/cancel").json()["stopping"])
    slow.unlink()
    assert client.get(f"/projects/{project}/turns/{turn}?wait=30").json()["result"]["state"] in ("cancelled", "previewed")


def test_the_client_in_the_examples_makes_a_film(api: Server, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("example_client", ROOT / "examples/client.py")
    assert spec is not None and spec.loader is not None
    example = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    words = api.client("carl").headers["Authorization"].split()[1]
    (tmp_path / "words.md").write_text("# Lumo\n\nMeet Lumo. It follows the daylight.")
    with example.Agency(api.root, words) as agency:
        turn = agency.commission(BRIEF, seconds=20, assets=[agency.upload(tmp_path / "words.md")])
        assert (turn.state, turn.version) == ("previewed", 1)
        assert agency.say(turn.project, "Turn the captions off").version == 2
        assert agency.approve(turn.project).state == "approved"
        agency.download(turn.project, tmp_path / "film.mp4")
        assert (tmp_path / "film.mp4").read_bytes() == b"the final v2"
        assert [one["id"] for one in agency.projects()] == [turn.project]
        assert next(agency.events(turn.project))[0] == "turn.queued"
        with pytest.raises(example.AgencyProblem, match="no such project") as refused:
            agency.show("nobodys")
        assert (refused.value.status, refused.value.which) == (404, "nobodys")


def test_a_turn_outlives_connections_that_break(api: Server) -> None:
    """It goes on by itself where it was, comes to its preview, and never stays open."""
    client = api.client("olaf")
    turn = client.post("/commissions", json={"brief": BRIEF}).json()
    for _ in range(8):
        with api.database.transaction() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        time.sleep(0.15)
    where = f"/projects/{turn['project']}"
    until(lambda: client.get(f"{where}/turns/{turn['id']}").json().get("state") == "done", 60)
    assert client.get(f"{where}/turns/{turn['id']}").json()["result"]["state"] == "previewed"
    done = client.post(f"{where}/messages?wait=30", json={"text": "Turn the captions off"}).json()
    assert done["result"]["version"] == 2, "and the conversation goes on"


def gone_on(client: httpx.Client, turn: dict[str, Any], name: dict[str, str]) -> None:
    """After a kill: the turn is done once, the same request is answered the same, and the conversation goes on."""
    project = turn["project"]
    done = client.get(f"/projects/{project}/turns/{turn['id']}?wait=60").json()
    assert (done["state"], done["result"]["state"], done["result"]["version"]) == ("done", "previewed", 1)
    again = client.post("/commissions?wait=30", json={"brief": BRIEF}, headers=name).json()
    assert (again["id"], again["project"]) == (turn["id"], project)
    said = client.get(f"/projects/{project}/messages").json()["messages"]
    assert len([one for one in said if one["by"] == "person"]) == 1
    kinds = [one["kind"] for one in client.get(f"/projects/{project}/log").json()["items"]]
    assert [kinds.count(one) for one in ("turn.queued", "turn.started", "turn.finished")] == [1, 1, 1]
    changed = client.post(f"/projects/{project}/messages?wait=30", json={"text": "Turn the captions off"}).json()
    assert changed["result"]["version"] == 2


def test_a_killed_server_loses_no_turn_and_the_studio_shows_them(api: Server, endpoint: Endpoint) -> None:
    """Killed at a request and in the middle of a preview; in between it serves beside the whole studio, behind the same gate."""
    client = api.client("kay")
    client.post("/webhooks", json={"url": endpoint.url, "events": ["turn.finished"]})
    first, second = {"Idempotency-Key": "first"}, {"Idempotency-Key": "second"}
    turn = client.post("/commissions", json={"brief": BRIEF}, headers=first).json()
    api.kill()
    api.start("studio")
    gone_on(client, turn, first)
    problem(httpx.get(f"{api.url}/me"), 401, "unauthorized")
    elsewhere = client.post("/commissions", json={"brief": BRIEF}, headers={"Origin": "https://elsewhere.example"})
    problem(elsewhere, 403, "forbidden")
    problem(client.get("/me", headers={"Host": "elsewhere.example"}), 421, "misdirected")
    problem(client.post("/commissions", json={"brief": "x" * 3_000_000}), 413, "too-large")
    with api.database.transaction() as connection:
        row = connection.execute("SELECT name FROM chat.threads WHERE owner = 'kay' AND name IS NOT NULL").fetchone()
    assert row is not None and row["name"], "it is in the studio's list"
    (api.home / "films" / "die").touch()
    until(lambda: len(endpoint.got) == 2)
    endpoint.failing = 1000
    turn = client.post("/commissions", json={"brief": BRIEF}, headers=second).json()
    until(api.is_dead)
    endpoint.failing = 0
    api.start()
    gone_on(client, turn, second)
    until(lambda: turn["project"] in [json.loads(body)["project"] for _, body in endpoint.got])
