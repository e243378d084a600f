"""What a film says of itself in plain sight: the words in its corner, and the fields that players and archives show."""

from __future__ import annotations

import struct
from xml.sax.saxutils import escape

# The box in which XMP lies in MP4: XMP specification, part 3, section 1.2.7.
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<Iptc4xmpExt:DigitalSourceType>{source}</Iptc4xmpExt:DigitalSourceType>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

# Language -> (its three letters in ISO 639-2, which MP4 has for tracks; the words).
_LANGUAGES: dict[str, tuple[str, str]] = {
    "en": ("eng", "AI-generated"),
    "ar": ("ara", "مُنشأ بالذكاء الاصطناعي"),
    "cs": ("ces", "Vytvořeno pomocí AI"),
    "da": ("dan", "AI-genereret"),
    "de": ("deu", "KI-generiert"),
    "es": ("spa", "Generado con IA"),
    "fr": ("fra", "Généré par IA"),
    "hi": ("hin", "AI से निर्मित"),
    "it": ("ita", "Generato con IA"),
    "ja": ("jpn", "AI生成"),
    "ko": ("kor", "AI 생성"),
    "nl": ("nld", "Gemaakt met AI"),
    "pl": ("pol", "Wygenerowano przez AI"),
    "pt": ("por", "Gerado por IA"),
    "ru": ("rus", "Создано с помощью ИИ"),
    "sv": ("swe", "AI-genererad"),
    "tr": ("tur", "Yapay zekâ ile üretildi"),
    "uk": ("ukr", "Створено за допомогою ШІ"),
    "zh": ("zho", "AI 生成"),
}


def label_in(language: str) -> str:
    """The words of the label in a film's language ('pt-BR'), in English where nobody wrote them down."""
    return _entry(language)[1]


def tags_of(title: str, language: str) -> tuple[tuple[str, str], ...]:
    """Fields for the MP4: title, the sentence on how it was made, and the language of its tracks."""
    code = _entry(language)[0] if language.split("-")[0].lower() in _LANGUAGES else "und"
    return (("title", title), ("comment", "AI-generated: picture and voice were made by software."), ("language", code))


def xmp_box(title: str, language: str, source: str) -> bytes:
    """A box for the end of an MP4 that says in IPTC's words how the picture came to be: what sites that show films look for."""
    packet = _XMP.format(title=escape(title), language=escape(language), source=escape(source)).encode()
    return struct.pack(">I4s16s", 24 + len(packet), b"uuid", _XMP_BOX) + packet


def _entry(language: str) -> tuple[str, str]:
    return _LANGUAGES.get(language.split("-")[0].lower(), _LANGUAGES["en"])
