"""What can go wrong in a tool, sorted by who must act."""


class ToolError(Exception):
    """Base of every error a tool raises on purpose; its text is one sentence: what, which, what next."""
