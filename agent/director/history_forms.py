"""The ways in which people ask for earlier versions: patterns over whole clauses."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_numbers import NUMBER_WORDS
from agent.director.read_versions import NOUN

LEAD = re.compile(
    r"^(?:(?:no|nope|hmm+|oh|oops|whoops|ups|ugh|argh|huch|well|sorry|wait|actually|ok(?:ay)?|please|pls|hey|hi|now|then|so|and|also|but|can you|could you|would you|will you|can we|could we|can i|could i|may i|let's|lets|just|i want (?:you )?to|i(?:'d| would) like (?:you )?to|bitte|nein|kannst du|können sie|por favor|puedes|no,|s'il (?:te|vous) pla[iî]t|peux-tu|pouvez-vous|per favore|puoi|pode|podes|kun je|graag|proszę|пожалуйста)\b[\s,.!:]*)+",
    re.I,
)
TAIL = re.compile(
    r"(?:[\s,]*(?:\b(?:please|pls|thanks|thank you|again|for me|instead|right away|too|as well|bitte|danke|wieder|por favor|gracias|s'il (?:te|vous) pla[iî]t|merci|per favore|grazie|obrigad[oa]|alsjeblieft)\b|[.!?;,…]))+$",
    re.I,
)
REMARK = re.compile(
    r"(?:i|we) (?:really )?(?:don't|do not|didn't|did not) (?:really )?(?:like|love) (?:it|that|this)(?: (?:at all|one|version|anymore))?|i hate (?:it|this|that)|(?:that|this|it) (?:looks?|looked|sounds?|sounded|feels?) (?:really |so |just |a bit )?(?:awful|bad|terrible|ugly|worse|wrong|horrible|weird|strange|off)(?: now)?|(?:that|this|it)(?:'s| is| was) (?:much |far |a lot )?(?:worse|bad|wrong|terrible|awful|ugly|better(?: before)?|too much|not (?:good|what i (?:meant|wanted|asked for)))|it (?:was|looked|sounded) better(?: before)?|my (?:mistake|bad)|sorry|that was a mistake|not good|nope|no|i (?:have )?changed my mind|(?:i|we) (?:liked|preferred) it (?:better )?before|das war (?:falsch|besser)|era mejor(?: antes)?|c'était mieux(?: avant)?|era meglio(?: prima)?",
    re.I,
)
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(word for word, value in NUMBER_WORDS.items() if 0 < value <= 20)})"
STEPS = r"(?:steps?|changes?|edits?|versions?|times|schritte?|versionen|änderungen|pasos?|cambios?|étapes?|versiones|passi)"
UNDONE = r"(?:it|this|that|everything you just did|what you (?:just )?did|the last thing you did|(?:my|your) last (?:message|request)|(?:the|my|your|that|this)? ?(?:very )?(?:last|latest|previous)(?: (?:change|edit|one|thing|step|version))?s?|(?:that|this|the|my) (?:change|edit|step)s?)"
BEFORE = r"(?:to )?(?:how|the way|like|as|what) (?:it|things|that|everything) (?:was|were|looked)(?: (?:before|earlier|previously|a moment ago))?"

UNDO = re.compile(
    rf"(?:undo|revert|reverse|roll back|take back|rollback|undoo|udno|un-do)(?: {UNDONE})?|(?:discard|forget|drop|cancel|throw away|throw out|get rid of|remove|delete) (?:the|that|my|your)(?: (?:very )?(?:last|latest|previous))? (?:change|edit|step)|(?:ctrl|control|cmd|command) ?[+-]? ?z|(?:i|we) (?:liked|preferred) (?:it|this) (?:better |more )?(?:before|the way it was|how it was|earlier)|(?:it|that|this) (?:was|looked|sounded) (?:much |way |a lot )?(?:better|nicer) (?:before|the way it was|how it was|earlier)|(?:take|roll) (?:it|that|this) back|(?:go|step) back(?: (?:a|one)(?: (?:step|version))?)?|scratch that|(?:put|set|change|make|turn|have) (?:it|that|everything) (?:back )?{BEFORE}|back {BEFORE}|(?:(?:make|put|have|do) (?:it|that) )?(?:like|as) before"
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
UNDO_STEPS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:undo|revert|take back|roll back)(?: the)?(?: last)? {_N}(?: {STEPS})?",
        rf"(?:(?:go|step|roll) )?back {_N} {STEPS}",
        rf"(?:(?:go|step) )?(?:back )?{_N} {STEPS} (?:back|ago)",
        rf"undo {UNDONE} {_N} {STEPS}",
        rf"(?:mach(?:e)? )?(?:die )?(?:letzten )?{_N} {STEPS} (?:rückgängig|zurück)",
        rf"deshaz (?:los )?(?:últimos )?{_N} {STEPS}",
        rf"annule (?:les )?{_N} (?:dernières? )?(?:modifications?|étapes?)",
        r"undo (?:it |that )?(?P<n>twice)",
    )
)
REDO = re.compile(
    r"redo(?: (?:it|that|this|the (?:last )?(?:change|edit|step)))?|undo (?:the|that|my|your) (?:last )?undo|(?:go|step) forward(?: (?:a|one)(?: (?:step|version))?)?|reapply(?: (?:it|that))?|put (?:it|that|the change) back in|bring (?:it|that|the change) back|wiederholen|wiederherstellen|stell (?:das|es) wieder her|doch wieder (?:vor|her)|rehacer|rehaz(?:lo)?|rétablir|rétablis(?:-le)?|refais(?:-le| ça)?|ripristina|rifai(?:lo)?|refazer|refaz|refaça|opnieuw doen|ponów|верни(?:те)? обратно|やり直して(?:ください)?|重做|다시 실행",
    re.I,
)
UNDO_ALL = re.compile(
    r"(?:undo|revert|reverse|discard|drop|forget|take back|throw away) (?:everything|it all|all of it|all of that|all (?:of )?(?:the |my |your |our )?(?:changes|edits))|(?:back to|go back to) (?:square one|where we started|the (?:very )?(?:beginning|start))|alles rückgängig(?: machen)?|mach alles rückgängig|deshaz todo|annule tout|annulla tutto|desfaz tudo",
    re.I,
)
# 'the second version was better': an opinion that asks for it.
BETTER = re.compile(
    r"(?P<v>.+?) (?:is|was|looks|looked|sounds|sounded|works|worked) (?:much |way |a lot |actually |still )*(?:better|best|nicer|the best(?: one)?)|(?P<de>.+?) (?:ist|war|gefällt mir) (?:viel )?besser|(?P<es>.+?) (?:es|era|me gusta) (?:mucho )?(?:mejor|más)|(?P<fr>.+?) (?:est|était) (?:bien )?mieux",
    re.I,
)
BACK_TO_NUMBER = re.compile(r"(?:(?:go|switch|return|revert|jump) )?back to (?:number |no\.? ?|#)?(\d{1,3})", re.I)
GO = re.compile(
    r"(?:(?:go|get|take (?:it|me|us)|bring (?:it|me|us|back)|switch|return|revert|roll|jump|change|move|set)(?: it)? (?:back )?to|back to|(?:go|work|continue|start|branch|build)(?: on| again| over)? (?:with|from|on)|use|take|have|bring back|let's go with|i (?:prefer|liked|want|choose|pick|like)|show(?: me| us)?|open|restore|load|play|see|let me see|i want to see|i'd like to see|display|pull up|view|look at) (?P<v>.+?)(?: (?:better|more|back|again|best|please))?"
    r"|(?:zeig(?:e|en sie)?(?: mir| uns)?|öffne|nimm|lade|spiel) (?P<de>.+?)(?: ab)?|(?:(?:geh|gehe|wechsle|kehre|zurück|bring mich) )+(?:zu|zur|zum|auf) (?P<de2>.+?)(?: zurück)?"
    r"|(?:vuelve|volver|volvamos|regresa|regresar) a (?P<es>.+)|(?:muéstrame|muestra|enséñame|abre|usa|quiero ver) (?P<es2>.+)"
    r"|(?:reviens|revenir|revenons|retourne|retour|retourner) (?:à|a|au) (?P<fr>.+)|(?:montre|montrez|affiche|ouvre|utilise)(?:-moi| moi)? (?P<fr2>.+)"
    r"|(?:torna|tornare|torniamo) (?:alla|al|a) (?P<it>.+)|(?:mostra|mostrami|apri|fammi vedere|usa) (?P<it2>.+)"
    r"|(?:volta|volte|voltar|voltemos) (?:à|ao|a|para a|para) (?P<pt>.+)|(?:mostra|mostre|abre|abra)(?:-me| me)? (?P<pt2>.+)"
    r"|(?:ga )?terug naar (?P<nl>.+)|(?:toon|laat|open) (?P<nl2>.+?)(?: zien)?"
    r"|(?:make|put|do|have|set|leave|want|i want)? ?(?:it|this|everything|the (?:film|video))? ?(?:back )?(?:to )?(?:exactly |just )?(?:(?:the )?same as|identical to|like|as|the way|how|what) (?:(?:it|things) (?:was|were|looked|is)|we had (?:it|things))?(?: ?(?:in|with|for))? ?(?P<like>.+)"
    r"|(?:so )?wie (?:es )?in (?P<wie>.+?)(?: war)?|como (?:en|estaba en|era en) (?P<como>.+)|comme (?:dans|c'était dans|à) (?P<comme>.+)|come (?:nella|era nella) (?P<come>.+)",
    re.I,
)
# What is done to versions and never to scenes: 'show me the one with Theo'.
SEEN = re.compile(
    r"(?:show|see|open|go (?:back )?to|back to|return to|revert to|bring back|restore|switch (?:back )?to|play|i liked|i preferred|let me see|zeig|geh|zurück|muestra|muéstrame|vuelve|montre|reviens|mostra|torna|volta)\b",
    re.I,
)
NAME = re.compile(
    rf"rename (?P<x>this|it|(?:{NOUN} |v)\d{{1,3}})(?: (?:one|{NOUN}))? (?:to|as|into)[:,]? (?P<name0>.+)|give (?:this|it|this one|this {NOUN}) the name[:,]? (?P<name15>.+)|"
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
GOES_ON = re.compile(
    r"[,;.!?\n]|\b(?:and|then|but)\s+(?:also\s+|then\s+)?(?:make|add|remove|change|put|use|show|go|cut|undo|swap|turn|drop|lose|set|give)\b",
    re.I,
)
# 'call this film Lumo' is a title, and 'mark this as done' no name.
NOT_NAMED = re.compile(
    r"(?:film|video|clip|movie|scene|slide|part|section|product|company|brand|presenter|button|number|price|person|woman|man|guy|lady|character|logo|song|music|card|headline|title|chapter|step|tip|us|me|him|her|them|now)\b|(?:done|approved|finished|complete|ready|good|ok(?:ay)?)$",
    re.I,
)
COMPARE = r"(?:compare|comparison|vergleich(?:e|en)?|comparar?|comparez|comparer|confronta|confrontare|vergelijk|porównaj|сравни(?:ть)?)"
WITH = r"(?:with|to|and|against|vs\.?|versus|mit|und|con|y|avec|et|e|com|met|en|side by side with|next to|z|с|и|&|-)"
THIS = r"(?:this|it|that|the current(?: one| version)?|this one|this version|them|das|es|sie|diese version|esta versión|cette version|questa versione|esta versão|deze versie|now)"
COMPARED = re.compile(
    rf"{COMPARE}(?: (?:of )?{THIS})?(?: {WITH})? (?:with )?(?P<a>.+?)|(?:show (?:me )?)?(?:this|it)? ?side by side(?: with)? (?P<b>.+)|show (?:me )?(?:this|it) next to (?P<c>.+)",
    re.I,
)
COMPARED_TWO = re.compile(
    rf"{COMPARE}(?: between)? (?P<a>.+?) {WITH} (?P<b>.+)|(?:show (?:me )?)?(?P<c>.+?) (?:and|vs\.?|versus|next to) (?P<d>.+?) side by side",
    re.I,
)
# 'compare v1 v2' is a clip, 'diff v1 v2' a list.
COMPARED_SHORT = re.compile(
    rf"(?P<how>{COMPARE}|diff(?:erences?)?)(?: (?:between|of))?(?: {NOUN})? v?(?P<a>\d{{1,3}})(?: ?(?:{WITH}|\.\.+|,) ?| )(?:{NOUN} )?v?(?P<b>\d{{1,3}})",
    re.I,
)
_MIX = r"(?:combine|merge|mix|blend|fuse|kombiniere?|misch(?:e|en)?|verbinde|combina|mezcla|fusiona|mélange[rz]?|combine[rz]|unisci|mescola|mistura)"
COMBINED = re.compile(
    rf"{_MIX}(?: (?:both|the two))? (?P<a>.+?) {WITH} (?P<b>.+?)(?: together| into one(?: film| version)?)?", re.I
)
# 'the opening of 1 and the rest of 3'.
TWO_PARTS = re.compile(
    rf"(?:(?:{_MIX}|take|use|i want|give me|make it|with)(?: .{{1,30}}?[:,;-])? )?(?P<t>(?:the |its )?[^\d:]+?) (?:of|from|in) (?P<v>[^ ]+(?: [^ ]+){{0,2}}?),? (?:and|with|plus|\+|then|but) (?P<u>(?:the |its )?[^\d:]+?) (?:of|from|in) (?P<w>.+)",
    re.I,
)
REST = re.compile(
    r"(?:(?:all |just )?the )?(?:rest|remainder|remaining scenes|other scenes|others)|everything else|all else", re.I
)
COMPARED_LAST = re.compile(
    rf"{COMPARE}(?: {THIS})?(?: side by side)?|(?:show me )?(?:the )?(?:before and after|before/after)|{COMPARE} (?:the )?last two(?: {NOUN})?|(?:show (?:me )?)?(?:(?:them|both|the last two(?: {NOUN})?) )?side by side|show (?:me )?(?:both|the two)(?: {NOUN})?",
    re.I,
)
WHAT = r"(?:(?:show|tell) me )?(?:what(?:'s|s|'ve you| has| have you| have| is| are| did you|)?(?: the)?(?: been| it)? ?(?:changed?|different|new|differences?|changes)(?: here| now)?|how (?:is|does) (?:this|it) (?:different|differ)|(?:list|show|show me|tell me)(?: all)? (?:the )?(?:changes|differences?)|diff|was (?:hat sich|ist)(?: denn)? ?(?:geändert|verändert|anders|neu)?|(?:¿)?qué (?:ha cambiado|cambió|cambiaste)|qu'est-ce qui a changé|cosa è cambiato|o que (?:mudou|mudaste)|wat is er (?:veranderd|anders))"
SINCE = r"(?:since|from|compared (?:to|with)|between|in|against|to|with|seit|gegenüber|zu|zwischen|in|desde|respecto a|entre|en|depuis|par rapport à|dalla|da|rispetto alla|tra|sinds|sedert)"
CHANGED = re.compile(
    rf"{WHAT}(?: {SINCE} (?P<a>.+?)(?: (?:and|und|y|et|e|en|to) (?P<b>.+?))?)?(?: (?:geändert|verändert|anders))?", re.I
)
VERSIONS = re.compile(
    r"(?:(?:list|show|see|what are|which are|give me)(?: me| us)?(?: a list of)?(?: all)?(?: of)?(?: (?:the|my|our|your))? )?(?:all )?(?:the )?(?:versions|version history|history|version list)(?: so far| we have)?|(?:which|what) version (?:is this|is it|is that|am i (?:looking at|seeing|on)|are we (?:looking at|on))(?: now)?|(?:how many|which|what) versions (?:are there|do (?:we|i|you) have|exist|have we got)(?: so far| now)?|welche (?:versionen|fassungen) (?:gibt es|haben wir|hast du)|qué versiones (?:hay|tenemos)|quelles versions (?:y a-t-il|existent|avons-nous)|(?:che|quali) versioni (?:ci sono|abbiamo)|que versões (?:há|temos|existem)|welke versies (?:zijn er|hebben we)",
    re.I,
)
# 'but with captions off' is a wish of its own; 'but with the new captions' keeps something.
WEAK_KEEP = re.compile(r"(?:with|not|mit|con|avec|com|met)$", re.I)
KEPT = re.compile(r"(?:the|our|my|its|this|these|that|die|der|das|den|la|el|los|las|le|les|l['’]|il|lo|o|a|het|de)\b", re.I)
KEEP = r"(?:keep(?:ing)?|leave|leaving|hold on to|preserve|retain|stay with|with|not|behalt(?:e|en)?|lass(?:e|en)?|mit|mant[eé]n|conserva|deja|con|garde[rz]?|laisse|avec|mantieni|tieni|lascia|mant[eé]m|mantenha|houd|laat)"
BUT_KEEP = re.compile(
    rf"(?P<head>.+?)[\s,;.]+(?:(?:but|only|though|however|and|just|yet|aber|und|nur|pero|y|mais|et|ma|e|mas|maar|en)\s+)+(?:please\s+|still\s+|bitte\s+|do\s+)?(?P<verb>{KEEP})\s+(?P<keep>.+)|(?P<head3>.+?) (?P<verb3>with|mit|con|avec) (?P<keep3>(?:the|our|my|its|dem|der|den|el|la|le) (?:new|newer|current|latest|present|neuen?|nuev[oa]|nouvelle|nouveau) .+)|(?P<head2>.+?)[\s,;]+(?:except|apart from|other than|all but|außer|salvo|excepto|sauf|tranne|exceto)(?:\s+(?:for|that))?\s+(?P<keep2>.+)",
    re.I | re.S,
)
KEEP_FIRST = re.compile(
    r"(?:keep|leave|behalte|mantén|garde) (?P<keep>.+?)[\s,;.]+(?:(?:but|and|and then|then|aber|pero|mais)\s+)?(?:otherwise\s+|for the rest,?\s+)?(?P<head>(?:go|revert|undo|make|everything else|the rest|all else).+)",
    re.I | re.S,
)
OLD = r"(?:old|older|previous|earlier|former|prior|original|alte[nrsm]?|ursprüngliche[nrs]?|vorherige[nrs]?|antigu[oa]s?|vieil(?:le)?|ancienne?|précédente?|vecchi[oa]|precedente|antig[oa]|anterior|oude|vorige)"
TAKE = r"(?:(?:go|switch|change|revert) back to|revert to|back to|bring back|bring|get back|get|put back|put|take|give me|give us|use|restore|return to|return|i want|i'd like|i liked|i prefer|i preferred|we want|have|keep|grab|pull|copy|with|hol|bring|nimm|gib mir|verwende|recupera|trae|pon|usa|toma|vuelve a(?: poner)?|remets|reprends|prends|utilise|ramène|ripristina|riporta|prendi|usa|traz|recupera|gebruik|neem)"
TAKE_OLD = re.compile(
    rf"{TAKE}(?: (?:me|us))?(?: back)?(?: in)? (?:(?:the|our|my|die|den|das|der|la|el|los|las|le|les|il|lo|o|a|de|het) |l['’])?(?P<old>{OLD}) (?P<t>.+?)(?: (?:(?:from|of|in|aus|von|de|da|dalla) (?P<v>[^ ]*(?:version|fassung|versión|versione|versão|draft|cut)[^ ]*(?: \w+)?|(?:the )?\w+ (?:version|one|draft|cut)|v\d+)))?(?: (?:back|again|instead|better|zurück|wieder|terug))*"
    rf"|{TAKE}(?: back)? (?:(?:la|el|los|las|il|o|a|les?) |l['’])?(?P<t2>.+?) (?P<old2>antigu[oa]s?|anterior(?:es)?|original(?:es)?|de antes|d'avant|précédente?|vecchi[oa]|originale|di prima)",
    re.I,
)
# Something of the film back, without a version: the nearest in which it was different is meant.
TAKE_BACK = re.compile(
    r"(?:put|set|change|make|turn|switch|bring|get|have) (?P<t>.+?) back(?: to)? (?:how|the way|like|as|what) (?:it|they) (?:was|were|looked|sounded|had been)(?: before)?"
    r"|(?:put|set|change|make|turn|switch|bring|get) (?P<t2>.+?) back to (?:the |its )?(?P<old>old|original|previous|earlier|former)(?: (?:one|ones|version|state|look))?"
    r"|(?:undo|revert|roll back|take back|reset)(?: back)? (?:the |my |your |that )?(?:last )?(?:changes?|edits?) (?:to|of|in|on|with) (?P<t3>.+)"
    r"|(?:undo|revert|roll back|reset) (?:the |my |your |that )?(?P<t4>.+?)(?: (?:changes?|edits?))?(?: (?:back )?to (?:the |its )?(?P<old2>old|original|previous|earlier|former)(?: (?:one|ones|version|state|look))?)?"
    r"|(?:mach|mache) (?:die änderung|die änderungen) (?:an|von|bei|in) (?P<t5>.+?) rückgängig|deshaz (?:el cambio|los cambios) (?:de|en) (?P<t6>.+)|annule (?:le changement|les changements) (?:de|dans|sur) (?P<t7>.+)",
    re.I,
)
IN_FOR_OLD = re.compile(
    r"(?:swap|replace|exchange) (?:the )?(?:new |newer |current )?(?P<t>.+?) (?:for|with|by) (?:the |its )?(?P<old>old|original|previous|earlier|former)(?: (?:one|ones))?",
    re.I,
)
BARE_FROM = re.compile(
    r"(?P<t>(?:the|our|my|scenes?|die|der|das|la|el|les?|il) .+?) (?:from|of|out of|aus|de|da) (?P<v>.+)", re.I
)
# 'make version 2 shorter': a wish about another version than the one that is shown.
MADE = re.compile(rf"make (?P<v>(?:the \w+ )?{NOUN}(?: \d{{1,3}})?|v\d{{1,3}}) (?P<rest>.+)", re.I)
APPROVE = re.compile(
    r"(?:i )?(?:approve|finish|deliver|publish|export|finali[sz]e|render|freigeben|aprueba|approuve) (?P<v>.+)", re.I
)
AS_IT_WAS = re.compile(
    r"(?:exactly )?(?:how|the way|what|like|as) (?:it|things|everything) (?:was|were|looked)(?: like)?(?: (?:in|at|with|for))? ",
    re.I,
)
SCENE_BACK = re.compile(
    r"(?:bring|put|get|give(?: me)?|i want) (?P<t>.+?) back|(?:bring back|restore|put back|get back|give me back) (?P<t2>.+)|i (?:miss|want) (?:the )?old (?P<t3>.+)",
    re.I,
)
OLD_BETTER = re.compile(
    rf"(?:the |our |my )?(?P<old>{OLD}) (?P<t>.+?) (?:is|was|were|are|looked|sounded|worked) (?:much |way |a lot )?(?:better|nicer)",
    re.I,
)
OF_VERSION = re.compile(rf"{TAKE}(?: back)? (?P<v>.+?)['’]s? (?P<t>.+?)(?: back| again)?", re.I)
TAKE_FROM = re.compile(
    rf"{TAKE}(?: (?:me|us))?(?: back)?(?: only| just)? (?P<t>.+?) (?:from|of|out of|in|that was in|(?:that )?we had in|(?:like|as|the way it was|how it was|as it was|like it was|as they were) in|aus|von|in der|de|da|dalla|van|uit) (?P<v>.+?)(?: (?:back|again|instead|zurück))?"
    r"|(?:(?:make|put|set|have|leave|i want) )?(?P<t3>.+?)(?: back)?(?: to)? (?:like|as|(?:the way|how|what|as|like) (?:it|they) (?:was|were|looked|sounded))(?: (?:in|it was in))? (?P<v3>.+)",
    re.I,
)
SPLIT = re.compile(
    r"\s*(?:[.!?]+(?=\s|$)|[,;\n]+|\s+-\s+|\b(?:and then|and also|and|then|also|plus|but|und dann|und|dann|y luego|y|et puis|et|puis|poi|depois|en dan)\b)\s*",
    re.I,
)
DOUBT = re.compile(r"^(?:if|unless|or|when|only if|wenn|si|se|als)\b", re.I)
# 'make it blue, no wait, undo that' takes back what was only just said.
TAKEN_BACK = re.compile(
    r"(?:oh |hm+ )?(?:no|wait|no wait|actually|on second thoughts?|scratch that|never ?mind|forget (?:it|that))(?:\W.*)?", re.I
)
KEEPS = re.compile(r"(?:please )?(?:keep|leave|but keep|behalte|mantén|garde)\b.*", re.I | re.S)
