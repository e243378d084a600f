"""A client of the API in a hundred lines: commission a film, say what to change, approve it, fetch it.

usage: AGENCY_API_KEY=pa_... python client.py "A 20 second film for ..." film.mp4
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from httpx_sse import connect_sse

WAIT_S = 30.0


class AgencyProblem(Exception):
    """What the agency would not do: `what` happened to `which` thing, and what to do `next`."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem["detail"])
        self.status, self.what = int(problem["status"]), str(problem["what"])
        self.which, self.next = str(problem["which"]), str(problem["next"])


@dataclass(frozen=True)
class Turn:
    """What came of a message. `state` is previewed, asking, approved, refused, waiting, cancelled, failed or answered."""

    id: str
    project: str
    state: str
    reply: str
    version: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Turn:
        result: Mapping[str, Any] = body["result"] or {"state": body["state"], "reply": "", "version": 0}
        return cls(body["id"], body["project"], result["state"], result["reply"], result["version"])


class Agency:
    """One key's view of the agency; every request that changes something is made with a name of its own, so it counts once."""

    def __init__(self, url: str, key: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=WAIT_S + 30)

    def __enter__(self) -> Agency:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def commission(self, brief: str, *, brand: str | None = None, assets: Sequence[str] = (), **options: Any) -> Turn:
        """A new film; waits until there is a preview, or a question."""
        body = {"brief": brief, "assets": list(assets), **options} | ({"brand": brand} if brand else {})
        return self._turn("/commissions", body)

    def say(self, project: str, text: str, assets: Sequence[str] = ()) -> Turn:
        """The next turn: a change, a question, an answer."""
        return self._turn(f"/projects/{project}/messages", {"text": text, "assets": list(assets)})

    def approve(self, project: str) -> Turn:
        """Renders the version that is shown in full size."""
        return self._turn(f"/projects/{project}/approve", None)

    def show(self, project: str) -> dict[str, Any]:
        """The film with its versions and fresh addresses of its files."""
        return self._json(self._http.get(f"/projects/{project}"))

    def upload(self, path: Path) -> str:
        """Hands in a picture, clip, logo or script, and gives its id."""
        with path.open("rb") as file:
            return str(self._json(self._http.post("/assets", files={"file": (path.name, file)}))["id"])

    def projects(self) -> Iterator[dict[str, Any]]:
        """Every film, the newest first, page by page."""
        page: dict[str, Any] = {"next": ""}
        while page["next"] is not None:
            page = self._json(self._http.get("/projects", params={"cursor": page["next"]} if page["next"] else {}))
            yield from page["items"]

    def download(self, project: str, path: Path, quality: str = "final") -> None:
        """Writes the film to a file."""
        with self._http.stream("GET", f"/projects/{project}/film", params={"quality": quality}) as answer:
            if answer.is_error:
                answer.read()
                raise AgencyProblem(answer.json())
            with path.open("wb") as target:
                for chunk in answer.iter_bytes():
                    target.write(chunk)

    def events(self, project: str, after: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """What happens, as it happens; `after` goes on where a line broke."""
        with connect_sse(self._http, "GET", f"/projects/{project}/events?after={after}") as line:
            for event in line.iter_sse():
                yield event.event, event.json()

    def _turn(self, path: str, body: Mapping[str, Any] | None) -> Turn:
        name = {"Idempotency-Key": str(uuid.uuid4())}
        made = self._json(self._http.post(path, params={"wait": WAIT_S}, json=body, headers=name))
        while made["state"] != "done":
            made = self._json(self._http.get(f"/projects/{made['project']}/turns/{made['id']}", params={"wait": WAIT_S}))
        return Turn.of(made)

    def _json(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.is_error:
            raise AgencyProblem(answer.json())
        found: dict[str, Any] = answer.json()
        return found


def main(brief: str, film: Path) -> None:
    """A film from the command line: answers its question from the terminal, approves the preview, writes the film."""
    with Agency(os.environ.get("AGENCY_API_URL", "http://127.0.0.1:8000"), os.environ["AGENCY_API_KEY"]) as agency:
        turn = agency.commission(brief)
        while turn.state == "asking":
            turn = agency.say(turn.project, input(f"{turn.reply}\n> "))
        if turn.state == "previewed":
            turn = agency.approve(turn.project)
        if turn.state != "approved":
            raise SystemExit(turn.reply)
        agency.download(turn.project, film)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
