"""What a message says of the brand's memory: what is known, from where, remember, forget, off the record. Read in code."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Literal

from memory.domain.frozen import Frozen
from tools.assets import GUIDELINE
from tools.brand.material import addresses_in

MemoryKind = Literal["know", "where", "forget", "forget_all", "off", "on", "learn", "remember", "keep", "decline"]

_US = r"(?:us|me|our (?:brand|company|business|team)|my (?:brand|company|business)|the (?:brand|company|client)|this (?:brand|company|client))"
_KNOW = (
    rf"\bwhat (?:do|have|did) you (?:already |still )?(?:know|remember|learn(?:ed|t)?|store[d]?|keep|kept|have on file)(?: about| of| on)? (?P<who>{_US}|(?-i:[A-Z][\w&'’. -]{{1,40}}?))(?: already| so far| now)?\s*[?.!]*$",
    r"\bwhat (?:do|have) you (?:already )?(?:remember|learned|learnt|remembered)(?: so far)?\s*[?.!]*$",
    rf"\b(?:show|tell|list) (?:me |us )?(?:everything |all )?(?:what )?(?:that )?you (?:know|remember|have learned)(?: about (?P<who2>{_US}|(?-i:[A-Z][\w&'’. -]{{1,40}}?)))?\s*[?.!]*$",
    r"^(?:show|open) (?:me |us )?(?:the |our |my )?brand(?: memory| kit| book)?\s*[?.!]*$",
    r"^was wei(?:ß|ss)t du (?:über|von) (?:uns|mich|mir)\b.*$|^qué sabes (?:de|sobre) nosotros\b.*$|^que sais-tu (?:de|sur) nous\b.*$",
)
_WHERE = (
    r"\bwhere (?:did|do|have) you (?:get|got|find|found|have|take|took|learn|know|see|read|pick) (?P<what>.*?)(?: from| up)?\s*\?*$",
    r"\bwhere (?:is|does|was|did) (?P<what2>.*?) (?:come |taken |coming )?from\s*\?*$",
    r"\bhow do you know (?!when|how|if|whether|what)(?P<what3>.*?)\s*\?*$",
    r"\b(?:what(?:['’]s| is) (?:your|the) source|who (?:told|said)(?: you)?|says who)\b(?: (?:for|of|that))?(?P<what4>.*?)\s*\?*$",
    r"^woher (?:hast|weißt|weisst) du\b.*$",
)
_FORGET_ALL = re.compile(
    rf"^(?:please |now |and )*(?:forget|delete|erase|wipe|remove)\b(?:.{{0,20}}\b(?:everything|all|anything)\b(?=.*\b(?:know|remember|learned|stored|kept|about|memory)\b|(?<=forget everything)|(?<=forget all))(?: (?:that )?(?:you (?:know|remember|have|learned|stored|kept)|there is))?(?: (?:about|of|on) (?P<who>{_US}|(?-i:[A-Z][\w&'’. -]{{1,40}}?)))?|"
    rf" (?:your |the )?(?:whole |entire )?(?:memory|knowledge)(?: (?:of|about|on) (?P<who2>{_US}|(?-i:[A-Z][\w&'’. -]{{1,40}}?)))?| (?:about )?us| (?:our|this|the) brand)(?: please| now)?\s*[.!]*$",
    re.I,
)
_FORGET = re.compile(
    r"^(?:please |no,? |and )*(?:forget|unlearn|delete|erase|remove|drop)\s+(?P<what>.+?)(?: (?:from|in) (?:your |the |our )?(?:brand )?memory)?(?: please| again)?\s*[.!]*$",
    re.I,
)
_OF_MEMORY = re.compile(
    r"\b(?:from|in) (?:your |the |our )?(?:brand )?memory\b|\bwhat (?:you|the|that|.{1,40}? (?:says|said|told|taught))\b|^(?:please )?(?:forget|unlearn)\b",
    re.I,
)
_OFF = re.compile(
    r"\b(?:(?:this|it|that|keep (?:this|it))(?: (?:one|film|video|project|chat|conversation))?(?: is| stays| goes)? )?off the record\b|\bincognito\b|"
    r"\b(?:do not|don['’]?t|please don['’]?t) (?:remember|save|store|keep|learn) (?:this|any of this|anything)(?: (?:one|film|video|project|conversation|chat))?\b(?: (?:from|of) (?:this|it))?|"
    r"\b(?:without|do not use|don['’]?t use|ignore) (?:what you (?:know|remember)|your memory|(?:our |the )?brand memory)(?: (?:about|of) us)?\b",
    re.I,
)
_ON = re.compile(
    r"\b(?:back )?on the record\b|\byou (?:may|can) remember (?:again|this|things)\b|\bincognito off\b|\bend incognito\b", re.I
)
_REMEMBER = re.compile(
    r"^(?:please |and |also )*(?:remember|note|keep in mind|learn|make a note|never forget)\b(?: (?:that|this|for (?:us|next time|the future)))*\s*[:,-]?\s*(?P<what>.{3,})$",
    re.I | re.S,
)
_LEARN = re.compile(
    r"\b(?:learn|study|remember|memori[sz]e|read|take in)\b.{0,40}\b(?:brand|guide|guidelines?|style ?guide|ci|logo|material|this|these|files?|attached|videos?|us)\b|"
    r"\b(?:here (?:are|is)|this is|these are|attached (?:are|is)|our|my) (?:our |my |the )?(?:brand|corporate|style|ci)[ -]?(?:guide(?:lines?|book)?|book|manual|material|kit|identity|sheet)\b|"
    r"\b(?:learn|study|read|take in|look (?:at|through)|see|check(?: out)?|here is|this is|know)\b(?:[^.!?]|\.(?! )){0,60}(?:https?://|\b(?:web ?site|home ?page)\b)",
    re.I,
)
_KEEP = re.compile(
    r"^(?:yes|ok(?:ay)?|sure|please do|yes please|always|do that|keep (?:it|that)|remember (?:it|that))(?:,? (?:always|please|remember (?:it|that)|do that|keep (?:it|that)))?\s*[.!]*$",
    re.I,
)
_DECLINE = re.compile(
    r"^(?:no|nope|not always|only (?:this|here)|just this (?:one|time|once)|don['’]?t|no thanks?|rather not)(?:,? (?:thanks?|only this (?:one|time)|just this (?:one|time|once)))?\s*[.!]*$",
    re.I,
)
_BRAND = re.compile(
    r"\b(?:[Bb]rand|[Cc]lient|[Cc]ompany)(?: name)?\s*(?:is(?: called)?|called|named|:|=)\s*[\"“']?([A-Z0-9][\w&'’-]*(?:[ ][A-Z0-9][\w&'’-]*){0,3})|\b(?:we are|we['’]re|I['’]m (?:from|at|with)|this is for|for our client|(?:learn|remember|guidelines (?:of|for|from)|(?:brand )?material (?:of|for|from)))\s+(?:the brand )?([A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})\b"
)
_PRONOUN = re.compile(rf"^(?:{_US}|that|this|it|those|these|them|all (?:of )?(?:that|this)|that one|the last one)$", re.I)


class MemoryWish(Frozen):
    """What is wanted of the memory. `what` is what it is about, '' for what was just spoken of; `who` a brand's name, '' for ours.

    `rest` is what the message says beside that, `pages` the addresses that are to be read.
    """

    kind: MemoryKind
    what: str = ""
    who: str = ""
    rest: str = ""
    pages: tuple[str, ...] = ()


def read_memory(text: str, *, has_files: bool = False, names: tuple[str, ...] = (), is_open: bool = False) -> MemoryWish | None:
    """The wish in a message, None where it says nothing of the memory.

    `names` are the names of files that came with it; `is_open`: a preference was proposed and waits for a yes or a no.
    """
    plain = " ".join(text.split())
    pages = tuple(addresses_in(plain))
    if is_open and _KEEP.match(plain):
        return MemoryWish(kind="keep")
    if is_open and _DECLINE.match(plain):
        return MemoryWish(kind="decline")
    if match := _OFF.search(plain):
        return MemoryWish(kind="off", rest=_without(plain, match))
    if match := _ON.search(plain):
        return MemoryWish(kind="on", rest=_without(plain, match))
    for pattern in _KNOW:
        if match := re.search(pattern, plain, re.I):
            return MemoryWish(kind="know", who=_who(match))
    for pattern in _WHERE:
        if match := re.search(pattern, plain, re.I):
            return MemoryWish(kind="where", what=_what(match))
    if match := _FORGET_ALL.match(plain):
        return MemoryWish(kind="forget_all", who=_who(match))
    if (
        "," not in plain
        and (match := _FORGET.match(plain))
        and _OF_MEMORY.search(plain)
        and not re.match(r"(?:please )?forget it\b", plain, re.I)
    ):
        return MemoryWish(kind="forget", what=_thing(match["what"]))
    named = [*names, *(page for page in pages if plain == page)]
    if (has_files or pages) and (_LEARN.search(plain) or any(GUIDELINE.search(name) for name in named)):
        return MemoryWish(kind="learn", who=brand_said(plain), pages=pages)
    if (match := _REMEMBER.match(plain)) and not has_files and not re.match(r"to\b", match["what"], re.I):
        return MemoryWish(kind="remember", what=match["what"].strip(), who=brand_said(plain))
    return None


def brand_said(text: str) -> str:
    """The brand that a message names as its own: 'we are Acme', 'brand: Acme'; '' where it names none."""
    match = _BRAND.search(text)
    return (match[1] or match[2]).strip() if match else ""


def _who(match: re.Match[str]) -> str:
    named = next((value for key, value in match.groupdict().items() if key.startswith("who") and value), "")
    return "" if _PRONOUN.match(named) else named.strip(" .?!")


def _what(match: re.Match[str]) -> str:
    named = next((value for key, value in match.groupdict().items() if key.startswith("what") and value), "")
    return _thing(named)


def _thing(text: str) -> str:
    """'the tagline' -> 'tagline'; '' for 'that'."""
    if match := re.match(
        r"what (?:the |our |you (?:know|learned) from )?(?:the |our )?(.+?)(?: (?:says?|said|tells?|told(?: you)?|taught(?: you)?))?$",
        text.strip(" .,?!"),
        re.I,
    ):
        text = match[1]
    plain = re.sub(r"^(?:about |that |the |our |my |all |is |for |this )+", "", text.strip(" .,?!“”\"'")).strip()
    return "" if not plain or _PRONOUN.match(text.strip(" .?!")) else plain


def _without(text: str, match: re.Match[str]) -> str:
    left = re.sub(r"^[\s,.;:–—-]+|[\s,;:–—-]+$", "", text[: match.start()] + " " + text[match.end() :])
    left = re.sub(r"^(?:please|and|but)\b[\s,]*|\s*\b(?:please|and|but)$", "", left, flags=re.I).strip(" ,;:–—-")
    return left if re.search(r"\w{3}", left) else ""
