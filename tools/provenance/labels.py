"""What a film says of itself in plain sight: the words in its corner, and the fields that players and archives show."""

from __future__ import annotations

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


def _entry(language: str) -> tuple[str, str]:
    return _LANGUAGES.get(language.split("-")[0].lower(), _LANGUAGES["en"])
