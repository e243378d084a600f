"""The queue of what waits for a person, and who decided what, why: on record, one voice a person, bound to the words shown."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from memory.audit import record
from memory.db import Connection, Database
from memory.domain.review import Case, Review, ReviewState, Verdict
from memory.domain.roles import denial, may
from memory.errors import AlreadyDecided, NotAllowed, NotFound, ReasonMissing
from memory.listening import news
from memory.users import OPERATOR, Access

CHANNEL = "agency_reviews"
RECENT = 100
"""The median wait is that of so many of the latest decisions."""
_COLUMNS: LiteralString = """
    r.id, r.project, p.title, r.version, r.brand, r.digest, r.digests, r.findings, r.texts, r.policy, r.cause, r.note,
    r.asked_by, r.needed, r.risk, r.state, r.asked_at, r.decided_at,
    extract(epoch FROM coalesce(r.decided_at, now()) - r.asked_at)::float AS waits_s,
    coalesce((SELECT jsonb_agg(jsonb_build_object('person', v.person, 'verdict', v.verdict, 'reason', v.reason, 'at', v.at)
        ORDER BY v.at) FROM review_votes v WHERE v.review = r.id), '[]') AS votes
"""


@dataclass(frozen=True)
class Due:
    """A conversation whose reviews are decided and that has not heard of it; `turn_id` names the turn that tells it."""

    thread: str
    owner: str
    turn_id: str


class Reviews:
    """The review store. Asking twice for the same words is one review; deciding is for owners and reviewers of the brand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, project_id: str, version: int, case: Case, *, asked_by: str, brand: str = "") -> Review:
        """Queue a case, or give the review that these words have already: one that was withdrawn waits again, and an appeal
        opens again what no person has refused.
        """
        with self._database.transaction() as connection:
            connection.execute("SELECT 1 FROM projects WHERE id = %s FOR UPDATE", [project_id])
            known = connection.execute(
                "SELECT id, state FROM reviews WHERE project = %s AND digest = %s", [project_id, case.digest]
            ).fetchone()
            if known is None:
                review_id = secrets.token_hex(4)
                _insert(connection, review_id, project_id, version, case, asked_by, brand)
            elif known["state"] == "withdrawn":
                review_id = known["id"]
                connection.execute(
                    "UPDATE reviews SET state = 'waiting', asked_at = now(), version = %s, texts = %s, cause = %s, note = %s"
                    " WHERE id = %s",
                    [version, Jsonb(case.texts), case.cause, case.note, review_id],
                )
            else:
                return _get(connection, known["id"])
            told = {"review": review_id, "rule": case.rule, "words": case.digest, "cause": case.cause, "by": asked_by}
            record(connection, "review-asked", project_id, told)
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, project_id])
            return _get(connection, review_id)

    def get(self, review_id: str) -> Review:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            return _get(connection, review_id)

    def list(self, state: ReviewState | None = "waiting", *, project_id: str | None = None, limit: int = 200) -> list[Review]:
        """The gravest first, and of those the longest waiting; None is every state."""
        query = f"""
            SELECT {_COLUMNS} FROM reviews r JOIN projects p ON p.id = r.project
            WHERE (%(state)s::text IS NULL OR r.state = %(state)s) AND (%(project)s::text IS NULL OR r.project = %(project)s)
            ORDER BY r.risk DESC, r.asked_at, r.id LIMIT %(limit)s
        """
        with self._database.transaction() as connection:
            rows = connection.execute(query, {"state": state, "project": project_id, "limit": limit}).fetchall()
        return [Review.model_validate(row) for row in rows]

    def list_for(self, person: str, state: ReviewState | None = "waiting") -> Sequence[Review]:
        """Those that this person may decide."""
        access, found = Access(self._database), self.list(state)
        may_see = {brand: may(access.role(person, brand), "review") for brand in {one.brand for one in found}}
        return [one for one in found if may_see[one.brand]]

    def decide(self, review_id: str, verdict: Verdict, *, by: str, reason: str) -> Review:
        """Record one person's decision. A refusal decides at once; where two people are needed the second one allows it.

        Raises NotFound, NotAllowed (no reviewer, decided before, or asked for it themselves where two are needed),
        AlreadyDecided, ReasonMissing.
        """
        if not reason.strip():
            raise ReasonMissing("a decision goes on record; say why with a reason")
        with self._database.transaction() as connection:
            row = connection.execute("SELECT id FROM reviews WHERE id = %s FOR UPDATE", [review_id]).fetchone()
            if row is None:
                raise NotFound("review", review_id, "see `agency review list`")
            review = _get(connection, review_id)
            self._check(connection, review, by)
            person = _person(connection, by)
            connection.execute(
                "INSERT INTO review_votes (review, person, verdict, reason) VALUES (%s, %s, %s, %s)",
                [review_id, person, verdict, reason.strip()],
            )
            allowing = 1 + sum(vote.verdict == "allow" for vote in review.votes)
            state = "refused" if verdict == "refuse" else "allowed" if allowing >= review.needed else "waiting"
            told = {"review": review_id, "verdict": verdict, "state": state, "by": person, "reason": reason.strip()}
            record(connection, "review-decided", review.project, {**told, "rule": review.rule, "words": review.digest})
            if state != "waiting":
                connection.execute("UPDATE reviews SET state = %s, decided_at = now() WHERE id = %s", [state, review_id])
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, review.project])
            return _get(connection, review_id)

    def decisions(self, project_id: str) -> Mapping[str, ReviewState]:
        """The latest state of every review of a project, by the digests of the words it is about."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT digests, state FROM reviews WHERE project = %s ORDER BY coalesce(decided_at, asked_at)", [project_id]
            ).fetchall()
        return {digest: row["state"] for row in rows for digest in row["digests"]}

    def withdraw(self, project_id: str, keep: Collection[str] = ()) -> int:
        """Take what still waits for this project out of the queue, but for the digests in `keep`: the words are gone."""
        query = """
            UPDATE reviews SET state = 'withdrawn' WHERE project = %s AND state = 'waiting' AND NOT digest = ANY(%s) RETURNING id
        """
        with self._database.transaction() as connection:
            rows = connection.execute(query, [project_id, list(keep)]).fetchall()
            for row in rows:
                record(connection, "review-withdrawn", project_id, {"review": row["id"]})
        return len(rows)

    def untold(self, project_id: str) -> Sequence[Review]:
        """Decisions that the conversation has not taken note of."""
        query = f"""
            SELECT {_COLUMNS} FROM reviews r JOIN projects p ON p.id = r.project
            WHERE r.project = %s AND r.decided_at IS NOT NULL AND r.told_at IS NULL ORDER BY r.decided_at
        """
        with self._database.transaction() as connection:
            return [Review.model_validate(row) for row in connection.execute(query, [project_id])]

    def tell(self, project_id: str) -> None:
        """The conversation has taken note of every decision."""
        query = "UPDATE reviews SET told_at = now() WHERE project = %s AND decided_at IS NOT NULL AND told_at IS NULL"
        with self._database.transaction() as connection:
            connection.execute(query, [project_id])

    def due(self, thread: str | None = None) -> Sequence[Due]:
        """Conversations that can go on: something was decided and not told, and nothing of theirs waits any more, or something
        was refused, which ends it whatever else waits.
        """
        query = """
            SELECT p.thread, p.owner, 'decided-' || string_agg(r.id, '-' ORDER BY r.id) AS turn_id
            FROM reviews r JOIN projects p ON p.id = r.project
            WHERE r.decided_at IS NOT NULL AND r.told_at IS NULL AND (%(thread)s::text IS NULL OR p.thread = %(thread)s)
                AND (r.state = 'refused'
                    OR NOT EXISTS (SELECT 1 FROM reviews w WHERE w.project = r.project AND w.state = 'waiting'))
            GROUP BY p.thread, p.owner
        """
        with self._database.transaction() as connection:
            return [Due(**row) for row in connection.execute(query, {"thread": thread})]

    def median_wait_s(self) -> float | None:
        """Seconds that people took for half of the latest decisions; None before the first."""
        query = """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - asked_at)) AS median FROM (
                SELECT decided_at, asked_at FROM reviews WHERE decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT %s
            ) AS recent
        """
        with self._database.transaction() as connection:
            row = connection.execute(query, [RECENT]).fetchone()
        return float(row["median"]) if row and row["median"] is not None else None

    def news(self) -> AsyncIterator[str]:
        """Yields at the start, whenever a case is asked for or somebody decides, in whichever process, and after an outage of the
        database.
        """
        return news(self._database, CHANNEL)

    def _check(self, connection: Connection, review: Review, by: str) -> None:
        """Whether `by` may decide this review now."""
        role = Access(self._database).role(by, review.brand)
        if not may(role, "review"):
            raise NotAllowed(denial(role, "review", review.brand if role else ""))
        if review.state != "waiting":
            raise AlreadyDecided(f"review {review.id!r} is {review.state} already; see `agency review list`")
        person = _person(connection, by)
        if any(vote.person == person for vote in review.votes):
            raise NotAllowed(f"{by!r} has decided review {review.id!r} already; a second person has to look at it")
        if review.needed > 1 and person == _person(connection, review.asked_by):
            raise NotAllowed(f"{by!r} asked for review {review.id!r}; two other people have to look at it")


def _person(connection: Connection, name: str) -> str:
    """Who counts: whoever walks in at this machine and the operator at its terminal are one person."""
    row = connection.execute("SELECT sign_in FROM users WHERE name = %s", [name]).fetchone()
    return OPERATOR if row and row["sign_in"] == "here" else name


def _insert(connection: Connection, review_id: str, project_id: str, version: int, case: Case, asked_by: str, brand: str) -> None:
    values: dict[str, Any] = {
        "id": review_id,
        "project": project_id,
        "version": version,
        "brand": brand,
        "rule": case.rule,
        "digest": case.digest,
        "digests": list(case.digests),
        "findings": Jsonb([finding.model_dump(mode="json") for finding in case.findings]),
        "texts": Jsonb(case.texts),
        "policy": case.policy,
        "cause": case.cause,
        "note": case.note,
        "asked_by": asked_by,
        "needed": case.needed,
        "risk": case.risk,
    }
    connection.execute(
        """
        INSERT INTO reviews
            (id, project, version, brand, rule, digest, digests, findings, texts, policy, cause, note, asked_by, needed, risk)
        VALUES (%(id)s, %(project)s, %(version)s, %(brand)s, %(rule)s, %(digest)s, %(digests)s, %(findings)s, %(texts)s,
            %(policy)s, %(cause)s, %(note)s, %(asked_by)s, %(needed)s, %(risk)s)
        """,
        values,
    )


def _get(connection: Connection, review_id: str) -> Review:
    query = f"SELECT {_COLUMNS} FROM reviews r JOIN projects p ON p.id = r.project WHERE r.id = %s"
    row: DictRow | None = connection.execute(query, [review_id]).fetchone()
    if row is None:
        raise NotFound("review", review_id, "see `agency review list`")
    return Review.model_validate(row)
