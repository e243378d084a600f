"""What can go wrong in the renderer, sorted by who must act."""


class RendererError(Exception):
    """Base of every error the renderer raises on purpose; its text is one sentence: what, which, what next."""
