"""Which layout shows a scene best: read from what the scene says - shares, prices, times, two sides, places, quoted words."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agent.director.contract import SceneText
from memory.domain.edit_values import LayoutValue
from memory.domain.edits import ChangeLayout
from memory.domain.scene_refs import number_of, resolve
from memory.domain.storyboard import LayoutName, OnScreen, Scene, Storyboard
from memory.errors import CannotApply
from tools.layouts import has_times, misfit

PRESENTER_TURNS: tuple[LayoutName, ...] = ("presenter_right", "presenter_left", "presenter_split")
KINETIC_WORDS = (3, 8)
QUOTED_WORDS = 4
ASKED_WORDS = 12


class Look(NamedTuple):
    """A layout with what it would show."""

    layout: LayoutName
    shown: OnScreen


@dataclass(frozen=True)
class Matter:
    """A scene to be arranged: its words, what is true of it (in the brief's or the script's own words), a large figure."""

    words: SceneText
    source: str
    shown: OnScreen
    figure: str
    label: str
    language: str


_PERCENT = r"(?P<value>\d+(?:[.,]\d+)?\s?(?:%|percent|prozent|pour ?cent|por ?cien(?:to)?|por ?cento|per ?cento))"
_END = r"(?=\s*(?:[,;.]|$|\b(?:and|und|et|y|e)\b))"
_VALUE = r"[$€£]?\d[\d.,]*(?:\s?(?:%|€|£|(?!(?:in|on|from|at|by|for|per|an?|and)\b)[^\W\d_]+))?"
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_SHARE = re.compile(
    rf"{_PERCENT}\s+(?:of (?:it |them )?|for |(?:go(?:es)? )?(?:to|into) |on |in |is |are |(?:gehen )?(?:an|für|in) (?:die |das |den )?"
    r"|(?:vont? )?(?:aux? |à (?:la |l['’])?|pour (?:les? |la |l['’])?|des? )|para (?:el |la |los |las |os? |as? )?|(?:van )?a (?:la |los |las )?"
    r"|(?:vão )?(?:aos? |às? )|per (?:il |la |i |le |gli )?|(?:vanno )?(?:ai? |alla |alle |agli ))?"
    rf"(?P<label>[^\W\d_][\w -]{{1,22}}?){_END}",
    re.I,
)
_NAMED_SHARE = re.compile(rf"(?P<label>[^\W\d_][\w-]+(?: [\w-]+)?):? (?:is |are |takes |to )?{_PERCENT}{_END}", re.I)
_YEARLY = re.compile(
    r"(?P<value>[$€£]?\d[\d.,]*\s?(?:%|[^\W\d_]{1,9})?)\s+(?:in|im|im Jahr|en|nel|em)\s+(?P<label>(?:19|20)\d\d|Q[1-4]|(?:Jan|Febr)uary|March|April|May|June|July|"
    r"August|(?:Septem|Octo|Novem|Decem)ber|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|"
    r"août|(?:septem|octo|novem|décem)bre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|(?:septiem|octu|noviem|diciem)bre|janeiro|"
    r"fevereiro|março|maio|junho|julho|(?:setem|outu|novem|dezem)bro|gennaio|febbraio|aprile|maggio|giugno|luglio|(?:settem|otto|novem|dicem)bre)\b",
    re.I,
)
_PER = re.compile(
    r"(?P<amount>[$€£¥₹]\s?\d[\d.,]*\d|[$€£¥₹]\s?\d|\d+(?:[.,]\d+)?\s?(?:€|£|euros?|dollars?|pounds?|dólares|dollari|reais))\s?"
    r"(?P<per>(?:/|per |an? |each |pro |je |im |in der |par |chaque |por |al? |a la |cada |ao |all['’a]\s?|ogni )\s?"
    r"(?:month|year|week|day|seat|user|person|night|hour|head|ticket|piece|class|lesson|visit|monat|jahr|woche|tag|platz|nutzer|nacht|"
    r"stunde|kopf|karte|stück|kurs|mois|ans?\b|année|semaine|jour|place|utilisateur|nuit|heure|billet|pièce|cours|mes\b|año|semana|día|plaza|"
    r"usuario|noche|hora|entrada|pieza|clase|mese|anno|settimana|giorno|posto|utente|notte|ora\b|biglietto|pezzo|corso|mês|ano\b|dia\b|"
    r"lugar|pessoa|noite|bilhete|peça|aula)\w*)",
    re.I,
)
_FROM_TO = re.compile(
    r"\b(?:go(?:es)?|went|fell|falls?|drop(?:s|ped)?|cut|grew|grows?|rose|rises?|jump(?:s|ed)?|chang(?:e|es|ed|ing)|down|up|moves?|moved|sinkt|sank|gesunken|fällt|fiel|gefallen|steigt|stieg|gestiegen|wächst|wuchs|senkt\w*|verkürzt\w*|"
    r"pass(?:e|é|ée|ent|a|ou|ato|ata|ano)|tomb\w+|baiss\w+|mont\w+|grimp\w+|rédui\w+|augment\w+|baj\w+|sub\w+|pas[aó]|cay\w+|creci\w+|redu\w+|"
    r"caiu|cresce\w*|baixou|scend\w+|sces\w+|sal[ei]\w*|cal[aò]\w*|ridott\w+)\b"
    rf"[^.;]{{0,30}}? (?:from|von|de|da) (?P<before>{_VALUE}) (?:to|auf|à|a|para) (?P<after>{_VALUE})(?=[\s,.;]|$)",
    re.I,
)
_INSTEAD = re.compile(
    r"(?P<after>(?:\S+ ){0,3}\S+) (?:instead of|statt|anstelle von|au lieu d(?:e |')|en (?:lugar|vez) de|em vez de|invece di) ?(?P<before>(?:\S+ ){0,3}[^\s,.;]+)",
    re.I,
)
_QUOTED = re.compile('[“„«"](?P<words>[^“”„«»"]{12,150})[”“»"]')
_BY = re.compile(
    r"(?:(?:says?|said|writes?|by|from|sagt|schreibt|dit|écrit|dice|escribe|diz|escreve|scrive)\s+|[-–—]\s?)"
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’.-]+){0,2})(?:,\s*(?P<role>[^.;,“”\"]{3,40}))?"
)
_PLACES = re.compile(
    r"\b(?:shops?|stores?|branch(?:es)?|offices?|studios?|caf[eé]s?|sites?|schools?|clinics?|locations?|restaurants?|stops|open|available|"
    r"find us|Läden|Filialen|Büros|Standorte|Schulen|Praxen|magasins|boutiques|bureaux|agences|écoles|tiendas|oficinas|sucursales|escuelas|"
    r"lojas|escritórios|escolas|negozi|uffici|sedi|scuole|ristoranti)"
    rf"\b[^.;]{{0,24}}?\b(?:in|à|en|em|a) (?P<list>{_NAME}(?:, {_NAME})*,? (?:and|und|et|y|e) {_NAME})"
)
_REVEAL = re.compile(
    r"(?:Meet|Introducing|Say hello to|Presenting|Wir präsentieren:?|Darf ich vorstellen:?|Voici|Découvrez|Conoce|Te presentamos|Conheça|"
    r"Apresentamos|Ecco|Scopri|Presentiamo) (?:the )?(?P<name>[A-Z][\w-]*(?: [A-Z0-9][\w-]*){0,2})(?P<rest>[^.!?]*)"
)
_COMMAND = re.compile(r"`([^`]{3,58})`|(?:^|[\s:])((?:pip|npm|brew|docker|git|apt|curl|cargo|npx) [a-z][\w ./:@=-]{2,46}[\w/])")
_IN_ORDER = re.compile(
    r"\b(?:first|then|next|after that|finally|steps?|once more|zuerst|dann|d'abord|ensuite|enfin|étapes?|primero|luego|después|por último|pasos?|primeiro|depois|por fim|passos?|prima|poi|infine|passaggi\w*|schritte?|danach|zuletzt)\b",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]+")


def looks(matter: Matter) -> Iterator[Look]:
    """Layouts that suit what the scene holds, the most telling first; each can show what it is given."""
    for found in _told(matter):
        if not misfit(found.layout, found.shown) and _keeps(matter, found.shown):
            yield found


def arranged(matter: Matter, before: Sequence[LayoutName]) -> Look:
    """The scene's layout and text. Never the same layout twice in a row, never three screens of graphics without a face."""
    last = before[-1] if before else ""
    graphics = sum(not layout.startswith("presenter") for layout in before[-2:])
    for look in looks(matter):
        if look.layout != last and graphics < 2 and (look.layout not in before[-3:] or look.layout in ("list", "big_number")):
            return look
    if matter.figure and last != "big_number":
        return _figure(matter, before)
    if len(matter.shown.points) > 2 and last not in ("list", "timeline"):
        layout: LayoutName = "timeline" if _IN_ORDER.search(matter.words.narration) or "list" in before else "list"
        return Look(layout, matter.shown)
    if graphics == 0 and len(before) > 1 and matter.shown.headline:
        return _words_alone(matter, before)
    return Look(_turn(before) if matter.shown.lines() else "presenter_full", matter.shown)


_BEFORE_NOW = {
    "en": ("Before", "Now"),
    "de": ("Vorher", "Jetzt"),
    "fr": ("Avant", "Maintenant"),
    "es": ("Antes", "Ahora"),
    "pt": ("Antes", "Agora"),
    "it": ("Prima", "Ora"),
}
_CHARTS: tuple[LayoutName, ...] = ("line_chart", "bar_chart", "donut_chart")


def laid_out(edit: ChangeLayout, board: Storyboard, starts_s: Sequence[float]) -> ChangeLayout:
    """The edit with what its layout shows, read from the scene's own words. Raises CannotApply where they do not fit it."""
    if edit.value.layout == "presenter_corner":
        return edit  # it shows any text there is, each scene its own
    for scene_id in resolve(edit.scene, board, starts_s) if edit.scene is not None else ():
        scene = board.scenes[number_of(scene_id, board) - 1]
        wanted = _CHARTS if edit.value.layout == "chart" else (edit.value.layout,)
        found = _fitted(scene, wanted, board)
        if isinstance(found, str):
            raise CannotApply(f"Scene {number_of(scene_id, board)} cannot be shown like that: {found}.")
        return edit.model_copy(update={"value": LayoutValue(layout=found.layout, shown=found.shown)})
    return edit


def _fitted(scene: Scene, wanted: Sequence[LayoutName], board: Storyboard) -> Look | str:
    """The first of the `wanted` layouts that the scene's text fits as it stands, or as it can be read; else why none does."""
    shown = scene.on_screen
    words = SceneText(scene.narration, shown.headline, shown.points)
    texts = [shown, *(shown.model_copy(update=fields) for fields in _recast(shown, scene.narration))]
    looks = [Look(layout, text) for text in texts for layout in wanted]
    looks += [look for look in _told(Matter(words, scene.narration, shown, "", "", board.language)) if look.layout in wanted]
    has_logo = board.logo is not None and board.logo.visible
    why = ""
    for look in looks:
        misfits = misfit(look.layout, look.shown, has_media=scene.media is not None, has_logo=has_logo)
        if not misfits:
            return look
        why = why or misfits
    return why


def _recast(shown: OnScreen, narration: str) -> Iterator[dict[str, object]]:
    """The same words in other places: sentences as points, a sentence as the headline."""
    sentences = [one.strip(" .!") for one in _SENTENCE.findall(narration)]
    pieces = sentences if len(sentences) > 1 else [one.strip(" .!") for one in re.split(r",\s+(?:and\s+)?|;\s+", narration)]
    if not shown.points and 2 <= len(pieces) <= 6:
        yield {"points": tuple(piece[:1].upper() + piece[1:] for piece in pieces)}
    if not shown.headline and sentences:
        yield {"headline": sentences[0][:160]}


def _told(matter: Matter) -> Iterator[Look]:
    return (found for find in _FINDERS if (found := find(matter)) is not None)


def _turn(before: Sequence[LayoutName]) -> LayoutName:
    """Whose side the presenter stands on next."""
    stood = [layout for layout in before if layout in PRESENTER_TURNS]
    return PRESENTER_TURNS[(PRESENTER_TURNS.index(stood[-1]) + 1) % len(PRESENTER_TURNS)] if stood else PRESENTER_TURNS[0]


def _figure(matter: Matter, before: Sequence[LayoutName]) -> Look:
    shown = matter.shown.model_copy(update={"figure": matter.figure, "headline": matter.label})
    is_share = "big_number" in before and not misfit("donut_chart", shown)
    return Look("donut_chart" if is_share else "big_number", shown)


def _words_alone(matter: Matter, before: Sequence[LayoutName]) -> Look:
    """A scene of words: one by one where they are few enough, else a card."""
    least, most = KINETIC_WORDS
    fits = least <= len(matter.shown.headline.split()) <= most and not misfit("kinetic", matter.shown)
    return Look("kinetic" if fits and "kinetic" not in before[-4:] else "title_card", matter.shown)


def _keeps(matter: Matter, shown: OnScreen) -> bool:
    """Whether every figure that would have been shown still is, or is spoken."""
    after = " ".join((*shown.lines(), matter.words.narration))
    return all(number in after for line in matter.shown.lines() for number in re.findall(r"\d[\d.,]*", line))


def _with(matter: Matter, layout: LayoutName, **fields: object) -> Look:
    return Look(layout, OnScreen.model_validate({**matter.shown.model_dump(), **fields}))


def _chart(matter: Matter) -> Look | None:
    """Shares of a whole, values by year, or points that are values already."""
    if matter.shown.points and not misfit("bar_chart", matter.shown):
        values = sum(bool(re.search(r"\d", point)) for point in matter.shown.points)
        years = all(re.search(r"\b(?:19|20)\d\d\b|\bQ[1-4]\b", point) for point in matter.shown.points)
        if values == len(matter.shown.points) and len(matter.shown.points) > 1 and not has_clock(matter.shown):
            return Look("line_chart" if years and len(matter.shown.points) > 2 else _bars_or_ring(matter.shown), matter.shown)
    yearly = tuple(f"{found['label']}: {found['value'].strip()}" for found in _YEARLY.finditer(matter.source))
    if len(yearly) >= 2:
        return _with(matter, "line_chart" if len(yearly) > 2 else "bar_chart", points=yearly[:6])
    for pattern in (_SHARE, _NAMED_SHARE):
        shares = tuple(f"{found['value']} {found['label'].strip()}" for found in pattern.finditer(matter.source))
        if len(shares) >= 2:
            look = _with(matter, "donut_chart", points=shares[:6])
            return look if not misfit("donut_chart", look.shown) else look._replace(layout="bar_chart")
    return None


def has_clock(shown: OnScreen) -> bool:
    """Whether a point holds a time of day: a time is no amount."""
    return any(re.search(r"\d[:.]\d\d\b|\b\d{1,2}\s?(?:am|pm|uhr|h)\b", point, re.I) for point in shown.points)


def _bars_or_ring(shown: OnScreen) -> LayoutName:
    whole = "%" in shown.points[0] and not misfit("donut_chart", shown)
    return "donut_chart" if whole else "bar_chart"


def _price(matter: Matter) -> Look | None:
    found = _PER.search(matter.source)
    if found is None or len(found[0]) > 24:
        return None
    name = "" if found["amount"] in matter.shown.headline else matter.shown.headline
    return _with(matter, "price", figure=found[0], headline=name)


def _sides(matter: Matter) -> Look | None:
    """From one value to another, one thing instead of another, or points that are two sides."""
    if re.search(r"\s(?:vs\.?|versus)\s", matter.shown.headline) or any(
        re.match(
            r"(?:before|after|now|then|vorher|nachher|jetzt|avant|après|maintenant|antes|después|ahora|depois|agora|prima|dopo|ora)\s*[:-]",
            point,
            re.I,
        )
        for point in matter.shown.points
    ):
        return Look("comparison", matter.shown)
    if matter.shown.points:
        return None
    found = _FROM_TO.search(matter.source) or _INSTEAD.search(matter.source)
    if found is None or found["before"].strip() == found["after"].strip():
        return None
    before, now = _BEFORE_NOW.get(matter.language[:2], _BEFORE_NOW["en"])
    return _with(matter, "comparison", points=(f"{before}: {found['before'].strip()}", f"{now}: {found['after'].strip()}"))


def _agenda(matter: Matter) -> Look | None:
    if len(matter.shown.points) < 2 or not has_times(matter.shown):
        return None
    return Look("agenda" if has_clock(matter.shown) else "timeline", matter.shown)


def _quote(matter: Matter) -> Look | None:
    """Words in quotation marks; with a name behind them, a testimonial."""
    text = f"{matter.source} {matter.words.narration}"
    found = _QUOTED.search(text)
    if found is None or len(found["words"].split()) < QUOTED_WORDS:
        return None
    words = found["words"].strip(" ,.")
    by = _BY.search(text, found.end()) or _BY.search(text)
    if by is None:
        return Look("quote", OnScreen(headline=words))
    return Look("testimonial", OnScreen(headline=words, body=", ".join(part for part in (by["name"], by["role"]) if part)))


def _map(matter: Matter) -> Look | None:
    found = _PLACES.search(matter.source)
    if found is None:
        return None
    return _with(matter, "map", points=tuple(re.split(r",? (?:and|und|et|y|e) |, ", found["list"])))


def _code(matter: Matter) -> Look | None:
    lines = tuple(f"$ {found[1] or found[2]}" for found in _COMMAND.finditer(matter.source))
    return _with(matter, "code", points=lines[:6]) if lines else None


def _reveal(matter: Matter) -> Look | None:
    found = _REVEAL.match(matter.words.narration)
    if found is None or matter.shown.points:
        return None
    rest = found["rest"].strip(" ,:-–—")
    return Look("logo_reveal", OnScreen(headline=found["name"], body=rest[:1].upper() + rest[1:] if len(rest) <= 70 else ""))


def _question(matter: Matter) -> Look | None:
    """A question that the scene asks, shown as it is asked."""
    asked = next((one.strip() for one in _SENTENCE.findall(matter.words.narration) if one.strip().endswith("?")), "")
    if matter.shown.points or matter.figure or not 3 <= len(asked.split()) <= ASKED_WORDS:
        return None
    return _with(matter, "question", headline=asked)


_FINDERS: tuple[Callable[[Matter], Look | None], ...] = (
    _chart, _quote, _code, _price, _sides, _agenda, _map, _reveal, _question,
)  # fmt: skip
