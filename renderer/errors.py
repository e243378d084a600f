"""What can go wrong in the renderer, sorted by who must act."""


class RendererError(Exception):
    """Base of every error the renderer raises on purpose; its text is one sentence: what, which, what next."""


class Unreadable(RendererError):
    """A picture or clip that cannot be decoded."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path!r} cannot be read as {what}; upload it again in another format")
        self.path = path


class SpecInvalid(RendererError):
    """A spec that no film can be made of: our own mistake or a hand-written file's."""


class RenderFailed(RendererError):
    """Work on a film stopped. `stage` is speak, paint, mix or join; `scene` is a scene id or empty."""

    def __init__(self, stage: str, scene: str, reason: str) -> None:
        where = f" in scene {scene!r}" if scene else ""
        super().__init__(f"rendering stopped at {stage!r}{where}: {reason}; see the log and render again")
        self.stage, self.scene = stage, scene


class RenderCancelled(RendererError):
    """The user called a render off; finished segments stay cached."""


class WorkerLost(RendererError):
    """A worker process ended twice in the middle of the same task."""


class UnknownLook(RendererError):
    """The spec names a look, layout, background or transition that the renderer does not have."""


class DoesNotFit(RendererError):
    """On-screen text that a layout cannot read its data from; another layout shows it."""


class FontMissing(RendererError):
    """A font file that ships with the renderer cannot be read; the installation is broken."""


class SpeechError(RendererError):
    """A line cannot be spoken as it is."""


class UnsupportedLanguage(SpeechError):
    """No voice can read this language: the user must choose another one."""


class UnspeakableText(SpeechError):
    """The text or a pronunciation holds what no voice can read: the user must change it."""


class UnknownVoice(SpeechError):
    """No engine has a voice of this name."""


class UnknownPresenter(RendererError):
    """A spec names a presenter outside the stock cast."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"presenter {name!r} is not in the cast; choose one of {', '.join(known)}")
        self.name, self.known = name, known


class TaskFailed(RendererError):
    """What a task raised in a worker process, as text; its traceback is a note."""


class UnknownMood(RendererError):
    """No music of this mood can be composed."""


class ClusterUnreachable(RendererError):
    """The Ray cluster that was named cannot be joined."""
