"""Which language a text is written in: by its letters, else by the small words that only one language has."""

# ruff: noqa: E501 (a list of words is read more easily on one line)

from __future__ import annotations

import re

_SCRIPTS = (
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("ko", re.compile(r"[가-힣]")),
    ("zh", re.compile(r"[一-鿿]")),
    ("hi", re.compile(r"[ऀ-ॿ]")),
    ("bn", re.compile(r"[ঀ-৿]")),
    ("ta", re.compile(r"[஀-௿]")),
    ("th", re.compile(r"[ก-๿]")),
    ("he", re.compile(r"[א-ת]")),
    ("el", re.compile(r"[Ͱ-Ͽ]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[ء-ي]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[а-яА-Я]")),
)
_LATIN_SHARE = 0.6
# Small words and the words briefs are made of; a word may stand in several lists, then it decides nothing between them.
SMALL = {
    "en": "the and you your with for our this that from are is to of we a an in on at it make please about who how new has have "
    "be not or by video film seconds second minute clip need want should all us my i do don't what when people",
    "de": "der die das und ist nicht ein eine einen einem mit für wir sie auf den zu von im am bitte über unser unsere unseren "
    "neue sekunden minute dem des wie kurz ab bis nur ohne sich zum zur mach mir erstelle ich euch alle auch vom kein unserem in an als so hat wird werden damit ihr ihre",
    "es": "el los las una y con para por que su de en la tu del es al un nuestro nuestra segundos minuto sobre haz quiero "
    "necesito cómo más sin desde hasta se nos medio lo hacer vídeo tono les a",
    "fr": "le les des une et avec pour dans votre vous que de la est du un nos notre secondes sur en au aux à sans qui vidéo "
    "faites fais je il nous ton ce cette d'une l' pas dès jusqu'au plus chez",
    "it": "il gli una e con per che di la del sono della è tuo un nel dei le i nostra nostro secondi minuto fai su al dal alla "
    "fino senza vorrei uno lo tono più ai fare",
    "pt": "o os as uma e com para por que seu de em do da você não um nossa nosso segundos minuto sobre faça quero na no ao até "
    "dos das sem vídeo tom mais é pra nossos",
    "nl": "het een en voor met van onze ons is op niet de in te naar maak graag seconden minuut over tot bij geen zijn wij onze "
    "nieuwe filmpje dat die om kort aan ook",
    "pl": "i w na z do dla o się że jest nie proszę sekund sekundy minuta nasz nasza naszej naszego film po od za przez jak ten to oraz "
    "zrób potrzebuję krótki wszystkich",
    "sv": "och för en ett på med som är vi våra vår den det till sekunder minut av om inte gör nya från kl i alla ska",
    "da": "og til en et på med som er vi vores den det sekunder minut af om ikke lav nye fra kl i alle skal",
    "nb": "og til en et på med som er vi våre vår den det sekunder minutt av om ikke lag nye fra kl i alle skal",
    "fi": "ja on se että video sekuntia minuutti meidän uusi tee kanssa ei oma joka kun varten",
    "cs": "a je se na v pro s o že naše náš video sekund vteřin minuta udělejte prosím nové do od jak",
    "hu": "a az és egy hogy nem van másodperc perc videó kérem készíts új nekünk rövid vagy",
    "ro": "și un o pentru cu de la în care este nu secunde minut noastră nostru faceți vreau despre",
    "tr": "ve bir için bu ile saniye saniyelik dakika bize bizim yeni her olsun hazırla yap lütfen video da de gün hakkında ton",
    "id": "dan yang untuk di dengan kami ini detik menit buat tolong video baru dari tidak ke kita",
}
_WORDS = {tag: frozenset(words.split()) for tag, words in SMALL.items()}


def tongue_of(text: str) -> str | None:
    """BCP 47 tag of the language a text is written in; None where it has too few words to tell."""
    letters = re.findall(r"[^\W\d_]", text)
    latin = sum(letter < "ɐ" for letter in letters)
    if letters and latin / len(letters) < _LATIN_SHARE:
        return next((tag for tag, pattern in _SCRIPTS if pattern.search(text)), None)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower())
    words += [part for word in words if "’" in word or "'" in word for part in re.split("['’]", word)]
    counts = {tag: sum(word in known for word in words) for tag, known in _WORDS.items()}
    best = max(counts, key=lambda tag: (counts[tag], tag == "en"))
    # An English brief with 'die' or 'la' in a name is an English brief: another language has to win clearly.
    clear = counts[best] >= 2 and counts[best] > counts["en"] + (1 if best != "en" else -1)
    return best if clear else None
