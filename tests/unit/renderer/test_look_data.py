"""What layouts read out of plain text, and what they refuse."""

from __future__ import annotations

import pytest

from renderer.errors import DoesNotFit
from renderer.look import data, names
from renderer.spec import Text


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("Mon 9:00 - Doors", "Mon 9:00", "Doors"),
        ("9:30 Workshop tour", "9:30", "Workshop tour"),
        ("9 am: Coffee", "9 am", "Coffee"),
        ("Plan A: $9", "Plan A", "$9"),
        ("2019 The first shop", "2019", "The first shop"),
        ("Step one – open the lid", "Step one", "open the lid"),
        ("A sharp pencil", "", "A sharp pencil"),
        ("Well-known names", "", "Well-known names"),
    ],
)
def test_a_line_is_cut_into_head_and_text(line: str, label: str, text: str) -> None:
    assert data.entry(line)[:2] == (label, text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("40 %", 40, "%"),
        ("1,250", 1250, ""),
        ("€4.5k", 4500, "€"),
        ("3 hours", 3, "hour"),
        ("12,5 kg", 12.5, "kg"),
        ("2 million", 2e6, ""),
        ("-3", -3, ""),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    assert data.number(text) == (value, unit)


@pytest.mark.parametrize("text", ["forty", "24/7", "9:00", "1 2 buckle"])
def test_what_is_no_single_number_is_not_read_as_one(text: str) -> None:
    assert data.number(text) is None


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [("2023: 40 %", "2023", 40), ("Email 62 %", "Email", 62), ("24 % materials", "materials", 24), ("Q1: 1.200", "Q1", 1200)],
)
def test_a_value_of_a_chart_stands_before_or_behind_its_name(line: str, label: str, value: float) -> None:
    assert data.datum(line)[:3:2] == (label, value)


def test_values_of_different_units_are_no_chart() -> None:
    with pytest.raises(DoesNotFit, match="different units"):
        data.series(Text(points=("Speed: 40 %", "Price: $9")))


def test_parts_that_exceed_the_whole_are_no_ring() -> None:
    with pytest.raises(DoesNotFit, match="120 %"):
        data.shares(Text(points=("A: 70 %", "B: 50 %")))


def test_a_percentage_alone_is_a_ring() -> None:
    assert data.shares(Text(headline="of parcels", figure="68 %"))[0].value == 68


def test_points_under_two_names_are_two_sides() -> None:
    first, second = data.sides(Text(points=("Before: slow", "Before: on paper", "After: fast")))
    assert (first.title, len(first.rows), second.title, second.rows[0].text) == ("Before", 2, "After", "fast")


def test_a_headline_with_versus_shares_its_points_out() -> None:
    first, second = data.sides(Text(headline="Glass vs plastic", points=("heavy", "lasts", "light", "cracks")))
    assert (first.title, [row.text for row in second.rows]) == ("Glass", ["light", "cracks"])


def test_a_price_is_found_in_the_figure_or_the_headline() -> None:
    assert data.price(Text(headline="Studio", figure="$19 per month")) == ("Studio", "$19", "per month")
    assert data.price(Text(headline="Entry: 12 €")) == ("Entry", "12 €", "")


def test_somebodys_words_need_somebody() -> None:
    assert data.testimony(Text(headline="“It works.”", body="Ines Moreau, tenant")) == ("It works.", "Ines Moreau", "tenant")
    assert "who said them" in data.unfit("testimonial", Text(headline="It works."))


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("bar_chart", Text(points=("one", "two"))),
        ("line_chart", Text(points=("2021: 4", "2022: 6"))),
        ("comparison", Text(points=("a", "b", "c"))),
        ("timeline", Text(points=("alone",))),
        ("agenda", Text(points=("Doors open", "Lunch"))),
        ("map", Text(points=("A place whose name is far too long for a pin",))),
        ("price", Text(figure="40 %")),
        ("code", Text(headline="no lines")),
        ("question", Text(headline="No question.")),
        ("kinetic", Text(headline="word " * 15)),
        ("device", Text(headline="No picture")),
        ("product", Text(headline="No picture")),
        ("logo_reveal", Text(headline="A name that is longer than a name")),
    ],
)
def test_what_does_not_fit_is_said(layout: str, text: Text) -> None:
    assert data.unfit(layout, text)


def test_every_reader_belongs_to_a_layout() -> None:
    assert set(data.READERS) <= set(names.LAYOUTS)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (Text(points=("a",)), "list"),
        (Text(figure="4"), "big_number"),
        (Text(headline="a"), "title_card"),
    ],
)
def test_there_is_a_plain_layout_for_any_text(text: Text, layout: str) -> None:
    assert data.plain(text) == layout
    assert data.plain(text, has_media=True) == "picture"
