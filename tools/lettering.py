"""Letters that no font of ours can draw: said before a film shows empty boxes."""

from __future__ import annotations

from memory.domain.storyboard import Storyboard


def missing_letters(board: Storyboard) -> str:
    """One sentence on the characters of the film's texts and captions that would be empty boxes; '' where there are none."""
    from renderer.text import uncovered  # skia loads with the first film, not with the first question

    texts = [line for scene in board.scenes for line in scene.on_screen.lines()]
    if board.captions != "off":
        texts += [scene.narration for scene in board.scenes]
    missing = uncovered("".join(texts))
    if not missing:
        return ""
    shown = ", ".join(repr(letter) for letter in missing[:6]) + (" and others" if len(missing) > 6 else "")
    return f"My fonts cannot draw {shown}: they would be empty boxes, so put that in other letters."
