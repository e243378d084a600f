"""What can go wrong in memory, sorted by who must act."""


class MemoryStoreError(Exception):
    """Base of every error memory raises on purpose; its text is one sentence: what, which, what next."""


class EditError(MemoryStoreError):
    """An edit that is not in the vocabulary; the text goes back to the director once."""


class CannotApply(MemoryStoreError):
    """An edit that this storyboard cannot take; the text says why and what is possible instead."""


class NeedsWords(CannotApply):
    """An edit that is right but lacks words only the director can write, for the scenes in `scene_ids`."""

    def __init__(self, sentence: str, scene_ids: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.scene_ids = scene_ids


class ScriptUnreadable(MemoryStoreError):
    """A document that is no script; the text says which line, and how a script looks."""


class NoSuchScene(CannotApply):
    """A scene reference that points nowhere; the text names what exists."""


# The person or the model can act on these.


class NotFound(MemoryStoreError):
    """Nothing is stored under that name; `what` and `key` say which."""

    def __init__(self, what: str, key: object, next_step: str = "see `agency list`") -> None:
        super().__init__(f"there is no {what} {key!r}; {next_step}")
        self.what = what
        self.key = key


class VersionMoved(MemoryStoreError):
    """Another turn saved a version in between; the edits have to be made again on the newer one."""

    def __init__(self, project_id: str, parent: int | None, head: int | None) -> None:
        super().__init__(
            f"project {project_id!r} moved from version {parent} to {head} meanwhile; say it again on the newer version"
        )
        self.project_id = project_id
        self.parent = parent
        self.head = head


class NothingToUndo(MemoryStoreError):
    """The first version has nothing before it."""


class NothingToRedo(MemoryStoreError):
    """No later version follows from the one shown."""


class UserExists(MemoryStoreError):
    """That user name is taken."""


class NameReserved(MemoryStoreError):
    """No account may have that name."""


class TooManyAttempts(MemoryStoreError):
    """Wrong passwords came too often; they are looked at again after a while."""


# An operator has to look at these.


class StoreUnavailable(MemoryStoreError):
    """The database cannot be reached now; the next call tries again by itself."""


class StorageFull(MemoryStoreError):
    """No room is left for what was to be stored; nothing half-written stays behind."""


class FilesUnreachable(MemoryStoreError):
    """The bucket that holds the files cannot be reached, or does not let us in; nothing was stored."""


class ServerFailed(MemoryStoreError):
    """The embedded PostgreSQL could not be started or stopped; `detail` is the end of its log."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class DumpFailed(MemoryStoreError):
    """The database could not be written to a file or read back from one; `detail` has the tools' own words."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class BackupUnreadable(MemoryStoreError):
    """A file that is no backup, was cut off or damaged, or comes from a later release."""


class PlaceTaken(MemoryStoreError):
    """A backup would be restored over what is there already."""


class DatabaseTooNew(MemoryStoreError):
    """A later release has migrated this database; this one would damage it."""


class DatabaseUnfit(MemoryStoreError):
    """This server or this account cannot hold our tables: no pgvector, or no right to make schemas."""


class WeightsMissing(MemoryStoreError):
    """The embedding model's files are not installed."""


# A worker stops on this one.


class JobLost(MemoryStoreError):
    """The job was cancelled, or another worker took it over."""


class NotAllowed(MemoryStoreError):
    """Somebody's role does not reach this far: an owner has to do it."""


class ReasonMissing(MemoryStoreError):
    """A decision that goes on record was made without saying why."""


class AlreadyDecided(MemoryStoreError):
    """People have decided this, or it was withdrawn."""
