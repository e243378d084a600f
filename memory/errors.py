"""What can go wrong in memory, sorted by who must act."""


class MemoryStoreError(Exception):
    """Base of every error memory raises on purpose; its text is one sentence: what, which, what next."""
