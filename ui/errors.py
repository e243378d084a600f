"""What can go wrong at a door, sorted by who must act."""


class DoorError(Exception):
    """Base of every error a door raises on purpose; its text is one sentence: what, which, what next."""


class UnknownProject(DoorError):
    """The user named a project that is not there, or not theirs."""


class ScriptFileUnreadable(DoorError):
    """A file that holds no script."""


class MessageEmpty(DoorError):
    """Nothing was said."""


class StudioBusy(DoorError):
    """The address is taken by another program."""


class StoryboardUnreadable(DoorError):
    """A file that should hold a storyboard does not."""


class BenchUnknown(DoorError):
    """There is no benchmark of this name, or this is not a checkout."""


class EvalFailed(DoorError):
    """An eval cannot run: its cases, its director, or this is not a checkout."""


class BrandUnlearned(DoorError):
    """None of the files that were handed in could be used to learn a brand."""


class StudioClosed(DoorError):
    """Others could reach the studio and nobody could log in; the operator has to make an account first."""


class PasswordWeak(DoorError):
    """A password that could be guessed."""


class BackupIncomplete(DoorError):
    """A backup was written, and something that was damaged before is not in it."""


class SlackUnready(DoorError):
    """Slack cannot be reached as it is configured; the text says which variable is missing or wrong."""


class SlackFileUnreachable(DoorError):
    """A file that was shared in Slack cannot be fetched; one sentence for the person."""


class AccountUnnamed(DoorError):
    """Several people have an account, and nobody said for whom it is."""


class KeyMissing(DoorError):
    """A command that comes in by the API has no key."""
