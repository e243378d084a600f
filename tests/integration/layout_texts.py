"""Words that the layouts which read data out of them can show."""

from __future__ import annotations

from renderer.spec import Text

TEXTS = {
    "kinetic": Text(headline="Every change takes twelve seconds"),
    "question": Text(headline="How much of your week goes into reports?", points=("Two hours", "A day")),
    "bar_chart": Text(headline="Orders", points=("Q1: 120", "Q2: 180", "Q3: 410"), body="Own shop"),
    "line_chart": Text(headline="Waiting", points=("2021: 9 days", "2022: 7 days", "2023: 2 days")),
    "donut_chart": Text(headline="Money", points=("62 % wages", "24 % materials")),
    "comparison": Text(headline="What changes", points=("Before: paper", "After: one login")),
    "timeline": Text(
        headline="To your door", points=("Mon: You order", "Tue: We pack", "Wed: You eat"), icons=("dog", "egg", "key")
    ),
    "agenda": Text(headline="Open day", points=("9:00 - Doors", "9:30 - Tour of the workshop")),
    "map": Text(headline="Three shops", points=("Harbour: open till 8", "Old Town", "North Gate")),
    "testimonial": Text(headline="They answered on a Sunday.", body="Ines Moreau, tenant"),
    "price": Text(headline="Studio", figure="$19 per month", points=("Unlimited films", "Your own voice")),
    "code": Text(headline="Two commands", points=("$ pip install lumen", "# done")),
    "logo_reveal": Text(headline="Lumen One", body="Light, wherever you work"),
    "big_number": Text(figure="98 %", headline="of scenes are kept"),
    "quote": Text(headline="I asked at nine and posted at ten", body="A customer"),
}
