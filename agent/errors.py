"""What can go wrong in the agent, sorted by who must act."""


class AgentError(Exception):
    """Base of every error the agent raises on purpose; its text is one sentence: what, which, what next."""
