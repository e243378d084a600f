"""`agency review` and `agency audit`: what waits for a person, decisions, and the log that cannot be rewritten unseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cleaning import clean
from ui.configured import settings
from ui.errors import DoorError

if TYPE_CHECKING:
    from memory.audit import AuditEntry
    from memory.domain.review import Review

review_app = typer.Typer(help="What waits for a person: list, look, decide.", rich_markup_mode=None)
audit_app = typer.Typer(help="The log of every decision, consent, render and delivery.", rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it goes on record.")]


@review_app.command("list")
def review_list(
    everything: Annotated[bool, typer.Option("--all", help="Those that are decided too.")] = False, as_json: Json = False
) -> None:
    """What waits, the gravest first, and of those the longest waiting."""
    from memory.reviews import Reviews
    from ui.present import spell
    from ui.wiring import open_database

    with open_database(settings()) as database:
        reviews, median_s = Reviews(database).list(None if everything else "waiting"), Reviews(database).median_wait_s()
    if as_json:
        typer.echo(json.dumps({"reviews": [as_object(one) for one in reviews], "median_wait_s": median_s}, ensure_ascii=False))
        return
    for one in reviews:
        people = f"  {len(one.votes)} of {one.needed} people" if one.needed > 1 else ""
        typer.echo(f"{one.id}  risk {one.risk}  {one.state:<9} {spell(one.waits_s):<16} {one.rule}: “{one.quoted[0]}”{people}")
    if not reviews:
        typer.echo("Nothing waits for a person.")


@review_app.command("show")
def review_show(review_id: str, as_json: Json = False) -> None:
    """One case: every text of the film, the exact words, the rule, and who has decided what."""
    from memory.reviews import Reviews
    from ui.wiring import open_database

    with open_database(settings()) as database:
        review = Reviews(database).get(clean(review_id))
    if as_json:
        typer.echo(json.dumps(as_object(review), ensure_ascii=False))
        return
    typer.echo(f"{review.id}  {review.state}  rule {review.rule}: {review.findings[0].reason}")
    typer.echo(f"asked by {review.asked_by}, {review.cause}{f': “{review.note}”' if review.note else ''}\n")
    for where, text in review.texts.items():
        hit = any(finding.where == where for finding in review.findings)
        typer.echo(f"{'>' if hit else ' '} {where}: {text}")
    typer.echo(f"\nThe words: {' … '.join(f'“{words}”' for words in review.quoted)}")
    for vote in review.votes:
        typer.echo(f"{vote.person}: {vote.verdict}, “{vote.reason}”")


@review_app.command("decide")
def review_decide(review_id: str, verdict: Annotated[Literal["allow", "refuse"], typer.Argument()], reason: Why,
                  as_json: Json = False) -> None:  # fmt: skip
    """Allow or refuse it, on record; the conversation goes on by itself in an open studio, else with the next `agency say`."""
    from memory.reviews import Reviews
    from memory.users import OPERATOR
    from ui.wiring import open_database

    with open_database(settings()) as database:
        review = Reviews(database).decide(clean(review_id), verdict, by=OPERATOR, reason=clean(reason))
    if as_json:
        typer.echo(json.dumps(as_object(review), ensure_ascii=False))
        return
    told = {"allowed": "Allowed.", "refused": "Refused.", "waiting": "On record; one more person has to allow it."}
    typer.echo(told.get(review.state, review.state))


@audit_app.command("list")
def audit_list(
    subject: Annotated[str | None, typer.Argument(help="A film, a consent, 'studio'; without it, everything.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: delivered, review-decided, consent-revoked.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many, the newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """What happened, the newest first."""
    from memory.audit import Audit
    from ui.wiring import open_database

    with open_database(settings()) as database:
        entries = Audit(database).list(clean(subject) if subject else None, limit, kind)
    if as_json:
        typer.echo(json.dumps({"entries": [_entry(one) for one in entries]}, ensure_ascii=False))
        return
    for one in entries:
        told = "details were taken out" if one.redacted_at else json.dumps(one.data, ensure_ascii=False)
        typer.echo(f"{one.id:>6}  {one.at.astimezone():%Y-%m-%d %H:%M:%S}  {one.kind:<16} {one.subject:<14} {told}")
    if not entries:
        typer.echo("Nothing is in the log.")


@audit_app.command("verify")
def audit_verify(
    noted: Annotated[str, typer.Option("--noted", help="A head that you wrote down earlier: it must still be in the log.")] = "",
    as_json: Json = False,
) -> None:
    """Whether nothing was changed, taken out or put in; 1 where something was, with the first entry that does not fit."""
    from memory.audit import Audit
    from ui.wiring import open_database

    with open_database(settings()) as database:
        chain = Audit(database).verify(noted.strip())
    told: dict[str, Any] = {
        "holds": chain.holds,
        "entries": chain.entries,
        "redacted": chain.redacted,
        "head": chain.head,
        "broken_at": chain.broken_at,
        "why": chain.why,
    }
    if as_json:
        typer.echo(json.dumps(told))
    elif chain.holds:
        typer.echo(
            f"The log holds: {chain.entries} entries, details of {chain.redacted} taken out after their time.\nhead {chain.head}"
        )
    if not chain.holds:
        raise DoorError(f"the log is broken at entry {chain.broken_at}: {chain.why}; compare it with a copy of the database")


@audit_app.command("retain")
def audit_retain(
    days: Annotated[str, typer.Argument(help="So many days, at least 30, or 'forever'.")],
    reason: Why,
) -> None:
    """How long entries keep their details; older ones are redacted now and at each start, and the chain still verifies."""
    from memory.audit import Audit
    from memory.users import OPERATOR
    from ui.wiring import open_database

    if days != "forever" and not days.isdigit():
        raise typer.BadParameter(f"{days!r} is neither a number of days nor 'forever'")
    with open_database(settings()) as database:
        audit = Audit(database)
        audit.retain(None if days == "forever" else int(days), by=OPERATOR, reason=clean(reason))
        gone = audit.redact()
    typer.echo(f"Details are kept {'for good' if days == 'forever' else f'for {days} days'}; {gone} entries were redacted now.")


def people_line(review: Review) -> str:
    """What people look at, or have decided while nobody was listening, for `agency show`."""
    words = f"“{review.quoted[0]}” (rule: {review.rule})"
    if review.state == "waiting":
        return f"A person has to look at {words} first."
    return f'A person has {review.state} {words}; go on with `agency say {review.project} "go on"`.'


def as_object(review: Review) -> dict[str, Any]:
    """A review as `--json` shows it."""
    return review.model_dump(mode="json") | {"rule": review.rule, "words": list(review.quoted)}


def _entry(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "subject": entry.subject,
        "data": entry.data,
        "hash": entry.hash,
        "redacted_at": entry.redacted_at.isoformat() if entry.redacted_at else None,
    }
