"""What a client wraps around the matter of a film: greetings, orders, whom to tell. The viewer hears none of it."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

FILM = (
    r"(?:videos?|vids?|films?|clips?|ads?|adverts?|spots?|reels?|promos?|teasers?|trailers?|explainers?|bumpers?|animations?|pieces?|posts?|"
    r"greetings?|stor(?:y|ies)|intros?|shorts?|tutorials?|commercials?|presentations?|messages?|something|smth|sth|things?)"
)
_ASK = (
    r"(?:(?:(?:can|could|would|will|may) (?:you|i|we)|i(?:'d| would)? (?:like|love|want|need)|we(?:'d| would)? (?:like|love|want|need)|you|we|i|let's|"
    r"please|kindly|just|to|also|have|get|make|create|produce|prepare|do|write|record|film|shoot|put together|give|need|needs|want|looking for|have this idea for) )"
)
_OF_IT = (
    r"(?:of |for |on |about |to |that |which |where we |in which we |, |: |- )?"
    r"(?:(?:announc|explain|promot|advertis|introduc|present|show|tell|cover|describ|celebrat|celebrate)\w*(?: that| about)? )?"
)
_UNITS = r"(?:[\w:'’.%-]+ ){0,6}?"
# From the outside in; each is tried again after another one was taken off.
_WRAPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:(?:ok(?:ay)?(?:,? so)?(?:,? basically)?|so basically|basically|yo|hey|hi|hello|please|pls)\b[,:!. ]+|(?:so|well|um+|lol|and|also|urgent|internal|as discussed|"
                r"thanks|dear (?:all|team)|good (?:morning|afternoon|evening))[,:!.]+ )", re.I), ""),
    (re.compile(rf"^{_ASK}+(?:me |us |my \w+ )?(?:an? |the |one |some )?{_UNITS}{FILM}\b ?{_OF_IT}", re.I), ""),
    (re.compile(r"^(?:an? |the |one )?(?:[\w:'’-]+ ){0,4}?(?:videos?|vids?|films?|clips?|ads?|spots?|reels?|promos?|teasers?|trailers?|explainers?|bumpers?|piece) (?:announc|explain|promot|advertis|introduc|present)\w*(?: that)? ", re.I), ""),
    (re.compile(rf"^{_ASK}*(?:tell|inform|remind|let|warn) (?:(?!that\b)[\w'’-]+,? ){{1,6}}?(?:know )?(?:that|about) ", re.I), ""),
    (re.compile(r"^(?:we must|we have to|i have to|we need to|i need to) (?:tell|inform|remind|warn) (?:(?!that\b)[\w'’-]+,? ){1,6}?(?:that|about) ", re.I), ""),
    (re.compile(r"^(?:[\w ]{0,30}?\b)?to (?:tell|inform|remind) (?:(?!that\b)[\w'’-]+,? ){1,5}?that ", re.I), ""),
    (re.compile(r"^(?:please )?(?:explain|show|teach) (?:to )?(?:(?!how\b|why\b|what\b)[\w'’-]+ ){0,6}?(?=how |why |what )", re.I), ""),
    (re.compile(r"^(?:it )?(?:must|should|has to|needs to) (?:include|mention|contain|say|have)(?: that)? ", re.I), ""),
    (re.compile(r"^(?:and )?(?:end|close|finish)(?:s|ing)? (?:it )?(?:with|on) [\"“‘'](?P<kept>[^\"”’']+)[\"”’']", re.I), r"\g<kept>"),
    (re.compile(r"^(?:product|subject|topic|theme|title|about|it'?s about|this is about)(?:: | is )(?=\w)", re.I), ""),
    (re.compile(r"^(?:about|on) (?=why |how |what |our |the |my )", re.I), ""),
    (re.compile(r"^(?:of )?(?:\w+ ){0,2}(?:seconds?|minutes?) (?:introducing|about|on) ", re.I), ""),
    (re.compile(r"^(?:in |on |for )?(?:\d{1,2}:\d{1,2}(?: and | or |, )?)+ about ", re.I), ""),
    (re.compile(r"^(?:a |the )?(?:product )?demo (?:of|for) ", re.I), ""),
    (re.compile(r"^(?:promoting|announcing|introducing|advertising|presenting) ", re.I), ""),
    (re.compile(r"^(.+?),? (?:should|must) (?:run|last|be) (?:no longer than|at most|under|about|exactly)\b.*", re.I), r"\1"),
    (re.compile(r"^i have (?:this|an) idea for ", re.I), ""),
    (re.compile(r"^just the essentials: ", re.I), ""),
    (re.compile(r"^(?:please )?(?:explain|show|teach) (.+?) to .{3,40}?(?: in)?(?=[.,;]|$)", re.I), r"\1"),
    (re.compile(rf"^use my (?:own )?(?:face|voice)(?: and (?:my )?(?:face|voice))? (?:to present|for (?:an? )?(?:[\w-]+ ){{0,3}}?{FILM} about) ", re.I), ""),
    (re.compile(r"^(?:something|smth|sth) for [^:]{3,40}: ", re.I), ""),
    # What the film is to bring about is the maker's business.
    (re.compile(r"^(?:to )?(?:get|make|convince|persuade|encourage|motivate|push|nudge|move) (?:them|people|everyone|customers|clients|users|viewers|visitors|tenants|staff|members|readers)\b(?: to)? [^.:;]*", re.I), ""),
    (re.compile(r"^(?:to )?(?:fill|promote|advertise|market|sell|boost|increase|grow|push) (?:the|our|my|more|up)\b[^.:;\d]{0,50}[.!]?$", re.I), ""),
    (re.compile(r"^(?:i|we) (?:run|own|have) (?:an? |the )?(?:small |little |tiny |local )?(?:[\w-]+ ){0,2}(?:studio|shop|store|café|cafe|bakery|salon|gym|restaurant|bar|practice|clinic|agency|business|company|startup|firm|garage|school|hotel|hostel|farm|brewery)[.!]?$", re.I), ""),
)  # fmt: skip
_TAIL = re.compile(
    r"(?: for (?:our|the|my) (?:[\w-]+ )?(?:newsletter|intranet|website|homepage|blog|youtube channel|channel|instagram|linkedin|feed|lobby screens?|town hall|all[- ]hands)|,? (?:and|so) (?:people|they|everyone) keep asking(?: about it)?| (?:i guess|or so|lol|if possible|if you can|as discussed|thanks?|thank you)|"
    r",? so (?:just |please )?(?:do|make) (?:it|a \w+ \w+|one)\b[^:]*)[.!?]*$",
    re.I,
)


def unwrapped(sentence: str) -> str:
    """The sentence without the order around it; the question mark of an order goes with it."""
    said = sentence
    for _ in range(4):
        before = said
        for pattern, kept in _WRAPS:
            said = pattern.sub(kept, said, count=1)
        said = _TAIL.sub("", said)
        if said == before:
            break
    if said != sentence and said.rstrip().endswith("?"):
        said = said.rstrip(" ?") + "."
    return said
