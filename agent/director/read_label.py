"""A wish to take the words off that say how a film was made: not a film's to decide, so it is told from what else is said."""

from __future__ import annotations

import re

LABEL_STAYS = (
    "The words in the corner that say it was made with AI stay: only an owner of this studio can switch them off, "
    "and that goes on record."
)

_AI = r"(?:AI|A\.I\.|KI|IA|artificial intelligence)"
_MADE = (
    rf"(?:{_AI}[- ]?(?:generated|made|created|generiert\w*|erzeugt)|made (?:with|by) {_AI}|"
    rf"(?:generad[oa]|creado|hecho) (?:con|por) IA|généré (?:par|avec) (?:l['’])?IA|"
    rf"generato (?:con|da) (?:l['’])?IA|gerado (?:por|com) IA)"
)
_SIGN = (
    r"(?:label|badge|notice|tag|sign|disclaimer|disclosure|water ?mark|stamp|text|words?|line|note|hinweis|kennzeichnung|vermerk|"
    r"etiqueta|aviso|letrero|mention|étiquette|etichetta|scritta|dicitura|selo)"
)
_PLACE = r"(?: (?:in|from|at|on|off|out|weg|raus|oben|unten)\b[^.;]*)?\s*(?:please|bitte)?\W*$"
# A sign that is about AI, or the label's own words with nothing behind them that they could describe.
_LABEL = re.compile(
    rf"\b(?:{_MADE}|{_AI})[\"'“”»]*[- ]{_SIGN}\b|\b{_SIGN}\b[^.;]{{0,24}}\b(?:{_MADE}|(?:de |da |di |d['’])?IA\b)|"
    rf"\b{_MADE}[\"'“”»]*{_PLACE}",
    re.I,
)
_WATERMARK = re.compile(r"\b(?:water ?mark|wasserzeichen|filigrane?|filigrana|marca (?:de |d['’])água|marca de agua)\b", re.I)
_OFF = re.compile(
    r"\b(?:remov(?:e|ing)|delete|hide|drop|take|get rid of|lose|(?:turn|switch) off|turn|switch|disable|without|no|"
    r"(?:don['’]?t|do not) (?:show|want|put|include|display|need)|leave out|omit|strip|ditch|erase|entfern\w*|lösch\w*|blende|"
    r"nimm|ohne|kein\w*|quita\w*|elimina\w*|borra\w*|oculta\w*|saca\w*|sin|enl[eè]v\w*|supprim\w*|retir\w*|masqu\w*|cache\w*|sans|"
    r"togli\w*|rimuov\w*|nascond\w*|senza|tira|tire|remova?|esconda|sem)\b",
    re.I,
)
# Verbs that want a word behind: 'take the label off', 'nimm das Label weg'.
_APART = re.compile(r"\b(?:take|turn|switch|blende|nimm)\b(?!.*\b(?:off|out|away|down|weg|raus|ab|aus)\b)", re.I)
_LATER = re.compile(r"^\W*(?:(?:bitte|please) )?(?:entfernen|ausblenden|löschen|weglassen|weg|raus|off|out|away)\b", re.I)
_PIECES = re.compile(r"(?<=[.!?;\n])\s+|,?\s+(?:and|und|y|et|e)\s+(?=\w)|,\s+(?=(?:then|but|aber|pero|mais|ma|mas)\b)", re.I)
_NEAR = 30  # letters between the verb and the label


def without_label_wish(text: str, *, has_film: bool) -> str | None:
    """What a message says besides, '' where it says nothing else; None where it does not ask for the label to go.

    Once there is a film, its label may also be called a watermark; a brief may well be about watermarks.
    """
    pieces = [piece for piece in _PIECES.split(text) if piece and piece.strip()]
    wishes = [piece for piece in pieces if _is_wish(piece, _LABEL) or (has_film and _is_wish(piece, _WATERMARK))]
    if not wishes:
        return None
    rest = [piece.strip() for piece in pieces if piece not in wishes]
    return " ".join(piece if piece[-1] in ".!?" else f"{piece}." for piece in rest)


def _is_wish(piece: str, label: re.Pattern[str]) -> bool:
    for found in label.finditer(piece):
        before = [verb for verb in _OFF.finditer(piece, 0, found.start()) if found.start() - verb.end() <= _NEAR]
        if any(not _APART.match(piece[verb.start() :]) for verb in before) or _LATER.match(piece[found.end() :]):
            return True
    return False
