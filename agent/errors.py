"""What can go wrong in the agent, sorted by who must act."""


class AgentError(Exception):
    """Base of every error the agent raises on purpose; its text is one sentence: what, which, what next."""


# The person decides.


class TurnCancelled(AgentError):
    """The person stopped the turn; the version before still stands."""


class BudgetSpent(AgentError):
    """The turn has used the tokens or seconds that one turn may use; the text says which and what next."""


# The model can mend these: they go back to it once.


class DraftUnusable(AgentError):
    """The director's answer was cut off, declined or did not fit; the text says which and what next."""


class SlotRefused(AgentError):
    """The embedded model's server did not save or restore a read prompt; the prompt is read again."""


# An operator has to look, or the person tries again; the turn is kept.


class DirectorUnreachable(AgentError):
    """The language model did not answer. The message is kept, so that the turn can go on later."""
