"""What a client says to the maker never reaches the viewer."""

# ruff: noqa: E501 (a brief is read more easily on one line)

from __future__ import annotations

import pytest

from agent.director.hearing import for_viewers, spelled
from agent.director.planning import clauses_of
from agent.director.reading import read_brief
from agent.director.unwrapping import unwrapped

CAST = ("amina", "kofi", "mei", "ruth")


@pytest.mark.parametrize(
    ("request_text", "heard"),
    [
        ("Can you make a 1:1 ad, 15 sec, promoting the winter tyre change at Ruiz Garage for $49? don't mention competitors",
         ["the winter tyre change at Ruiz Garage for $49"]),
        ("Explain to nurses how the new shift app works. About a minute, calm tone, with Ruth.", ["how the new shift app works"]),
        ("yo need smth for tiktok, our hot sauce Blaze just dropped, 3 flavours, make it loud n fun, 20s tops",
         ["our hot sauce Blaze just dropped", "3 flavours"]),
        ("We're a small bakery in Leeds. We'd like something warm and honest to tell neighbours that from Monday 3 June we open at 6:30. "
         "Half a minute is plenty. No music please.", ["We're a small bakery in Leeds", "from Monday 3 June we open at 6:30"]),
        ("We must tell tenants, politely, that the bins are collected on Thursdays from now on. A quarter of a minute will do.",
         ["the bins are collected on Thursdays from now on"]),
        ("Could you produce a piece of roughly 90 seconds for hospital visitors on hand hygiene? Neutral, widescreen, and please don't show "
         "needles.", ["hand hygiene"]),
        ("can i get a 1 min video explaining how our library's home delivery works, target audience is people over 70, slow and reassuring "
         "please, ring 01632 960 118", ["how our library's home delivery works", "ring 01632 960 118"]),
        ("insta reel 25s about our vegan burger Nova, 6.50 all october, hype it up, gen z", ["our vegan burger Nova", "6.50 all october"]),
        ("Must include the deadline 30 September.", ["the deadline 30 September"]),
        ("15-second bumper for YouTube. Product: Kettle No. 5, boils 1 litre in 90 seconds. Dry humour.",
         ["Kettle No. 5", "boils 1 litre in 90 seconds"]),
        ("Our CRM 'Tally' saves sales teams 6 hours a week. Short film for sales managers, no jargon, end with \"Book a demo\".",
         ["Our CRM 'Tally' saves sales teams 6 hours a week", "Book a demo"]),
    ],
)  # fmt: skip
def test_only_the_matter_is_left(request_text: str, heard: list[str]) -> None:
    text = spelled(request_text)
    brief = read_brief(text, CAST).brief
    seconds = brief.duration_s.value if brief.duration_s else 30.0
    assert list(clauses_of(for_viewers(text, brief), seconds)) == heard


@pytest.mark.parametrize(
    "sentence",
    [
        "Lumen One is our rechargeable desk lamp.",
        "Open the Costs app, photograph the receipt, choose a project, press Send.",
        "We need 200 blankets before winter.",
        "Something new is coming to Harbour Street.",
        "Tell us what you think.",
        "Make your own pasta in 20 minutes.",
        "Just press the button.",
        "So many people ask how it works.",
    ],
)
def test_what_is_said_to_the_viewer_is_left_alone(sentence: str) -> None:
    assert unwrapped(sentence) == sentence
