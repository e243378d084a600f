"""Whom a film is for and in what tone, where a brief says so."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_film_length import lengths_removed

_TONES = (
    # English
    "friendly friendlier warm warmhearted heartfelt calm quiet gentle soft soothing relaxed relaxing laid-back chill casual informal formal polite politely courteous respectful "
    "serious seriously sober solemn dignified neutral objective factual matter-of-fact businesslike corporate professional professionally confident authoritative "
    "trustworthy reassuring comforting empathetic caring compassionate sympathetic sincere honest candid direct blunt straightforward plain clear clearly simple crisp concise "
    "fun funny humorous witty playful silly cheeky quirky goofy sarcastic ironic dry tongue-in-cheek lighthearted light-hearted upbeat cheerful cheery "
    "cheerfully happy joyful joyous festive celebratory excited exciting enthusiastic energetic lively dynamic punchy bold loud edgy rebellious gritty hip cool trendy "
    "inspiring inspirational motivating motivational uplifting hopeful optimistic positive emotional touching moving tender romantic nostalgic poetic dreamy whimsical "
    "mysterious spooky suspenseful dramatic epic cinematic urgent stern strict firm elegant classy luxurious premium sophisticated refined understated "
    "minimalist modern curious educational informative instructive conversational chatty personal human down-to-earth humble grateful thankful proud wholesome cosy cozy inviting welcoming "
    "bright breezy slow straight-talking deadpan frank caring bubbly festive zen soft-spoken "
    "encouraging supportive patient kind nerdy geeky technical academic scientific apologetic nonjudgmental matter of fact youthful fresh snappy "
    # German
    "freundlich freundliche freundlicher herzlich herzliche herzlicher locker lockerer lockere ruhig ruhiger ruhige sachlich sachlicher seriös seriöse ernst ernster ernste lustig witzig humorvoll fröhlich "
    "heiter warm warmer warmherzig direkt ehrlich förmlich höflich modern energisch motivierend begeistert professionell professioneller persönlich nüchtern emotional feierlich beruhigend verständlich einfach "
    # Spanish
    "cercano cercana amable alegre divertido divertida serio seria tranquilo tranquila cálido cálida formal profesional emotivo emotiva sincero sincera optimista motivador inspirador elegante familiar desenfadado respetuoso claro juvenil festivo "
    # French
    "décontracté décontractée chaleureux chaleureuse sérieux sérieuse calme joyeux joyeuse amical amicale drôle professionnel professionnelle sincère dynamique élégant rassurant rassurante sobre posé convivial bienveillant enjoué solennel festif léger "
    # Italian
    "amichevole chiaro chiara allegro allegra caloroso calorosa tranquillo tranquilla divertente professionale sincero semplice formale informale solenne rassicurante vivace gioioso cordiale ironico "
    # Portuguese
    "amigável acolhedor acolhedora alegre divertido sério séria calmo calma caloroso descontraído descontraída profissional leve animado próximo otimista elegante "
    # Dutch, Polish
    "vriendelijk vriendelijke vrolijk vrolijke rustig rustige serieus zakelijk warm informeel grappig enthousiast hartelijk "
    "wesoły wesoła wesoło przyjazny przyjazna przyjazne spokojny spokojna spokojnie poważny poważna poważnie ciepły ciepła serdeczny serdecznie zabawny luźny profesjonalny "
    # Swedish, Danish, Norwegian
    "glad glatt vänlig vänligt lugn lugnt varm varmt seriös seriöst rolig lekfull saklig venlig venligt rolig roligt munter hyggelig alvorlig vennlig saglig "
    # Turkish
    "samimi sıcak neşeli ciddi sakin eğlenceli resmi enerjik içten"
)
_WORD = "|".join(
    sorted(map(re.escape, dict.fromkeys([*_TONES.split(), "matter-of-fact", "down to earth"])), key=len, reverse=True)
)
_LIST = rf"(?:{_WORD})(?:(?:\s*[,/&+]\s*|\s+(?:but|and|n|or|und|aber|y|pero|et|mais|e|ma|mas|en|maar|i|ale|och|og|ve|yet)\s+(?:not (?:too )?\w+|(?:also |a (?:bit|little|touch) |slightly |never )?(?:{_WORD}))\b)|\s*[,/&+]\s*(?:a (?:bit|little|touch) )?(?:{_WORD})\b|\s+(?:{_WORD})\b)*"
_NOUN = r"(?:tone|tone of voice|vibes?|mood|feel|feeling|voice|style|manner|attitude|humou?r|touch|note|ton|tono|tom|toon|tonu?|tonfall|stimmung|sfeer|stil|estilo|stile|przekaz)"
_HOW = r"(?:very|nice|really|super|quite|rather|pretty|a bit|a little|slightly|somewhat|fairly|mega|sehr|ganz|etwas|muy|un poco|très|un peu|molto|un po'|muito|um pouco|heel|bardzo|lite|väldigt|meget|lidt|çok|but|nice and|make it|keep it|please|and|it should be|should be|something|in a|with a|an?|the|nothing too|but not too|all|tone|for this one|bitte|por favor|s'il vous plaît|per favore|alsjeblieft|proszę)"
_CUES = (
    re.compile(rf"\b{_NOUN}\s*(?:is|:|=|-|should be|has to be|must be|of voice:?|e|de|d'|:)?\s*(?:{_HOW}\s+)*(?P<t>{_LIST})(?![\w-])", re.I),
    re.compile(rf"(?<![\w-])(?P<t>{_LIST})\s*,?\s+(?:van |in |de |im |of )?{_NOUN}\b", re.I),
    re.compile(rf"\b(?:make|keep|sound|sounds|sounding|feel|feels|feeling|be|stay|more|kept|it's|very|super|so|something|anything|geht|klingt|soll)\s+(?:it\s+|this\s+|be\s+)?(?:{_HOW}\s+)*(?P<t>{_LIST})(?![\w-])(?!\s+(?:water|welcome|weather|drinks?|air|place|clothes|soup|coat))", re.I),
)  # fmt: skip
_OF_FILM = re.compile(
    rf"(?<![\w-])(?P<t>{_LIST})\s*,?\s+(?:(?!the |our |a )[\w-]+\s+){{0,2}}?(?:videos?|films?|clips?|spots?|ads?|reels?|promos?|teasers?|trailers?|explainers?|movies?|tiktoks?|invitation|message|vídeo|vidéo|filmpje|greeting|piece|little thing)\b",
    re.I,
)
_SHAPES = r"(?:horizontal|vertical|square|landscape|portrait|quadratisch|hochformat|querformat|cuadrado|carré|verticale|orizzontale|quadrato|pionow[yo]|vierkant)"
_CLAUSE = re.compile(rf"(?:{_SHAPES}\s+(?:and|y|e|et|und|en|i)\s+)?(?:{_HOW}\s+)*(?P<t>{_LIST})(?:\s+(?:please|pls|bitte|tho|ok|thanks|por favor|lol|!|:\))|\s+(?:and|&)\s+(?:short|brief|kurz|quick|to the point))*", re.I)  # fmt: skip
_MANNER = re.compile(r"(?<![\w-])(?P<t>politely|warmly|gently|calmly|cheerfully|seriously|kindly and clearly|playfully|honestly|sincerely)\b", re.I)  # fmt: skip
_ELSEWHERE = {
    "ja": re.compile(r"(?P<t>[^\s、。,]{1,8}?)(?:な|の)?(?:トーン|雰囲気|感じ|口調)"),
    "zh": re.compile(r"(?:风格|语气|基调|调性|氛围)(?:要|是|为|:|：)?(?P<t>[一-鿿]{1,6})|(?P<u>[一-鿿]{2,4})(?:的)?(?:风格|语气|基调|氛围)"),
    "ko": re.compile(r"(?P<t>\S+)\s*(?:톤|분위기|느낌|말투)"),
    "hi": re.compile(r"(?:टोन|लहजा|अंदाज़?)\s+(?P<t>\S+)|(?P<u>\S+)\s+(?:टोन|लहजे|अंदाज़?)"),
    "ar": re.compile(r"(?:بنبرة|نبرة|بأسلوب|أسلوب|بطابع)\s+(?P<t>\S+)"),
    "ru": re.compile(r"(?:тон|стиль)\s*:?\s*(?P<t>[а-я]+)|(?P<u>[а-я]+)\s+(?:тон|стиль)", re.I),
}  # fmt: skip

_PEOPLE = (
    r"[a-z]{4,}(?:ians|icians|ologists)|people|folks|everyone|everybody|anyone|adults|kids|children|child|teens?|teenagers|toddlers|parents|moms?|mums?|dads?|mothers|fathers|families|family|grandparents|"
    r"seniors|pensioners|retirees|elderly|youth|youngsters|students?|pupils|graduates|alumni|apprentices|trainees|interns|teachers?|staff|employees?|colleagues|co-?workers|team|teams|"
    r"crews?|workers?|managers?|leaders?|executives|board|investors?|shareholders|stakeholders|partners|customers?|clients?|buyers?|shoppers?|consumers?|subscribers?|users?|members?|"
    r"visitors?|guests?|tourists?|travell?ers?|passengers|drivers?|cyclists|commuters|riders?|runners?|hikers|patients?|nurses?|doctors?|dentists?|carers|caregivers|tenants?|renters|residents?|landlords|homeowners|owners?|"
    r"neighbou?rs?|locals|citizens|voters|parishioners|congregation|volunteers?|donors?|supporters|fans?|nerds|geeks|lovers|enthusiasts|beginners?|newbies|newcomers|starters|hires|joiners|recruits|experts?|professionals|freelancers?|"
    r"founders|entrepreneurs|startups|businesses|companies|shops|retailers|restaurants|farmers?|gardeners|bakers|cooks|chefs|designers|developers|engineers|programmers|marketers|accountants|lawyers|journalists|"
    r"artists|musicians|readers|listeners|viewers|players|gamers|athletes|couples|brides|singles|women|men|girls|boys|ladies|gentlemen|gen z|millennials|boomers|olds|year-olds|over-?\d+s|over \d+s|under \d+s|public|audience|community|club|"
    r"schools|hospitals|hotels|agencies|households|buyers|hikers|applicants|candidates|jobseekers|job seekers|attendees|participants|contractors|suppliers|vendors|dealers|pet owners|mitarbeiter\w*|kolleg\w*|kunden|kundinnen|eltern|kinder|jugendliche\w*|"
    r"azubis|auszubildende\w*|studierende\w*|studenten|schüler\w*|lehrer\w*|handwerker\w*|hausbesitzer\w*|mieter\w*|\w+besitzer\w*|senioren|nachbarn|mitglieder|gäste|patienten|besucher\w*|fahrer\w*|team|anfänger\w*|familien|freiwillige\w*|leute|erwachsene\w*|"
    r"clientes|empleados|trabajadores|padres|madres|familias|niños|jóvenes|mayores|jubilados|vecinos|estudiantes|alumnos|profesores|socios|usuarios|turistas|pacientes|voluntarios|autónomos|huéspedes|"
    r"clients|employés|salariés|collaborateurs|parents|familles|enfants|jeunes|étudiants|élèves|enseignants|bénévoles|habitants|voisins|locataires|propriétaires|patients|membres|visiteurs|touristes|retraités|seniors|"
    r"clienti|dipendenti|genitori|famiglie|bambini|ragazzi|giovani|anziani|studenti|insegnanti|volontari|residenti|vicini|inquilini|pazienti|soci|turisti|ospiti|colleghi|"
    r"pais|alunos|funcionários|colaboradores|famílias|crianças|jovens|idosos|estudantes|professores|voluntários|moradores|vizinhos|usuários|pacientes|membros|hóspedes|"
    r"klanten|huurders|ouders|kinderen|jongeren|ouderen|studenten|leerlingen|medewerkers|collega's|buren|bewoners|leden|vrijwilligers|bezoekers|gasten|patiënten|"
    r"klientów|rodziców|dzieci|młodzieży|seniorów|studentów|uczniów|nauczycieli|pracowników|sąsiadów|mieszkańców|członków|gości|pacjentów|wolontariuszy|"
    r"kunder|kunderna|medlemmar|medlemmer|föräldrar|forældre|foreldre|barn|ungdomar|unge|studenter|studerende|elever|anställda|medarbejdere|ansatte|grannar|naboer|boende|besökare|gæster|gjester|frivilliga|frivillige|"
    r"müşteriler\w*|öğrenciler\w*|veliler\w*|çalışanlar\w*|çocuklar\w*|gençler\w*|komşular\w*|üyeler\w*|misafirler\w*"
)
_SOME = r"(?:[\w'’&+-]+\s+){0,4}?"
_GROUP = rf"(?P<a>{_SOME}(?:{_PEOPLE})(?!['’]s?\b)\b(?:\s+(?:in|of|at|from|with|who|aged|over|under|and|near|around)\s+[\w'’-]+(?:\s+[\w'’-]+){{0,4}})?)"
_AUDIENCE = (
    re.compile(r"\b(?:(?:target )?audience|target group|zielgruppe|público(?: objetivo)?|public cible|pubblico|publiek|doelgroep|målgrupp|målgruppe|grupa docelowa)\s*(?:is|are|ist|es|é|è|:|=|-)?\s*(?P<a>[^.,;\n]{2,60})", re.I),
    re.compile(r"(?P<a>(?:[\w'’-]+\s+){1,3})(?:audience|viewers)\b", re.I),
    re.compile(r"\b(?:aimed at|meant for|targeted at|targeting|addressed to|intended for|geared towards?)\s+(?P<a>[^.,;:\n]{2,60})", re.I),
    re.compile(rf"(?<!look )(?<!looking )(?<!searching )(?<!search )\b(?:for|für|para|pour|per|voor|dla|för|til|till|for all|do)\s+{_GROUP}", re.I),
    re.compile(rf"\b(?:tell|telling|remind|reminding|show|showing|teach|teaching|invite|inviting|thank|thanking|inform|informing|convince|persuade|warn|ask|let|help|explain to|explains to|explaining to|apology to|apologi[sz]e to|explicar a|informar a|cuéntales a|invitar a|expliquer aux?|inviter les|présenter [^.,;]{{2,40}} aux?|spiegare a[il]?|explicar aos?)\s+(?:[^.,;:]{{0,30}}?\bto\s+)?{_GROUP}", re.I),
    re.compile(rf"\bto\s+{_GROUP}", re.I),
    re.compile(r"\bexplain\w*\b[^.,;:]{0,40}?\bto\s+(?P<a>[^.,;:]{3,50}?)(?=\s+(?:in|how|why|what|that|with|about)\b|[.,;:]|$)", re.I),
    re.compile(rf"(?P<a>{_SOME}(?:{_PEOPLE}))\s+(?:need|have|should|must) to know\b", re.I),
    re.compile(r"(?P<a>[\w'’-]+(?:\s[\w'’-]+)?)\s+için(?=\s*[.,;]|\s*$)", re.I),
    re.compile(r"(?:^|[,.;!?:]\s*)(?:for|für|para|pour|per|voor|dla|för|til)\s+(?P<a>(?!example|free|instance|now|reels?\b|tiktok|youtube|instagram|insta\b|facebook|linkedin|stories|the web|web\b|tv\b|social|\d+ ?(?:s|sec|min))[^.,;:!?\n]{3,50}?)\s*(?=[.,;:!?\n]|$)", re.I),
    re.compile(rf"(?:^|[,.;!?:]\s*)(?P<a>{_SOME}(?:{_PEOPLE}))\s*(?=[.,;!?]|$)", re.I),
    re.compile(r"(?P<a>[^\s、。,，!！]{1,14}?)向け|面向(?P<b>[^\s,，。、的]{2,10})|给(?P<c>[^\s,，。、的]{2,8}?)(?:看|的|介绍|讲|说明|解释)|针对(?P<d>[^\s,，。、的]{2,10})"),
    re.compile(r"(?P<a>(?:\S+\s)?\S+?)(?:을|를)\s*(?:위한|위해|대상)|(?P<b>(?:\S+\s)?\S+?)\s*대상"),
    re.compile(r"(?:^|[,।]\s*)(?P<a>(?:\S+\s){0,2}\S+)\s+के लिए(?=\s*[,।]|$)"),
    re.compile(r"(?<!\w)(?P<a>لل\w+|ل?جمهور\s\w+|موجه(?:ة)? (?:إلى|ل)\s?\w+)"),
    re.compile(r"\bдля\s+(?P<a>[а-я]+(?:\s[а-я]+)?)", re.I),
)  # fmt: skip
_TAIL = re.compile(
    r"\s+(?:about|on how|explaining|explicando|that|which|i guess|i think|lol|please|pls|presented|with (?:maya|daniel|ruth|amina|kofi|mei)|on|in \d+|vertical|square|is|are|to|how|by|and (?:make|keep)|über|sobre|sur)\b.*$",
    re.I,
)
_HEAD = re.compile(r"^(?:the|our|all the|my|your|any|unsere[nr]?|die|alle|den|los|las|nuestros|nuestras|les|nos|i|gli|le|os|as|nossos|onze|de|vores|våra|naszych)\s+", re.I)  # fmt: skip
_OF_THINGS = re.compile(r"\b(?:video|film|clip|ad|app|software|tool|service|product|class(?:es)?|course|sale|camp|launch|training|newsletter)\b", re.I)  # fmt: skip
_LONGEST = 60


def tone_of(text: str, tongue: str | None = None) -> str | None:
    """The tone asked for, in the brief's own words; None where it names none. 'Warm soup' and 'simple steps' are no tones."""
    if tongue in _ELSEWHERE and (found := _ELSEWHERE[tongue].search(text)):
        return next((group for group in found.groups() if group), None)
    for pattern in (*_CUES, _OF_FILM):
        if found := pattern.search(text):
            return _neat(found["t"])
    alone = [match["t"] for clause in _clauses(text) if (match := _CLAUSE.fullmatch(clause))]
    if alone:
        return ", ".join(dict.fromkeys(_neat(words) for words in alone))
    manner = _MANNER.search(text)
    return _neat(manner["t"]) if manner else None


def is_tone(clause: str) -> bool:
    """Whether a clause names a tone and nothing else: 'warm, a little funny'."""
    return all(_CLAUSE.fullmatch(part.strip()) or not part.strip() for part in clause.split(",")) and bool(clause.strip())


def audience_of(text: str) -> str | None:
    """Whom the film is for, in the brief's own words; None where it names nobody."""
    for pattern in _AUDIENCE:
        for found in pattern.finditer(text):
            group = _HEAD.sub("", _TAIL.sub("", next(part for part in found.groups() if part).strip(" '\"()-")))
            if 1 < len(group) <= _LONGEST and not _OF_THINGS.search(group) and not re.search(r"[$€£%]", group):
                return group
    return None


def _clauses(text: str) -> list[str]:
    """The pieces between pauses, without lengths of time."""
    pieces = re.split(r"[.,;:!?()\n–—]+|\s-\s|\s+(?=(?:with|mit|con|avec)\s+[A-Z])", text)
    return [" ".join(part.split()).strip() for piece in pieces for part in lengths_removed(piece) if part.strip()]


def _neat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" ,/&+").lower()
