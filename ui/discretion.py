"""Secrets do not reach the log: what looks like one is struck out of every line, whoever writes it."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from memory.happenings import work_now

STRUCK = "[struck out]"
PLAIN = "%(levelname)s %(name)s: %(message)s"
IDS = ("conversation", "project", "job")
_SECRETS = (
    (re.compile(r"\b(sk|pk|rk|pa|whsec|ghp|gho|xox[abpr]|xapp|hf)[-_][\w-]{8,}"), STRUCK),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*"), STRUCK),  # a log-in of the studio
    (re.compile(r"(\bBearer\s+)[\w.~+/=-]{6,}", re.I), rf"\1{STRUCK}"),
    (re.compile(r"(://[^\s:/@]+:)[^\s@]+(@)"), rf"\1{STRUCK}\2"),  # a password in an address
    (re.compile(r"([?&](?:seal|token|key|signature|sig|code|state|ticket)=)[^&\s\"']+", re.I), rf"\1{STRUCK}"),
    (
        re.compile(
            r"((?:pass(?:word|wd|code|phrase)?|secret|api[-_]?key|access_token(?:_\d)?|authorization|cookie)[\"']?\s*[:=]\s*[\"']?)"
            r"[^\s\"',;}&]+",
            re.I,
        ),
        rf"\1{STRUCK}",
    ),
    (re.compile(r"\$argon2\w+\$[^\s\"']+"), STRUCK),
)


def discreet(text: str) -> str:
    """The text with everything that looks like a key, a password, a log-in or a signed address struck out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class Discreet(logging.Formatter):
    """Strikes secrets out of the finished line, so that arguments and traces are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        """As logging.Formatter."""
        return discreet(super().format(record))


class DiscreetJson(Discreet):
    """One JSON object a line: time, level, logger, message, trace where there is one, and the ids of the work it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Each text is struck by itself, so that what is struck out never breaks the JSON."""
        named = {key: str(record.__dict__[key]) for key in IDS if key in record.__dict__}
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            **work_now(),
            **named,
        }
        if record.exc_info:
            line["trace"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def log_discreetly(level: str, as_json: bool = False) -> None:
    """Sends the log of everything to standard error, without secrets; libraries that bring their own way out lose it."""
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetJson() if as_json else Discreet(PLAIN))
    logging.basicConfig(level=level, handlers=[handler], force=True)


def hush_others() -> None:
    """The same for handlers that libraries have put up meanwhile."""
    as_json = any(isinstance(handler.formatter, DiscreetJson) for handler in logging.root.handlers)
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for handler in {handler for logger in (logging.root, *loggers) for handler in logger.handlers}:
        if not isinstance(handler.formatter, Discreet):
            shape = handler.formatter._fmt if handler.formatter else None
            handler.setFormatter(DiscreetJson() if as_json else Discreet(shape or PLAIN))
