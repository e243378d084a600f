"""What can go wrong at a door, sorted by who must act."""


class DoorError(Exception):
    """Base of every error a door raises on purpose; its text is one sentence: what, which, what next."""


class UnknownProject(DoorError):
    """The user named a project that is not there, or not theirs."""


class StudioBusy(DoorError):
    """The address is taken by another program."""
