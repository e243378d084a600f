"""The reviewer's page as HTML: what waits, by risk and age, and one case with the content beside the rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from memory.domain.review import Cause, Review, ReviewState
from ui.present import spell

RISKS = {3: "gravest", 2: "high", 1: "normal"}
CAUSES: dict[Cause, str] = {"rule": "The rule asks for a person", "unsure": "The check was not sure", "appeal": "Appealed"}
STATES: dict[ReviewState, str] = {"waiting": "Waiting", "allowed": "Allowed", "refused": "Refused", "withdrawn": "Withdrawn"}
_SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Pocket Agency</title>
<link rel="icon" href="/favicon">
<link rel="stylesheet" href="/public/review.css">
{head}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><a class="home" href="/"><img src="/public/logo_light.svg" alt="Pocket Agency" class="light"><img
 src="/public/logo_dark.svg" alt="" class="dark"></a>
<nav><a href="/review"{here}>Reviews</a><a href="/">Films</a></nav><span class="who">{person}</span></header>
<main id="main">{body}</main>
</body>
</html>
"""
# A new case shows without a hand on the keyboard; nothing is typed on this page, so nothing is lost.
_AFRESH = '<meta http-equiv="refresh" content="20">'


def queue_page(person: str, waiting: Sequence[Review], decided: Sequence[Review], median_s: float | None, note: str = "") -> str:
    """What waits, the gravest and oldest first, then what was decided lately."""
    wait = f"Half of all decisions came within {spell(median_s)}." if median_s is not None else "Nothing was decided yet."
    count = {0: "Nothing waits", 1: "One case waits"}.get(len(waiting), f"{len(waiting)} cases wait")
    rows = "".join(map(_row, waiting)) or '<li class="empty">Nothing waits for a person. New cases show here by themselves.</li>'
    lately = f'<h2>Decided lately</h2><ul class="queue past">{"".join(map(_row, decided))}</ul>' if decided else ""
    told = f'<p class="note" role="status">{escape(note)}</p>' if note else ""
    body = f'{told}<h1>{count} for you</h1><p class="lead">{wait}</p><ul class="queue">{rows}</ul>{lately}'
    return _SHELL.format(title="Reviews", head=_AFRESH, here=' aria-current="page"', person=escape(person), body=body)


def case_page(person: str, review: Review, problem: str = "", reason: str = "") -> str:
    """One case: every text of the film with the words marked, beside the rule, and the decision."""
    head = (
        f'<p class="back"><a href="/review">All reviews</a></p>{_problem(problem)}'
        f'<p class="tags">{_risk(review)}<span class="tag">{CAUSES[review.cause]}</span>'
        f'<span class="tag">{_age(review)}</span></p>'
        f"<h1>{escape(review.title or 'Untitled film')}</h1>"
    )
    columns = (
        f'<div class="case">{_content(review)}<aside>{_rule(review)}{_votes(review)}{_decision(review, reason)}</aside></div>'
    )
    return _SHELL.format(title="Review", head="", here="", person=escape(person), body=head + columns)


def refusal_page(person: str, sentence: str) -> str:
    """For somebody who may not decide, or a case that is not there."""
    body = f'<h1>Not here</h1><p class="lead">{escape(sentence)}</p><p><a href="/">Back to your films</a></p>'
    return _SHELL.format(title="Reviews", head="", here="", person=escape(person), body=body)


def _row(review: Review) -> str:
    words = " … ".join(review.quoted)
    state = "" if review.state == "waiting" else f'<span class="tag {review.state}">{STATES[review.state]}</span>'
    half = f'<span class="tag">{len(review.votes)} of {review.needed} people</span>' if review.needed > 1 else ""
    return (
        f'<li><a href="/review/{escape(review.id)}"><span class="tags">{_risk(review)}{state}{half}'
        f'<span class="tag">{escape(review.rule)}</span><span class="age">{_age(review)}</span></span>'
        f'<span class="words">“{escape(_short(words))}”</span>'
        f'<span class="film">{escape(review.title or "Untitled film")} · {CAUSES[review.cause].lower()}</span></a></li>'
    )


def _content(review: Review) -> str:
    marked = {finding.where for finding in review.findings}
    parts = "".join(
        f'<section class="{"hit" if where in marked else ""}"><h3>{escape(where.capitalize())}</h3>'
        f"<p>{_marked(review, where)}</p></section>"
        for where in sorted(review.texts, key=_place)
    )
    return f'<article aria-label="What the film says"><h2>What the film says</h2>{parts}</article>'


def _place(where: str) -> tuple[int, bool, str]:
    """In the order of the film: the title and the brief, then scene by scene, what is spoken before what is shown."""
    found = re.match(r"scene (\d+)", where)
    return int(found[1]) if found else 0, where.endswith("shown"), where


def _marked(review: Review, where: str) -> str:
    """A text with the words that broke the rule marked; line breaks stay."""
    text, pieces, at = review.texts[where], [], 0
    spans = sorted((text.find(one.text), len(one.text)) for one in review.findings if one.where == where and one.text)
    for start, size in spans:
        if start >= at:
            pieces += [escape(text[at:start]), f"<mark>{escape(text[start : start + size])}</mark>"]
            at = start + size
    return "".join([*pieces, escape(text[at:])]).replace("\n", "<br>")


def _rule(review: Review) -> str:
    finding = review.findings[0]
    sure = f"<dt>How sure the check is</dt><dd>{finding.confidence:.0%}</dd>" if finding.confidence is not None else ""
    other = f"<dt>Other words that would pass</dt><dd>{escape(finding.rewrite)}</dd>" if finding.rewrite else ""
    note = f"<dt>What they say</dt><dd>“{escape(review.note)}”</dd>" if review.note else ""
    return (
        f'<div class="panel"><h2>Rule: {escape(review.rule)}</h2><p class="rule">{escape(finding.reason)}</p><dl>{note}'
        f"<dt>The way out that was offered</dt><dd>{escape(finding.way_out)}</dd>{other}{sure}"
        f"<dt>Asked by</dt><dd>{escape(review.asked_by)}</dd><dt>Policy</dt><dd>version {escape(review.policy)}</dd></dl></div>"
    )


def _votes(review: Review) -> str:
    voices = "".join(
        f"<li><b>{escape(vote.person)}</b> {'allowed' if vote.verdict == 'allow' else 'refused'} it: “{escape(vote.reason)}”</li>"
        for vote in review.votes
    )
    return f'<div class="panel"><h2>Decisions</h2><ul class="votes">{voices}</ul></div>' if voices else ""


def _decision(review: Review, reason: str) -> str:
    if review.state != "waiting":
        return f'<div class="panel"><h2>{STATES[review.state]}</h2><p>This case is closed.</p></div>'
    two = "<p>Two people have to allow this; one refusal is enough.</p>" if review.needed > 1 else ""
    return (
        f'<form class="panel" method="post" action="/review/{escape(review.id)}"><h2>Your decision</h2>{two}'
        '<label for="reason">Why? It goes on record, and a refusal is told with it.</label>'
        f'<textarea id="reason" name="reason" rows="3" maxlength="1000" required autofocus>{escape(reason)}</textarea>'
        '<p class="buttons"><button name="verdict" value="allow" class="primary" accesskey="a">Allow</button>'
        '<button name="verdict" value="refuse" class="danger" accesskey="r">Refuse</button></p></form>'
    )


def _problem(problem: str) -> str:
    return f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""


def _risk(review: Review) -> str:
    return f'<span class="tag risk-{review.risk}">{RISKS[review.risk]} risk</span>'


def _age(review: Review) -> str:
    return f"waits for {spell(review.waits_s)}" if review.state == "waiting" else f"took {spell(review.waits_s)}"


def _short(text: str, longest: int = 220) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
