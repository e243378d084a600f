"""What only the client knows is asked for, and not made up."""

import pytest

from agent.director.unnamed import unnamed


@pytest.mark.parametrize(
    ("brief", "counted"),
    [
        ("A 3 minute film about the 5 pillars of our strategy for managers.", "5 pillars"),
        ("Explain our four values to new colleagues in 60 seconds.", "four values"),
        ("Present our 3 pricing plans, 40 seconds.", "3 pricing plans"),
        ("Our three values: courage, care, candour. 30 seconds.", ""),
        ("Our 3 plans. Basic costs $9. Team costs $19. Studio costs $49.", ""),
        ("5 tips for lifting boxes safely", ""),
        ("A film about our new lamp, 40 hours on one charge", ""),
        ("We have 3 offices in Ghent, Leeds and Porto, and we are hiring in all of them.", ""),
    ],
)
def test_what_is_counted_and_not_named(brief: str, counted: str) -> None:
    assert unnamed(brief) == counted
