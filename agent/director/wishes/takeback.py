"""A wish to take back what was changed last, said in the middle of other words, in the languages we meet most."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_numbers import NUMBER_WORDS
from agent.director.wishes.clause import Draft, edit

_CHANGE = r"(?:changes?|edits?|things?|steps?|modifications?|revisions?|bits?|ones?|änderung(?:en)?|schritte?|cambios?|dernière[s]?|modifiche|modifica|alteraç(?:ão|ões)|mudanças?|wijziging(?:en)?|zmian[ęyaę]?|ändring(?:en|ar)?|ændring(?:en|er)?|změn[uay]|değişikli\w+|изменени\w+|правк\w+|зміни?|変更|修改|变更|改动|수정|변경|बदलाव|تغيير\w*|تعديل)"
_UNDO = re.compile(
    rf"\b(?:undo|un-do|revert|roll(?:ing)? back|rollback|take back|taking back|reverse)\b(?! (?:the )?order)"
    rf"|\bscratch (?:that|what i (?:just )?said|the last)\b|\bgo(?:ing)? back to (?:it|how|what|the way|where|the (?:previous|earlier|last|old|former|original|prior|one before|version before))\b|\b(?:put|change|turn|set|switch|get) (?:it|that|things|everything) back(?: to (?:how|what|the way))?\b(?! (?:in|on)\b)|\b(?:go|step|one step|back one|a step) back(?:wards)?\b(?! to\b)|\bone (?:step|version) (?:further )?back\b|\bthe (?:earlier|previous|last|old|former) (?:one|version|cut|draft) (?:was|is|looked) (?:\w+ )?(?:better|nicer|best)\b|\bback to the (?:previous|earlier|last|old) (?:one|version|cut|draft)\b|\blike it was before\b|\b(?:the way|how|as) it was (?:before|earlier|a minute ago|a moment ago)\b|\bwhat (?:we|you|i) had (?:before|earlier|previously)\b"
    rf"|rückgängig|\bmach(?:t)? das (?:wieder )?weg\b|\b{_CHANGE}(?: \w+)? (?:zurück|zurücknehmen)|\bwie (?:es )?(?:vorher|zuvor|eben)(?: war)?\b|\bwieder wie vorher|\bdes(?:haz|haga|hacer|hagan)\w*|\breviert\w*|\bvuelv\w+ (?:a la versión |a como estaba |atrás)|\bcomo (?:estaba|era) antes"
    rf"|\bannul(?:e[rz]?|ez) (?:la|le|les|ça|ma|mes|cette|ce)\b|\bdéfai(?:s|tes|re)\b|\bcomme avant\b|\bcomme c'était\b|\brevenez? (?:en arrière|à la version|à l'avant)|\breviens (?:en arrière|à la version)"
    rf"|\bannull(?:a|are|ate) (?:l'|la|le|gli|questa|quest')|\bcom'era prima|\bcome prima|\btorn(?:a|are|iamo|ate) (?:indietro|alla versione|a prima|a com)"
    rf"|\bdes(?:faz|faça|fazer|façam)\w*|\bcomo (?:estava|era) antes|\bvolt(?:a|e|ar|em) (?:atrás|à versão|pra versão|para a versão|ao que era|como estava)"
    rf"|\bongedaan\b|\bterugdraaien\b|\bdraai (?:\w+ ){{0,4}}terug\b|\bzoals het was\b|\bcofn(?:ij|ijcie|ąć)\b|\bprzywró\w+ (?:poprzedni|to)|\bångra\b|\bsom (?:det var )?(?:innan|förut)|\bfortryd\b|\brul (?:\w+ ){{0,3}}tilbage|\bsom (?:det var )?før\b|\bvrať(?:te)? (?:to|zpět|poslední)|\bzrušte? poslední|\bgeri (?:al|alın|alalım|alır)\b|\beski haline"
    rf"|отмени\w*\s+(?:последн\w+|это|правк\w*|изменени\w*)|верни\w*\s+(?:как было|обратно|назад|предыдущ\w+|прошл\w+)|откат\w+|скасуй\w*|поверн\w+ як було|元に戻|一つ前|ひとつ前|前のバージョンに|さっきの変更を取り消|取り消して|撤[销銷]|撤回|还原|恢复(?:到|成)?(?:之前|上一|原来)|改回|退回|回到上一|되돌려|되돌리|이전 (?:버전|상태)으?로|원래대로|वापस (?:ले|कर)|पहले जैसा|تراجع|ارجع (?:خطوة|إلى|للنسخة)|رجّ?ع(?:وا)? (?:كما|زي)",
    re.I,
)
_STEPS = re.compile(
    rf"\b(?P<n>\d|two|three|four|five|zwei|drei|vier|dos|tres|deux|trois|due|tre|dois|duas|três|twee|drie|dwie|två|to|dvě|iki|üç|две|два|три|дві)(?: \w+)? (?:last |letzten |últimos |últimas |dernières |ultime |laatste |ostatnie |senaste |sidste |poslední |son |последни[ехх] )?{_CHANGE}\b"
    rf"|\b(?:last|letzten|beiden letzten|últimos|últimas|dernières|ultime|laatste|ostatnie|senaste|sidste|poslední|son|последние|последних) (?P<m>\d|two|three|four|five|zwei|drei|dos|tres|deux|trois|due|tre|dois|duas|três|twee|drie|dwie|två|to|dvě|iki|üç|две|два|три|дві)\b",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:don'?t|do not|never|not) (?:undo|revert|go back|roll)|\b(?:can|could|does) (?:i|one|we) (?:later|still|always) ", re.I
)
_WORDS = {"zwei": 2, "drei": 3, "vier": 4, "dos": 2, "tres": 3, "deux": 2, "trois": 3, "due": 2, "tre": 3, "dois": 2, "duas": 2, "três": 3, "twee": 2, "drie": 3, "dwie": 2, "två": 2, "to": 2, "dvě": 2, "iki": 2, "üç": 3, "две": 2, "два": 2, "дві": 2, "три": 3}  # fmt: skip


def undo_in(clause: str) -> Draft | None:
    """One step back, or as many as are said; None where the clause asks for nothing of the kind."""
    if not _UNDO.search(clause) or _OTHERWISE.search(clause):
        return None
    found = _STEPS.search(clause)
    word = (found["n"] or found["m"]).lower() if found else "1"
    return edit("undo", steps=int(word) if word.isdigit() else _WORDS.get(word) or NUMBER_WORDS.get(word, 1))
