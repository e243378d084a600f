"""Whether somebody who was refused asks for a person: read narrowly, and only where there is something to appeal."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

LONGEST_WORDS = 60
_LOOK = r"(?:look|check|review|decide|see|read|judge|verify|examine|go over)\w*"
_SOMEBODY = r"(?:(?:a|an|another|some|any) )?(?:(?:real|actual|live|human) )*(?:person|human(?: being)?|someone|somebody|people|reviewer|moderator|colleague)"
_APPEALS = re.compile(
    "|".join(
        (
            r"\b(?:i|we)(?:'d| would)?(?: want| wish| like| need)? to (?:appeal|contest|dispute|object to)\b",
            r"\b(?:i|we) (?:appeal|contest|dispute|object)\b(?! to (?:our|the|all) (?:customers|viewers|audience))",
            r"^(?:please,? )?(?:appeal|an appeal|object(?:ion)?)(?: (?:this|that|it|please|to (?:this|that|it)))*$",
            rf"\b(?:have|let|get|ask|want|need|would like|can|could|should|please|may) (?:\w+ ){{0,3}}?{_SOMEBODY}(?: \w+){{0,4}}? (?:to )?{_LOOK}",
            rf"\b{_SOMEBODY} (?:should|must|has to|needs to|ought to|can|could|please) (?:\w+ ){{0,2}}?{_LOOK}",
            r"\bhuman (?:review|check|decision)\b|\b(?:escalate|second opinion)\b",
            # German
            r"\b(?:einspruch|widerspruch|widersprech\w*|beschwerde)\b",
            r"\b(?:ein(?:en)? mensch(?:en)?|jemand(?:en)?|eine? (?:echte )?person|ein(?:en)? mitarbeiter)\b.{0,40}\b(?:ansehen|anschau\w*|prüf\w*|überprüf\w*|drüberschau\w*|entscheid\w*|sieht|schaut|geprüft)",
            # Spanish
            r"\b(?:apelar|apelo|recurrir|recurro|reclamar|apelación)\b",
            r"\b(?:una persona|alguien|un humano)\b.{0,30}\b(?:revis|mir|ve|lea|decid|compruebe|verifique)\w*|\b(?:revis|mir|lea|verifique)\w*.{0,20}\b(?:una persona|alguien|un humano)\b",
            # French
            r"\b(?:faire appel|fais appel|contester|conteste|recours|réclamation)\b",
            r"\b(?:une (?:vraie )?personne|quelqu'un|un humain)\b.{0,30}\b(?:regard|vérifi|relis|voi|décid|examin)\w*|\b(?:regard|vérifi|examin)\w*.{0,20}\b(?:une personne|quelqu'un|un humain)\b",
            # Italian, Portuguese, Dutch
            r"\b(?:fare (?:appello|ricorso)|ricorso|contestare|contesto)\b|\b(?:una persona|qualcuno)\b.{0,30}\b(?:controll|guard|verific|veda|legga|decid)\w*",
            r"\b(?:recorrer|recorro|contestar|quero apelar)\b|\b(?:uma pessoa|alguém)\b.{0,30}\b(?:vej|revis|olh|verifi|decid|leia)\w*",
            r"\b(?:bezwaar|in beroep)\b|\b(?:een (?:echt )?(?:mens|persoon)|iemand)\b.{0,30}\b(?:kijk|controle|beoorde|beslis)\w*",
        )
    ),
    re.I,
)
# An order for the film that happens to speak of people who look.
_ORDER = re.compile(
    r"^(?:please |can you |could you )?(?:add|make|show|put|change|replace|use|write|insert|remove|füge|mach|zeig|añade|pon|ajoute|mets|aggiungi|adiciona|voeg)\b|\b(?:scene|szene|escena|scène|scena|cena|scène) \d",
    re.I,
)


def is_appeal(text: str) -> bool:
    """'That's wrong, please have a person look at it.' An order for a change of the film is none."""
    plain = " ".join(text.replace("’", "'").split()).strip(" .!")
    return len(plain.split()) <= LONGEST_WORDS and bool(_APPEALS.search(plain)) and not _ORDER.search(plain)
