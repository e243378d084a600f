"""Wishes about earlier versions: undo, redo, open, name, compare, take something back. Read by code, whole clauses only."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Any, Literal

from agent.director.read_facts import without_quotes
from agent.director.read_numbers import NUMBER_WORDS
from agent.director.read_versions import NOUN, Past, Things, things, version_of
from memory.domain.edits import Undo
from memory.domain.frozen import Frozen
from memory.domain.storyboard import Storyboard

HistoryKind = Literal["undo", "redo", "show", "restore", "name", "compare", "changes", "versions"]


class HistoryWish(Frozen):
    """`version` 0 is found out by the store: one step back for 'restore', the previous one elsewhere.

    `undo` says what comes back or stays, for 'restore'; `other` is the second version of a comparison (0: the one shown);
    `rest` is what else the message asks for, done afterwards; `unclear` what was to stay but is no part of a film.
    """

    kind: HistoryKind
    steps: int = 1
    version: int = 0
    other: int = 0
    name: str = ""
    undo: Undo | None = None
    rest: str = ""
    unclear: str = ""


_LEAD = re.compile(
    r"^(?:(?:no|nope|hmm+|oh|well|sorry|wait|actually|ok(?:ay)?|please|pls|hey|hi|now|then|so|and|also|but|can you|could you|would you|will you|can we|could we|let's|lets|just|i want (?:you )?to|i(?:'d| would) like (?:you )?to|bitte|nein|kannst du|können sie|por favor|puedes|no,|s'il (?:te|vous) pla[iî]t|peux-tu|pouvez-vous|per favore|puoi|pode|podes|kun je|graag|proszę|пожалуйста)\b[\s,.!:]*)+",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:\b(?:please|pls|thanks|thank you|again|for me|instead|right away|bitte|danke|wieder|por favor|gracias|s'il (?:te|vous) pla[iî]t|merci|per favore|grazie|obrigad[oa]|alsjeblieft)\b|[.!?;,…]))+$",
    re.I,
)
_REMARK = re.compile(
    r"(?:i|we) (?:really )?(?:don't|do not|didn't|did not) (?:really )?(?:like|love) (?:it|that|this)(?: (?:at all|one|version|anymore))?|i hate (?:it|this|that)|(?:that|this|it)(?:'s| is| was) (?:much |far |a lot )?(?:worse|bad|wrong|terrible|awful|ugly|better(?: before)?|too much|not (?:good|what i (?:meant|wanted|asked for)))|it (?:was|looked|sounded) better(?: before)?|my (?:mistake|bad)|sorry|that was a mistake|not good|nope|no|das war (?:falsch|besser)|era mejor(?: antes)?|c'était mieux(?: avant)?|era meglio(?: prima)?",
    re.I,
)
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(word for word, value in NUMBER_WORDS.items() if 0 < value <= 20)})"
_STEPS = r"(?:steps?|changes?|edits?|versions?|times|schritte?|versionen|änderungen|pasos?|cambios?|étapes?|versiones|passi)"
_UNDONE = r"(?:it|this|that|everything you just did|(?:the|my|your|that|this)? ?(?:very )?(?:last|latest|previous)(?: (?:change|edit|one|thing|step|version))?s?|(?:that|this|the|my) (?:change|edit|step)s?)"
_BEFORE = r"(?:to )?(?:how|the way|like|as|what) (?:it|things|that|everything) (?:was|were|looked)(?: (?:before|earlier|previously|a moment ago))?"

_UNDO = re.compile(
    rf"(?:undo|revert|reverse|roll back|take back|rollback)(?: {_UNDONE})?|(?:take|roll) (?:it|that|this) back|(?:go|step) back(?: (?:a|one)(?: (?:step|version))?)?|scratch that|(?:put|set|change|make|turn|have) (?:it|that|everything) (?:back )?{_BEFORE}|back {_BEFORE}"
    rf"|(?:(?:go|get|switch|return|revert|roll|take it|bring it|bring) )?(?:back )?(?:to )?the (?:previous|last|prior|earlier) (?:version|one|draft|cut)|(?:one|a) (?:step|version) back"
    r"|rückgängig(?: machen)?|(?:mach(?:e|en sie)?|nimm)(?: (?:das|es|die letzte änderung|den letzten schritt))?(?: wieder)? (?:rückgängig|zurück)|(?:geh )?(?:einen )?schritt zurück|letzte änderung (?:rückgängig(?: machen)?|zurücknehmen)|(?:geh )?zurück zur (?:vorherigen|letzten) (?:version|fassung)|(?:mach es )?(?:so )?wie (?:es )?vorher(?: war)?"
    r"|deshacer|deshaz(?:lo)?(?: (?:eso|esto|el último cambio))?|revierte(?: (?:eso|el último cambio))?|vuelve (?:atrás|a la versión anterior)|como (?:estaba )?antes"
    r"|annuler|annulez?(?: (?:ça|cela|la dernière modification|le dernier changement))?|défais(?: ça)?|reviens (?:en arrière|à la version précédente)|comme avant"
    r"|annulla(?: (?:questo|l'ultima modifica))?|torna (?:indietro|alla versione precedente)|come prima"
    r"|desfazer|desfaz(?: (?:isso|a última (?:mudança|alteração)))?|desfaça(?: isso)?|volta (?:atrás|à versão anterior)|como (?:estava )?antes"
    r"|ongedaan maken|maak (?:dat|het|dit|de laatste wijziging) ongedaan|terug naar de vorige versie"
    r"|cofnij(?: to)?|отмени(?:ть|те)?(?: это)?|верни(?:те)? как было|geri al|元に戻して(?:ください)?|取り消して|撤[销銷]|还原|되돌려(?: 줘)?|실행 취소|تراجع",
    re.I,
)
_UNDO_STEPS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:undo|revert|take back|roll back)(?: the)?(?: last)? {_N}(?: {_STEPS})?",
        rf"(?:(?:go|step|roll) )?back {_N} {_STEPS}",
        rf"(?:(?:go|step) )?(?:back )?{_N} {_STEPS} (?:back|ago)",
        rf"undo {_UNDONE} {_N} {_STEPS}",
        rf"(?:mach(?:e)? )?(?:die )?(?:letzten )?{_N} {_STEPS} (?:rückgängig|zurück)",
        rf"deshaz (?:los )?(?:últimos )?{_N} {_STEPS}",
        rf"annule (?:les )?{_N} (?:dernières? )?(?:modifications?|étapes?)",
        r"undo (?:it |that )?(?P<n>twice)",
    )
)
_REDO = re.compile(
    r"redo(?: (?:it|that|this|the (?:last )?(?:change|edit|step)))?|undo (?:the|that|my|your) (?:last )?undo|(?:go|step) forward(?: (?:a|one)(?: (?:step|version))?)?|reapply(?: (?:it|that))?|put (?:it|that|the change) back in|bring (?:it|that|the change) back|wiederholen|wiederherstellen|stell (?:das|es) wieder her|doch wieder (?:vor|her)|rehacer|rehaz(?:lo)?|rétablir|rétablis(?:-le)?|refais(?:-le| ça)?|ripristina|rifai(?:lo)?|refazer|refaz|refaça|opnieuw doen|ponów|верни(?:те)? обратно|やり直して(?:ください)?|重做|다시 실행",
    re.I,
)
_GO = re.compile(
    r"(?:(?:go|get|take (?:it|me|us)|bring (?:it|me|us|back)|switch|return|revert|roll|jump|change|move|set)(?: it)? (?:back )?to|back to|(?:go|work|continue|start|branch)(?: on)? (?:with|from)|use|take|bring back|let's go with|i (?:prefer|liked|want|choose|pick|like)|show(?: me| us)?|open|restore|load|play|see|let me see|i want to see|i'd like to see|display|pull up|view|look at) (?P<v>.+?)(?: (?:better|more|back|again|best|please))?"
    r"|(?:zeig(?:e|en sie)?(?: mir| uns)?|öffne|nimm|lade|spiel) (?P<de>.+?)(?: ab)?|(?:(?:geh|gehe|wechsle|kehre|zurück|bring mich) )+(?:zu|zur|zum|auf) (?P<de2>.+?)(?: zurück)?"
    r"|(?:vuelve|volver|volvamos|regresa|regresar) a (?P<es>.+)|(?:muéstrame|muestra|enséñame|abre|usa|quiero ver) (?P<es2>.+)"
    r"|(?:reviens|revenir|revenons|retourne|retour|retourner) (?:à|a|au) (?P<fr>.+)|(?:montre|montrez|affiche|ouvre|utilise)(?:-moi| moi)? (?P<fr2>.+)"
    r"|(?:torna|tornare|torniamo) (?:alla|al|a) (?P<it>.+)|(?:mostra|mostrami|apri|fammi vedere|usa) (?P<it2>.+)"
    r"|(?:volta|volte|voltar|voltemos) (?:à|ao|a|para a|para) (?P<pt>.+)|(?:mostra|mostre|abre|abra)(?:-me| me)? (?P<pt2>.+)"
    r"|(?:ga )?terug naar (?P<nl>.+)|(?:toon|laat|open) (?P<nl2>.+?)(?: zien)?"
    r"|(?:make|put|do|have|set|leave|want|i want)? ?(?:it|this|everything|the (?:film|video))? ?(?:back )?(?:to )?(?:exactly |just )?(?:like|as|the way|how|what) (?:(?:it|things) (?:was|were|looked|is)|we had (?:it|things))?(?: ?(?:in|with|for))? ?(?P<like>.+)"
    r"|(?:so )?wie (?:es )?in (?P<wie>.+?)(?: war)?|como (?:en|estaba en|era en) (?P<como>.+)|comme (?:dans|c'était dans|à) (?P<comme>.+)|come (?:nella|era nella) (?P<come>.+)",
    re.I,
)
_NAME = re.compile(
    rf"(?:let's )?(?:call|name|label|tag|bookmark)(?: (?:this|that|the current)(?: (?:one|{NOUN}))?| (?P<v>(?:{NOUN} |v)\d{{1,3}}|the (?:first|original|last) {NOUN}))(?: as)?[:,]? (?P<name>.+)"
    rf"|(?:save|store|keep|remember|bookmark|mark) (?:this|that|it|the current|(?P<w>(?:{NOUN} |v)\d{{1,3}}))(?: (?:one|{NOUN}))? (?:as|under(?: the name)?)[:,]? (?P<name2>.+)"
    rf"|(?:this|that)(?: (?:one|{NOUN}))? (?:is|should be|shall be) (?:called|named)[:,]? (?P<name3>.+)"
    r"|nenn(?:e|en wir)? (?:diese|die) (?:version|fassung)[:,]? (?P<name4>.+)|speicher(?:e)? (?:das|diese version|diese fassung) (?:als|unter) (?P<name5>.+)"
    r"|(?:llama|nombra) (?:a )?(?:esta|la) versión (?P<name6>.+)|guarda (?:esta versión|esto) como (?P<name7>.+)"
    r"|(?:appelle|nomme) cette version (?P<name8>.+)|enregistre (?:cette version|ça) (?:sous|comme) (?P<name9>.+)"
    r"|chiama questa versione (?P<name10>.+)|salva (?:questa versione )?come (?P<name11>.+)"
    r"|(?:chama|nomeia) (?:a )?esta versão (?:de )?(?P<name12>.+)|guarda esta versão como (?P<name13>.+)|noem deze versie (?P<name14>.+)",
    re.I,
)
_GOES_ON = re.compile(
    r"[,;.!?\n]|\b(?:and|then|but)\s+(?:also\s+|then\s+)?(?:make|add|remove|change|put|use|show|go|cut|undo|swap|turn|drop|lose|set|give)\b",
    re.I,
)
_COMPARE = r"(?:compare|comparison|vergleich(?:e|en)?|comparar?|comparez|comparer|confronta|confrontare|vergelijk|porównaj|сравни(?:ть)?)"
_WITH = r"(?:with|to|and|against|vs\.?|versus|mit|und|con|y|avec|et|e|com|met|en|side by side with|next to|z|с|и|&|-)"
_THIS = r"(?:this|it|that|the current(?: one| version)?|this one|this version|them|das|es|sie|diese version|esta versión|cette version|questa versione|esta versão|deze versie|now)"
_COMPARED = re.compile(
    rf"{_COMPARE}(?: (?:of )?{_THIS})?(?: {_WITH})? (?:with )?(?P<a>.+?)|(?:show (?:me )?)?(?:this|it)? ?side by side(?: with)? (?P<b>.+)|show (?:me )?(?:this|it) next to (?P<c>.+)",
    re.I,
)
_COMPARED_TWO = re.compile(
    rf"{_COMPARE}(?: between)? (?P<a>.+?) {_WITH} (?P<b>.+)|(?:show (?:me )?)?(?P<c>.+?) (?:and|vs\.?|versus|next to) (?P<d>.+?) side by side",
    re.I,
)
_COMPARED_LAST = re.compile(
    rf"{_COMPARE}(?: {_THIS})?(?: side by side)?|(?:show me )?(?:the )?(?:before and after|before/after)|{_COMPARE} (?:the )?last two(?: {NOUN})?|(?:show (?:me )?)?(?:them|both|the last two(?: {NOUN})?) side by side",
    re.I,
)
_WHAT = r"(?:what(?:'s|s|'ve you| has| have you| have| is| are| did you|)?(?: the)?(?: been| it)? ?(?:changed?|different|new|differences?|changes)(?: here| now)?|how (?:is|does) (?:this|it) (?:different|differ)|(?:list|show me|tell me)(?: all)? (?:the )?(?:changes|differences)|was (?:hat sich|ist)(?: denn)? ?(?:geändert|verändert|anders|neu)?|(?:¿)?qué (?:ha cambiado|cambió|cambiaste)|qu'est-ce qui a changé|cosa è cambiato|o que (?:mudou|mudaste)|wat is er (?:veranderd|anders))"
_SINCE = r"(?:since|from|compared (?:to|with)|between|in|against|to|with|seit|gegenüber|zu|zwischen|in|desde|respecto a|entre|en|depuis|par rapport à|dalla|da|rispetto alla|tra|sinds|sedert)"
_CHANGED = re.compile(
    rf"{_WHAT}(?: {_SINCE} (?P<a>.+?)(?: (?:and|und|y|et|e|en|to) (?P<b>.+?))?)?(?: (?:geändert|verändert|anders))?", re.I
)
_VERSIONS = re.compile(
    r"(?:(?:list|show|see|what are|which are|give me)(?: me| us)?(?: a list of)?(?: all)?(?: of)?(?: (?:the|my|our|your))? )?(?:all )?(?:the )?(?:versions|version history|history|version list)(?: so far| we have)?|(?:how many|which|what) versions (?:are there|do (?:we|i|you) have|exist|have we got)(?: so far| now)?|welche (?:versionen|fassungen) (?:gibt es|haben wir|hast du)|qué versiones (?:hay|tenemos)|quelles versions (?:y a-t-il|existent|avons-nous)|(?:che|quali) versioni (?:ci sono|abbiamo)|que versões (?:há|temos|existem)|welke versies (?:zijn er|hebben we)",
    re.I,
)
_KEEP = r"(?:keep(?:ing)?|leave|leaving|hold on to|preserve|retain|stay with|with|not|behalt(?:e|en)?|lass(?:e|en)?|mit|mant[eé]n|conserva|deja|con|garde[rz]?|laisse|avec|mantieni|tieni|lascia|mant[eé]m|mantenha|houd|laat)"
_BUT_KEEP = re.compile(
    rf"(?P<head>.+?)[\s,;.]+(?:(?:but|only|though|however|and|just|yet|aber|und|nur|pero|y|mais|et|ma|e|mas|maar|en)\s+)+(?:please\s+|still\s+|bitte\s+|do\s+)?{_KEEP}\s+(?P<keep>.+)|(?P<head2>.+?)[\s,;]+(?:except|apart from|other than|all but|außer|salvo|excepto|sauf|tranne|exceto)(?:\s+(?:for|that))?\s+(?P<keep2>.+)",
    re.I | re.S,
)
_KEEP_FIRST = re.compile(
    r"(?:keep|leave|behalte|mantén|garde) (?P<keep>.+?)[\s,;.]+(?:(?:but|and|and then|then|aber|pero|mais)\s+)?(?:otherwise\s+|for the rest,?\s+)?(?P<head>(?:go|revert|undo|make|everything else|the rest|all else).+)",
    re.I | re.S,
)
_OLD = r"(?:old|older|previous|earlier|former|prior|original|alte[nrsm]?|ursprüngliche[nrs]?|vorherige[nrs]?|antigu[oa]s?|vieil(?:le)?|ancienne?|précédente?|vecchi[oa]|precedente|antig[oa]|anterior|oude|vorige)"
_TAKE = r"(?:(?:go|switch|change|revert) back to|back to|bring back|bring|get back|get|put back|put|take|give me|give us|use|restore|return to|return|i want|i'd like|i liked|i prefer|i preferred|we want|have|keep|grab|pull|copy|with|hol|bring|nimm|gib mir|verwende|recupera|trae|pon|usa|toma|vuelve a(?: poner)?|remets|reprends|prends|utilise|ramène|ripristina|riporta|prendi|usa|traz|recupera|gebruik|neem)"
_TAKE_OLD = re.compile(
    rf"{_TAKE}(?: (?:me|us))?(?: back)?(?: in)? (?:(?:the|our|my|die|den|das|der|la|el|los|las|le|les|il|lo|o|a|de|het) |l['’])?(?P<old>{_OLD}) (?P<t>.+?)(?: (?:(?:from|of|in|aus|von|de|da|dalla) (?P<v>[^ ]*(?:version|fassung|versión|versione|versão|draft|cut)[^ ]*(?: \w+)?|(?:the )?\w+ (?:version|one|draft|cut)|v\d+)))?(?: (?:back|again|instead|better|zurück|wieder|terug))*"
    rf"|{_TAKE}(?: back)? (?:(?:la|el|los|las|il|o|a|les?) |l['’])?(?P<t2>.+?) (?P<old2>antigu[oa]s?|anterior(?:es)?|original(?:es)?|de antes|d'avant|précédente?|vecchi[oa]|originale|di prima)",
    re.I,
)
_TAKE_FROM = re.compile(
    rf"{_TAKE}(?: (?:me|us))?(?: back)?(?: only| just)? (?P<t>.+?) (?:from|of|out of|in|that was in|(?:that )?we had in|(?:like|as|the way it was|how it was|as it was|like it was|as they were) in|aus|von|in der|de|da|dalla|van|uit) (?P<v>.+?)(?: (?:back|again|instead|zurück))?"
    r"|(?:(?:make|put|set|have|leave|i want) )?(?P<t3>.+?)(?: back)?(?: to)? (?:like|as|(?:the way|how|what|as|like) (?:it|they) (?:was|were|looked|sounded))(?: (?:in|it was in))? (?P<v3>.+)",
    re.I,
)
_SPLIT = re.compile(
    r"\s*(?:[.!?]+(?=\s|$)|[,;\n]+|\s+-\s+|\b(?:and then|and also|and|then|also|plus|but|und dann|und|dann|y luego|y|et puis|et|puis|poi|depois|en dan)\b)\s*",
    re.I,
)
_DOUBT = re.compile(r"^(?:if|unless|or|when|only if|wenn|si|se|als)\b", re.I)


def read_history(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """What a message asks of earlier versions, None where it asks for nothing of the kind."""
    whole = _bare(text)
    if wish := _clause(whole, past, board):
        return wish
    spans = _pieces(whole)
    for end in range(len(spans) - 1, 0, -1):
        clause, rest = whole[: spans[end - 1][1]], _rest(whole[spans[end][0] :])
        if _DOUBT.match(rest):
            continue
        if (wish := _clause(_bare(clause), past, board)) and (not rest or wish.kind not in ("compare", "changes", "versions")):
            return wish.model_copy(update={"rest": rest})
    return _later(whole, spans, past, board)


def _later(whole: str, spans: list[tuple[int, int]], past: Past, board: Storyboard) -> HistoryWish | None:
    """A wish to go back or to name that stands after other wishes: 'shorter please, and undo the last change'."""
    for begin in range(1, len(spans)):
        for end in range(len(spans), begin, -1):
            clause = _bare(whole[spans[begin][0] : spans[end - 1][1]])
            if not re.match(r"undo|revert|bring back|restore|rückgängig|deshaz|annule|call|name|save", clause, re.I):
                continue
            wish = _clause(clause, past, board)
            rest = _rest(f"{whole[: spans[begin - 1][1]]}{whole[spans[end - 1][1] :]}")
            if wish and not _DOUBT.match(rest) and (not rest or wish.kind in ("undo", "redo", "restore")):
                return wish.model_copy(update={"rest": rest})
    return None


def _clause(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    for read in (_moved, _named, _compared, _asked, _kept, _taken, _opened):
        if wish := read(text, past, board):
            return wish
    return None


def _moved(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if _UNDO.fullmatch(text):
        return HistoryWish(kind="undo")
    if _REDO.fullmatch(text):
        return HistoryWish(kind="redo")
    for pattern in _UNDO_STEPS:
        if found := pattern.fullmatch(text):
            word = found["n"].lower()
            steps = 2 if word == "twice" else int(word) if word.isdigit() else NUMBER_WORDS[word]
            return HistoryWish(kind="undo", steps=steps) if steps else None
    return None


def _opened(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    found = _GO.fullmatch(text)
    phrase = _first(found) if found else text
    version = version_of(phrase, past)
    if version is None or (not found and not re.search(r"\d|version|fassung", phrase, re.I)):
        return None
    return HistoryWish(kind="show", version=version) if version else HistoryWish(kind="undo")


def _named(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    found = _NAME.fullmatch(text)
    if not found:
        return None
    groups = found.groupdict()
    said = next(value for key, value in groups.items() if key.startswith("name") and value)
    name = _name(said)
    which = groups["v"] or groups["w"]
    version = version_of(which, past) if which else past.head
    return HistoryWish(kind="name", version=version or past.head, name=name) if name else None


def _name(said: str) -> str:
    """A name as it is kept: without quotes, articles and the noun; '' where it is none."""
    name = " ".join(said.split()).strip(" .,;:!?\"'“”‘’«»„")
    quoted = name != " ".join(said.split()).strip(" .,;:!?")
    if not quoted:
        if _GOES_ON.search(name):
            return ""
        name = re.sub(rf"^(?:the|die|der|das|la|el|le|il|o|a|de)\s+(.+?)(?:\s+(?:one|{NOUN}))?$", r"\1", name, flags=re.I)
        name = re.sub(rf"\s+{NOUN}$", "", name, flags=re.I)
    fits = 0 < len(name) <= 40 and len(name.split()) <= 5 and re.search(r"[^\W\d_]", name)
    return name if fits and (quoted or not re.match(r"(?:number|us|me|him|her|them|now)\b", name, re.I)) else ""


def _compared(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if _COMPARED_LAST.fullmatch(text):
        return HistoryWish(kind="compare", version=past.previous)
    if found := _COMPARED_TWO.fullmatch(text):
        left, right = (version_of(part, past, bare=True) for part in (found["a"] or found["c"], found["b"] or found["d"]))
        if left is not None and right is not None:
            return HistoryWish(kind="compare", version=left, other=right)
    if found := _COMPARED.fullmatch(text):
        version = version_of(_first(found), past, bare=True)
        return None if version is None else HistoryWish(kind="compare", version=version)
    return None


def _asked(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if _VERSIONS.fullmatch(text):
        return HistoryWish(kind="versions")
    if not (found := _CHANGED.fullmatch(text)):
        return None
    if found["a"] is None:
        return HistoryWish(kind="changes", version=past.previous)
    left = version_of(found["a"], past, bare=True)
    right = version_of(found["b"], past, bare=True) if found["b"] else 0
    return None if left is None or right is None else HistoryWish(kind="changes", version=left, other=right)


def _kept(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """Back to a version, with something as it is now."""
    found = _BUT_KEEP.fullmatch(text) or _KEEP_FIRST.fullmatch(text)
    if not found:
        return None
    groups = found.groupdict()
    head = re.sub(r"^(?:everything else|the rest|all else)\b", "make it", _bare(groups["head"] or groups["head2"]), flags=re.I)
    wish = _moved(head, past, board) or _opened(head, past, board)
    if wish is None or wish.kind == "redo":
        return None
    keep = things(groups["keep"] or groups["keep2"], board)
    if keep is None or keep.scene is not None:
        return wish.model_copy(update={"unclear": _bare(groups["keep"] or groups["keep2"])})
    value = {"steps": wish.steps, "keep": (*keep.parts, *keep.scenes)}
    return HistoryWish(kind="restore", version=wish.version, steps=wish.steps, undo=_undo(wish.version, None, value))


def _taken(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """Something of a version put into the film as it is now."""
    if found := _TAKE_OLD.fullmatch(text):
        what = things(found["t"] or found["t2"], board)
        version = version_of(found["v"], past) if found["v"] else 0
        if what and version is not None:
            original = (found["old"] or found["old2"]).lower().startswith(("origin", "ursprüng"))
            return _restoring(what, 1 if original and not version else version)
    if found := _TAKE_FROM.fullmatch(text):
        what, version = things(found["t"] or found["t3"], board), version_of(found["v"] or found["v3"], past)
        if what and version is not None:
            return _restoring(what, version)
    return None


def _restoring(what: Things, version: int) -> HistoryWish | None:
    if what.parts and what.scenes:
        return None
    if what.parts:
        return HistoryWish(kind="restore", version=version, undo=_undo(version, what.scene, {"only": what.parts}))
    return HistoryWish(kind="restore", version=version, undo=_undo(version, what.scenes, {}))


def _undo(version: int, scene: Any, value: dict[str, Any]) -> Undo:
    return Undo.model_validate({"scene": scene, "value": {**value, "version": version or None}})


def _first(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "")


def _bare(text: str) -> str:
    """The clause without the words of politeness around it."""
    clause = " ".join(text.replace("’", "'").split()) if '"' not in text and "“" not in text else text.strip()
    clause, before = clause.lstrip("¿¡ "), ""
    while before != clause:
        before = clause
        clause = _TAIL.sub("", _LEAD.sub("", clause)).strip()
    return clause


def _rest(text: str) -> str:
    """What is left of a message, '' where it is only a remark."""
    rest = text.strip(" .,;:!?")
    pieces = [rest[begin:end] for begin, end in _pieces(rest)]
    return "" if all(_REMARK.fullmatch(_bare(piece)) or not _bare(piece) for piece in pieces) else rest


def _pieces(text: str) -> list[tuple[int, int]]:
    """Places of the pieces between separators that stand outside quotes."""
    plain = without_quotes(text)
    spans, start = [], 0
    for match in _SPLIT.finditer(plain):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(plain)))
    return [(begin, end) for begin, end in spans if plain[begin:end].strip()]
