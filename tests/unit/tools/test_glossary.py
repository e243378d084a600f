"""Icons for lines in five languages, by way of the glossary."""

from __future__ import annotations

import pytest

from tools.glossary import LANGUAGES, TABLE, in_english
from tools.icons import choose


@pytest.mark.parametrize(
    ("language", "lines", "icons"),
    [
        ("de", ("Termin buchen", "Arzt treffen", "Medikament erhalten"), ("calendar", "hospital", "pill")),
        ("fr", ("Choisissez un pain", "Payez dans l’appli", "Passez à la boutique"), ("wheat", "smartphone", "store")),
        ("es", ("Envío gratis", "Pago seguro", "Ayuda por teléfono"), ("package", "shield", "smartphone")),
        ("pt", ("Entrega grátis", "Pagamento seguro", "Suporte por telefone"), ("package", "shield", "smartphone")),
        ("it", ("Prenota un appuntamento", "Firma il contratto", "Ricevi le chiavi"), ("calendar", "pen", "key")),
    ],
)
def test_a_line_in_another_language_has_the_icon_of_what_it_says(
    language: str, lines: tuple[str, ...], icons: tuple[str, ...]
) -> None:
    assert choose(lines, language) == icons


def test_endings_accents_and_compounds_do_not_hide_a_word() -> None:
    assert in_english("Lieferungen", "de-AT") == "delivery"
    assert in_english("Werkzeugkoffer", "de") == "tool"
    assert in_english("EMBALLAGES", "fr") == "package"
    assert in_english("le mot de passe", "fr") == "password"


def test_a_language_without_a_column_and_words_nobody_listed_have_none() -> None:
    assert in_english("хлеб", "ru") == ""
    assert choose(("Quelque chose",), "fr") == ()


def test_every_row_has_a_cell_for_every_language() -> None:
    rows = [row for row in TABLE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    assert {len(row.split("\t")) for row in rows} == {len(LANGUAGES) + 1}
