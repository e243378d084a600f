"""The review queue on a real PostgreSQL: who may decide, two people for the gravest, decisions bound to the words."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from memory.audit import Audit
from memory.db import Database
from memory.domain.findings import Finding
from memory.domain.review import Case, words_digest
from memory.errors import AlreadyDecided, NotAllowed, NotFound, ReasonMissing
from memory.projects import Projects
from memory.reviews import Reviews
from memory.users import OPERATOR, Users


def case(text: str = "Only $79.", *, needed: int = 1, risk: int = 1, **changes: Any) -> Case:
    finding = Finding(
        rule="price", text=text, reason="No prices.", way_out="Leave it out.", action="review", where="scene 1, spoken"
    )
    parts = {"cause": "rule", "policy": "1", "texts": {"title": "Lumo", "scene 1, spoken": text}} | changes
    return Case(findings=(finding,), words=(text,), needed=needed, risk=risk, **parts)


@pytest.fixture
def reviews(database: Database) -> Reviews:
    users = Users(database)
    for name, role in (("rita", "reviewer"), ("ravi", "reviewer"), ("eddie", "editor"), ("olga", "owner")):
        users.create(name, "a long enough password", role)  # type: ignore[arg-type]
    users.create("owner", None, "owner", sign_in="here")
    return Reviews(database)


@pytest.fixture
def project(database: Database) -> str:
    return Projects(database).create("thread-1", "eddie").id


def test_the_same_words_are_asked_about_once(reviews: Reviews, project: str) -> None:
    first = reviews.ask(project, 1, case(), asked_by="eddie")
    assert reviews.ask(project, 2, case(), asked_by="eddie").id == first.id
    assert (first.state, first.quoted, first.texts["title"]) == ("waiting", ("Only $79.",), "Lumo")
    assert [one.id for one in reviews.list()] == [first.id]


def test_a_decision_is_for_these_words_and_no_others(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(), asked_by="eddie")
    assert reviews.decide(review.id, "allow", by="rita", reason="It is on their site.").state == "allowed"
    decided = reviews.decisions(project)
    assert decided[words_digest("price", "Only $79.")] == "allowed"
    assert words_digest("price", "Only $79 today.") not in decided
    assert words_digest("other", "Only $79.") not in decided
    other = Projects(reviews._database).create("thread-2", "eddie").id
    assert reviews.decisions(other) == {}


def test_the_gravest_take_two_people_and_neither_is_who_asked(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(needed=2, risk=3), asked_by="olga")
    with pytest.raises(NotAllowed, match="two other people"):
        reviews.decide(review.id, "allow", by="olga", reason="Mine.")
    assert reviews.decide(review.id, "allow", by="rita", reason="Fine.").state == "waiting"
    with pytest.raises(NotAllowed, match="a second person"):
        reviews.decide(review.id, "allow", by="rita", reason="Still fine.")
    assert reviews.decisions(project)[review.digests[0]] == "waiting"
    assert reviews.decide(review.id, "allow", by="ravi", reason="I agree.").state == "allowed"


def test_whoever_sits_at_this_machine_is_one_person_by_either_door(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(needed=2, risk=3), asked_by="eddie")
    reviews.decide(review.id, "allow", by="owner", reason="Fine.")
    with pytest.raises(NotAllowed, match="a second person"):
        reviews.decide(review.id, "allow", by=OPERATOR, reason="Fine again.")


def test_one_refusal_decides_and_nothing_is_decided_twice(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(needed=2, risk=3), asked_by="eddie")
    reviews.decide(review.id, "allow", by="rita", reason="Fine.")
    refused = reviews.decide(review.id, "refuse", by="ravi", reason="The price is wrong.")
    assert (refused.state, refused.reason) == ("refused", "The price is wrong.")
    with pytest.raises(AlreadyDecided):
        reviews.decide(review.id, "allow", by="olga", reason="But.")
    assert reviews.ask(project, 1, case(cause="appeal"), asked_by="eddie").state == "refused", "a person's no is not asked again"


@pytest.mark.parametrize("who", ["eddie", "nobody"])
def test_only_reviewers_and_owners_decide(reviews: Reviews, project: str, who: str) -> None:
    review = reviews.ask(project, 1, case(), asked_by="eddie")
    with pytest.raises(NotAllowed):
        reviews.decide(review.id, "allow", by=who, reason="Fine.")
    assert reviews.list_for(who) == []
    assert [one.id for one in reviews.list_for("rita")] == [review.id]


def test_a_decision_needs_a_reason_and_a_case(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(), asked_by="eddie")
    with pytest.raises(ReasonMissing):
        reviews.decide(review.id, "allow", by="rita", reason="  ")
    with pytest.raises(NotFound):
        reviews.decide("nope", "allow", by="rita", reason="Fine.")


def test_the_gravest_come_first_then_the_oldest(reviews: Reviews, project: str) -> None:
    ids = [reviews.ask(project, 1, case(f"Words {n}.", risk=risk), asked_by="eddie").id for n, risk in enumerate((1, 3, 1, 2))]
    assert [one.id for one in reviews.list()] == [ids[1], ids[3], ids[0], ids[2]]


def test_a_conversation_is_due_once_everything_of_it_is_decided(reviews: Reviews, project: str) -> None:
    one = reviews.ask(project, 1, case("One."), asked_by="eddie")
    two = reviews.ask(project, 1, case("Two."), asked_by="eddie")
    reviews.decide(one.id, "allow", by="rita", reason="Fine.")
    assert reviews.due() == []
    reviews.decide(two.id, "allow", by="rita", reason="Fine.")
    (due,) = reviews.due("thread-1")
    assert (due.thread, due.owner) == ("thread-1", "eddie")
    assert {review.id for review in reviews.untold(project)} == {one.id, two.id}
    reviews.tell(project)
    assert reviews.due() == [] and reviews.untold(project) == []
    assert reviews.median_wait_s() is not None


def test_words_that_are_gone_leave_the_queue_and_come_back_with_them(reviews: Reviews, project: str) -> None:
    review = reviews.ask(project, 1, case(), asked_by="eddie")
    assert reviews.withdraw(project) == 1
    assert reviews.list() == []
    assert reviews.ask(project, 3, case(), asked_by="eddie").id == review.id
    assert reviews.list()[0].version == 3


def test_every_step_is_in_the_audit_log(reviews: Reviews, project: str, database: Database) -> None:
    review = reviews.ask(project, 1, case(), asked_by="eddie")
    reviews.decide(review.id, "allow", by="rita", reason="It is on their site.")
    decided, asked = Audit(database).list(project)
    assert (asked.kind, asked.data["words"], asked.data["by"]) == ("review-asked", review.digest, "eddie")
    assert (decided.kind, decided.data["verdict"], decided.data["by"]) == ("review-decided", "allow", "rita")
    assert Audit(database).verify().holds


async def test_a_decision_is_heard_at_once_by_who_listens(reviews: Reviews, project: str) -> None:
    review = await asyncio.to_thread(reviews.ask, project, 1, case(), asked_by="eddie")
    news = reviews.news()
    await asyncio.wait_for(anext(news), 10)
    heard = asyncio.ensure_future(anext(news))
    await asyncio.to_thread(reviews.decide, review.id, "allow", by="rita", reason="Fine.")
    await asyncio.wait_for(heard, 10)
    await news.aclose()  # type: ignore[attr-defined]
