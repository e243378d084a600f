"""What can go wrong in a tool, sorted by who must act."""

from memory.domain.findings import Finding
from memory.domain.review import Case


class ToolError(Exception):
    """Base of every error a tool raises on purpose; its text is one sentence: what, which, what next."""


class MissingVariable(ToolError):
    """A text holds {{name}} and nobody gave it a value: the user must decide."""


class RenderFailed(ToolError):
    """A film could not be made: an operator must look. The renderer's own error is its cause."""


class RenderSetAside(ToolError):
    """A film took whoever made it down too often: it is not tried again until somebody asks for it."""


class RenderCancelled(ToolError):
    """Somebody asked for the work to stop; the version before still stands."""


class WorkInterrupted(ToolError):
    """The process ends: nobody asked for that, so the work counts as under way, and the next process goes on with it."""


class TakingApartCancelled(ToolError):
    """Somebody asked for the looking at videos to stop; nothing was kept of the one under way."""


class UnknownPresenter(ToolError):
    """No member of the cast has this name: the user must choose another."""


class ModelError(ToolError):
    """Weights that a tool needs are not as they should be; the sentence holds the command that mends it."""


class UnknownModel(ModelError):
    """No entry of the catalogue has this name."""


class ModelMissing(ModelError):
    """The model was never installed."""


class ModelCorrupt(ModelError):
    """The file is there, and its bytes are not the known ones."""


class ModelUnavailable(ModelError):
    """No source could give the model, or the disk has no room for it."""


class AssetRefused(ToolError):
    """An uploaded file cannot be used: the user must hand in another. The sentence says which and why."""


class DocumentUnreadable(AssetRefused):
    """A document is damaged, locked, or no text."""


class PageUnread(AssetRefused):
    """A page of the web may not be read, or does not come."""


class ScriptUnreadable(AssetRefused):
    """A script holds no text that can be read."""


class PolicyInvalid(ToolError):
    """The moderation policy cannot be used; an operator has to mend the file."""


class Refused(ToolError):
    """A film may not be rendered as it is; `findings` hold rule, sentence and way out."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(f"{first.reason} This breaks it ({first.where}): {first.text!r}. {first.way_out}")
        self.findings = findings


class ConsentWithdrawn(Refused):
    """The consent of a real person ended while a film with their face or voice was made: it stops."""


class NeedsPerson(ToolError):
    """A film may be rendered once people have allowed `cases`; until then nobody is asked for anything else."""

    def __init__(self, cases: tuple[Case, ...]) -> None:
        first = cases[0].findings[0]
        super().__init__(
            f"A person has to look at this first ({first.where}): {first.text!r}. Rule {first.rule!r}: {first.reason}"
        )
        self.cases = cases


class Unspeakable(ToolError):
    """No voice here can say these words: another voice, language or spelling is needed."""


class CertificateUnfit(ToolError):
    """The certificate that films are signed with cannot be used; an operator has to mend the configuration."""


class SigningFailed(ToolError):
    """A finished film could not be given its manifest; an operator must look."""


class FilmUnreadable(ToolError):
    """A file that was handed in to be verified is not there, or no film: the user must name another."""


class UploadUnseen(ToolError):
    """An upload could not be looked at, so no film with it is made."""
