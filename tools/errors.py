"""What can go wrong in a tool, sorted by who must act."""


class ToolError(Exception):
    """Base of every error a tool raises on purpose; its text is one sentence: what, which, what next."""


class MissingVariable(ToolError):
    """A text holds {{name}} and nobody gave it a value: the user must decide."""


class RenderFailed(ToolError):
    """A film could not be made: an operator must look. Carries the job's id."""

    def __init__(self, sentence: str, job_id: str) -> None:
        super().__init__(sentence)
        self.job_id = job_id


class RenderCancelled(ToolError):
    """Somebody asked for the work to stop; the version before still stands."""


class UnknownPresenter(ToolError):
    """No member of the cast has this name: the user must choose another."""
