"""Words without which nobody asks for an operation, in the languages we meet most; stems, so that endings do not matter."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from memory.domain.edits import Op

_CUES: dict[Op, str] = {
    "change_duration": r"long|short|sec\b|secs\b|second|minut|length|durat|trim|drag|time\b|brief|tight|condens|extend|stretch|boring|\d\s?s\b|\d\"|kürz|kurz|länge|lang\b|sekund|cort[oa]|larg[oa]|segund|durar|dure|court|longue|durée|second[ie]|brev|lung|curt|cort|długo|krót|kısa|uzun|saniye|korter|langer|lengte",
    "rewrite_tone": r"ton[eo]\b|tono\b|\bton\b|sound|feel|word|say|said|writ|rephras|reword|formal|formel|förmlich|friend|warm|cold|cool|fun|humo|jok|serious|casual|stiff|salesy|pushy|punch|excit|energ|bor(?:ing|ed)|dull|dry|simpl|plain|clear|calm|urgent|personal|human|robot|corporate|profession|premium|luxur|polite|confiden|emotion|upbeat|cheer|happy|sad|bold|hype|cheesy|cring|childish|grown|playful|casual|heartfelt|honest|direct|aggressiv|gentle|soft|catch|snapp|freundlich|locker|witzig|lustig|ernst|herzlich|menschlich|amist|amable|cercan|cálid|divert|seri[oa]|chaleur|amical|sérieux|drôle|décontract|amichev|cald|divert|amigáv|quente|vriendelijk|grappig|przyja|vänlig|samimi",
    "edit_text": r"say|said|says|read|reads|text|word|headline|title|typo|spell|spelt|call|name|chang|replac|instead|should be|is wrong|not\b|fix|correct|write|put|price|date|date|address|link|url|number|line\b|statt|heiß|schreib|titel|ersetz|überschrift|titul|texto|pon\b|dig[ao]|cambi|reemplaz|remplac|titre|texte|mets|dis\b|scriv|titol|testo|sostitu|troque|substitu|título|vervang|tekst|zamień|napisz|byt|yaz|değiş",
    "change_presenter": r"present|host|speaker|moderat|\bman\b|\bmen\b|woman|women|guy|girl|lady|dude|\bface|person|people|actor|actress|avatar|\bshe\b|\bhe\b|\bher\b|\bhim\b|someone|somebody|anyone|nobody|human|präsent|sprecher|mann\b|frau\b|jemand|gesicht|homme|femme|quelqu|hombre|mujer|alguien|uomo|donna|qualcun|homem|mulher|prezent|sunucu|kobiet|mężczy",
    "change_voice": r"voice|sound|narrat|accent|spoken|speak|stimme|sprech|voz|voix|voce|\bstem\b|głos|röst|\bses",
    "change_background": r"background|backdrop|\bground|behind|wallpaper|colou?r|hintergrund|fondo|\bfond\b|arrière|sfondo|fundo|achtergrond|tło|bakgrund|arka ?plan",
    "change_color": r"colou?r|palette|brand|\bdark|\blight|theme|\blook\b|style|farb|couleur|colore|\bcor(?:es)?\b|kleur|kolor|färg|renk|bright|contrast",
    "change_music": r"musi|músi|muzy|muzi|müzi|sound ?track|\bsong|\btrack|\btune|\bbeat|audio|quiet|\bloud|volume|silen|noise|melod|jingle|leiser|lauter|canción|chanson|canzon",
    "change_captions": r"caption|subtitle|\bsubs?\b|untertitel|subtít|sous-?titre|sottotit|legend|ondertit|napisy|altyaz|undertext|undertekst|text at the (?:top|bottom)",
    "change_aspect_ratio": r"vertical|portrait|landscape|square|\bwide|\btall\b|for (?:the )?(?:phones?|mobiles?)\b|reel|stor(?:y|ies)|tiktok|shorts|insta|youtube|linkedin|format|shape|ratio|\d\s?[:x]\s?\d|hochkant|quer|quadrat|cuadrad|carré|quadrat|orizzont|verticale|paysage|horizontal|kwadrat|pion|dikey|yatay|vierkant|staand",
    "change_language": r"language|translat|englis|german|spanis|frenc|italia|portugu|dutch|polish|japan|chines|korea|hindi|arab|turk|swed|danis|übersetz|sprache|deutsch|tradu[czi]|idioma|langue|lingua|vertaal|taal\b|język|språk|\bdil",
    "add_scene": r"\badd|insert|\bnew\b|another|extra|mention|includ|one more|somewhere|forgot|miss(?:ing|ed|es)|also say|füge|hinzu|\bnoch\b|neue|ergänz|erwähn|añad|agreg|incluy|inclu|otra|ajout|nouvelle|aggiung|nuov|adicion|acrescent|voeg|toevoeg|nieuwe|dodaj|lägg|tilføj|ekle",
    "remove_scene": r"remov|delet|\bdrop|\bcut|\blose\b|kill|skip|rid of|without|leave out|take out|took out|ditch|scrap|omit|unnecessar|not need|n't need|no need|redundant|too many|lösch|entfern|\bweg\b|raus\b|streich|quit[ae]|elimin|borr|saca|supprim|enl[eè]v|retir|vire|togli|rimuov|remov|tir[ae]\b|apag|verwijder|\bweg|usuń|bort|\bsil|kaldır",
    "reorder_scenes": r"swap|\bmove|order|before|after|\bfirst|\blast\b|earlier|later|switch|\bput|start with|end with|begin|front|tausch|reihenfolge|\bvor\b|\bnach\b|intercamb|orden|muev|pon\b|invers|échang|déplac|ordre|scambi|spost|ordin|troc|mov[ae]|ordem|wissel|verplaats|volgorde|zamie|przenie|kolejn|flytta|ordning|sıra|taşı",
    "replace_media": r"pictur|image|photo|video\b|clip|footage|media|illustrat|\bshot|upload|attach|bild|foto|imagen|immagin|imagem|afbeeld|zdję|obraz|resim|fotoğraf",
    "change_logo": r"logo|watermark|emblem|brand mark",
    "change_transition": r"transit|\bcuts?\b|fade|wipe|push|zoom|dissolve|übergäng|übergang|blende|transic|schnitt|coupe|taglio|dissolvenz|corte|overgang|przejś|geçiş",
    "change_pace": r"\bpace|fast|slow|speed|quick|rush|tempo|hurry|breathless|drag|langsam|schnell|rápid|despac|lent|vite|rapid|rythme|ritmo|veloc|piano\b|devagar|snel|langzaam|szybk|wolni|snabb|långsam|hızl|yavaş",
    "change_cta": r"\bend|\bcta\b|call.to.action|button|clos|\blast|finish|final|order|\bbook|link|website|\burl|\bwww|https?|schluss|ende\b|aufruf|llamada|appel|bouton|chiusura|botón|botão|knop|slot\b|przycisk|\bfin\b",
    "undo": r"undo|\bback|revert|restore|before|previous|earlier|zurück|rückgängig|deshac|annul|défaire|desfa|ongedaan|cofnij|ångra|geri",
}  # fmt: skip
CUES: dict[Op, re.Pattern[str]] = {op: re.compile(rf"(?:{words})", re.I) for op, words in _CUES.items()}
# What is left over of a message beside wishes that were read, and can only be a reason: no operation, no thing of the film.
_WISH = re.compile(
    r"\b(?:make|change|set|turn|use|add|remove|delete|drop|cut|lose|swap|move|put|give|let|want|need|should|could|can|would|please|pls|more|less|"
    r"too|instead|rather|better|without|no|not|n't|with|mach|bitte|soll|mehr|weniger|ohne|más|menos|sin|plus|moins|sans|più|meno|senza|mais|sem)\b",
    re.I,
)
_ABROAD = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")


def cued(op: Op, text: str) -> bool:
    """Whether the message has a word that this operation needs; a script that we hold no words of counts as one."""
    return bool(CUES[op].search(text) or _ABROAD.search(text))


def only_explains(text: str) -> bool:
    """Whether what was left over names nothing that can be changed and wishes for nothing."""
    return not _ABROAD.search(text) and not _WISH.search(text) and not any(cue.search(text) for cue in CUES.values())


_KINDS = {
    "start_new": r"\b(?:new|another|different|other|neue[sn]?|nuev[oa]|nouve(?:au|lle)|nuov[oa]|nov[oa]|nieuwe?) (?:video|film|clip|project|one|ad|spot|vídeo)|start over|from scratch|start again|von vorne|de cero|de zéro|da capo|do zero",
    "approve": r"approv|\bship|\bgo\b|final|finish|good|great|perfect|nice|\bok|love|like|done|publish|deliver|ready|fine|happy|yes|freig|gut|super|bien|parfait|perfe|bene|bom|goed",
    "cancel": r"\b(?:stop|cancel|abort|forget (?:it|that|about|the)|never ?mind|don't need (?:it|the (?:film|video))|abbrechen|stopp|vergiss|cancel[ae]|olvíd|annul|arrête|oublie|laisse tomber|annulla|lascia)",
    "ask_question": r"\?|^\W*(?:what|why|when|where|who|which|how|is|are|does|do|did|was|were|can you tell|tell me|was|warum|wie|wer|wann|wo|qué|por qué|cómo|quién|cuánto|pourquoi|comment|qui|combien|quel|perché|come|chi|quanto)\b",
}  # fmt: skip
KINDS = {kind: re.compile(words, re.I) for kind, words in _KINDS.items()}


def bears_kind(kind: str, text: str) -> bool:
    """Whether the words of a message bear what kind of message it is said to be; anything may be a wish, only praise is no wish."""
    if kind in KINDS:
        return bool(KINDS[kind].search(text) or _ABROAD.search(text))
    return kind != "other" or only_explains(text)
