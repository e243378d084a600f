"""Layouts are chosen by what a scene says in German, French, Spanish, Portuguese and Italian too."""

from __future__ import annotations

import pytest

from agent.director.arranging import Look, Matter, arranged
from agent.director.contract import SceneText
from memory.domain.storyboard import OnScreen


def look(language: str, source: str, *points: str, headline: str = "Titel") -> Look:
    words = SceneText(source, headline, points)
    return arranged(Matter(words, source, OnScreen(headline=headline, points=points), "", "", language), ["presenter_full"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Die Wartezeit sinkt von 40 Minuten auf 5 Minuten."),
        ("fr", "L'attente passe de 40 minutes à 5 minutes."),
        ("es", "La espera baja de 40 minutos a 5 minutos."),
        ("pt", "A espera caiu de 40 minutos para 5 minutos."),
        ("it", "L'attesa scende da 40 minuti a 5 minuti."),
    ],
)
def test_a_value_that_changes_is_compared(language: str, said: str) -> None:
    found = look(language, said)
    assert found.layout == "comparison"
    assert [point.split(": ")[1].split()[0] for point in found.shown.points] == ["40", "5"]
    assert not found.shown.points[0].startswith("Before")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Das Abo kostet 19 € pro Monat."),
        ("fr", "L'abonnement coûte 19 € par mois."),
        ("es", "La suscripción cuesta 19 € al mes."),
        ("pt", "A assinatura custa 19 € por mês."),
        ("it", "L'abbonamento costa 19 € al mese."),
    ],
)
def test_what_something_costs_is_a_price(language: str, said: str) -> None:
    assert look(language, said).layout == "price"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Unsere Läden finden Sie in Kiel, Bremen und Hamburg."),
        ("fr", "Nos boutiques sont à Lyon, Nantes et Lille."),
        ("es", "Nuestras tiendas están en Bilbao, Sevilla y Toledo."),
        ("pt", "As nossas lojas ficam em Porto, Braga e Faro."),
        ("it", "I nostri negozi sono a Torino, Parma e Siena."),
    ],
)
def test_places_are_on_a_map(language: str, said: str) -> None:
    found = look(language, said)
    assert (found.layout, len(found.shown.points)) == ("map", 3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Wir hatten 120 Besucher im Mai, 210 Besucher im Juni und 340 Besucher im Juli."),
        ("fr", "Il y a eu 120 visiteurs en mai, 210 visiteurs en juin et 340 visiteurs en juillet."),
        ("es", "Tuvimos 120 visitas en mayo, 210 visitas en junio y 340 visitas en julio."),
        ("pt", "Tivemos 120 visitas em maio, 210 visitas em junho e 340 visitas em julho."),
        ("it", "Abbiamo avuto 120 visite in maggio, 210 visite in giugno e 340 visite in luglio."),
    ],
)
def test_values_by_month_are_a_line(language: str, said: str) -> None:
    assert look(language, said).layout == "line_chart"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "45 % für Miete, 30 % für Löhne und 25 % für Mehl."),
        ("fr", "45 % pour le loyer, 30 % pour les salaires et 25 % pour la farine."),
        ("es", "45 % para alquiler, 30 % para sueldos y 25 % para harina."),
        ("pt", "45 % para aluguel, 30 % para salários e 25 % para farinha."),
        ("it", "45 % per affitto, 30 % per stipendi e 25 % per farina."),
    ],
)
def test_shares_of_a_whole_are_a_ring(language: str, said: str) -> None:
    found = look(language, said)
    assert found.layout == "donut_chart"
    assert not any(point.split()[-1] in ("für", "le", "la", "per") for point in found.shown.points)


@pytest.mark.parametrize(
    ("language", "points"),
    [
        ("de", ("9 Uhr - Einlass", "10:30 Uhr - Führung", "12 Uhr - Essen")),
        ("fr", ("9 h - Accueil", "10h30 - Visite", "12 h - Repas")),
        ("es", ("Lunes: Pan", "Martes: Tarta", "Jueves: Pizza")),
        ("pt", ("Segunda: Pão", "Terça: Bolo", "Quinta: Pizza")),
        ("it", ("Lunedì: Pane", "Martedì: Torta", "Giovedì: Pizza")),
    ],
)
def test_times_and_days_are_an_agenda_or_a_line_of_time(language: str, points: tuple[str, ...]) -> None:
    assert look(language, "Hier.", *points).layout in ("agenda", "timeline")


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Zuerst wählen, dann zahlen."), ("fr", "D'abord choisir, ensuite payer."), ("es", "Primero elige, luego paga."),
     ("pt", "Primeiro escolha, depois pague."), ("it", "Prima scegli, poi paga.")],
)  # fmt: skip
def test_steps_in_order_are_a_line_of_steps(language: str, said: str) -> None:
    assert look(language, said, "Eins", "Zwei", "Drei").layout == "timeline"


def test_what_something_replaces_stands_beside_it() -> None:
    assert look("de", "Zehn Minuten statt zwei Stunden.").shown.points == ("Vorher: zwei Stunden", "Jetzt: Zehn Minuten")


@pytest.mark.parametrize("said", ["nur 40 Stunden am Stück", "en 40 heures", "en 40 horas", "em 40 horas", "in 40 ore"])
def test_a_number_with_its_unit_is_worth_a_screen(said: str) -> None:
    from agent.director.staging import _figure

    assert _figure(SceneText(f"Das geht {said}.", "Titel"), None).startswith("40 ")
