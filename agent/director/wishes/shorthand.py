"""What people abbreviate, written out: 'sc5', 'betw 5 & 6', 'cut 5+6', '+1s', 'FF6B00'; the words stay as they were said."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.clause import QUOTE

_TAGS = {"EN": "English", "DE": "German", "FR": "French", "ES": "Spanish", "IT": "Italian", "PT": "Portuguese", "NL": "Dutch", "PL": "Polish", "SV": "Swedish", "TR": "Turkish", "JA": "Japanese", "JP": "Japanese", "KO": "Korean", "ZH": "Chinese", "CN": "Chinese", "RU": "Russian", "AR": "Arabic", "HI": "Hindi", "DK": "Danish", "DA": "Danish", "CZ": "Czech"}  # fmt: skip
_LONG = (
    (re.compile(r"(?<!['’])\b(?:sc|scn|scne|s)\.? ?#?(\d)\b(?! ?(?:s|sec|min)\b)", re.I), r"scene \1"),
    (re.compile(r"\bscenes? (\d) ?[+&/] ?(\d)\b"), r"scenes \1 and \2"),
    (re.compile(r"\b(cut|remove|delete|drop|swap|lose|kill|switch|flip) (\d) ?[+&] ?(\d)\b", re.I), r"\1 scenes \2 and \3"),
    (re.compile(r"\b(?:betw|btwn|btw)\.? (?=(?:scenes? )?\d)", re.I), "between "),
    (re.compile(r"\bbetween (\d) ?& ?(\d)\b", re.I), r"between scene \1 and scene \2"),
    (re.compile(r"\bw/o\b ?", re.I), "without "),
    (re.compile(r"\bw/ ?|\bw (?=(?:a |the |an )?[a-z]{3,}\b)(?!\w*[^\W\da-zA-Z_])"), "with "),
    (re.compile(r"(?<=[a-z\d]) \+ ?(\d{1,2}) ?(?:s|sec|secs|seconds)\b", re.I), r" \1 seconds longer"),
    (re.compile(r"(?<=[a-z\d]) [-–−](\d{1,2}) ?(?:s|sec|secs|seconds)\b", re.I), r" \1 seconds shorter"),
    (re.compile(r"(?<![\d:.,$€£#])\b([1-9]) ?(?:>|→|->) ?([1-9])\b(?![\d:.,]|s\b)"), r"from scene \1 to scene \2"),
    (re.compile(r"(?<![#\w])(?=[0-9A-F]*[A-F])(?=[0-9A-F]*\d)([0-9A-F]{6})\b"), r"#\1"),
    (re.compile(r"\b(?:h1|hdl|hd|hl)\b(?= ?(?:(?:of|in|for) )?(?:scene|tip|slide|:|=))", re.I), "headline"),
    (re.compile(r"\b(\d{1,2}) wide(?: by| x|,)? (\d{1,2}) (?:high|tall)\b", re.I), r"\1:\2"),
    (re.compile(r"(?:^|(?<=[:;,.]) ?)\(?[a-e]\) (?=\S)", re.I), "\n"),
    (re.compile(r"\bcol(?=[:=\s.])", re.I), "colour"),
    (re.compile(r"\bvid\b", re.I), "video"),
    (re.compile(r"\bimg\b", re.I), "image"),
    (re.compile(r"\bpres(?=[:=.])", re.I), "presenter"),
    (re.compile(r"\b(tip|scene|slide)([1-9])\b", re.I), r"\1 \2"),
    # '30 seconds, not 45': what it is now is no wish.
    (re.compile(r"(?<=[\w!])(?<!\bbut)(?<!\bbut )(?: ?[,–-] ?| )(?:and )?not (?:scene |tip )?\d{1,3}(?: ?s(?:ec\w*)?\b)?(?=\s*(?:[.!?,;]|$))", re.I), ""),
)  # fmt: skip
_TAG = re.compile(rf"(?:\b(?:{'|'.join(_TAGS)}) ?)?(?:>|→|->|\b(?:to|into|in)) ?({'|'.join(_TAGS)})\b(?! ?[:=])")
# Pictures that stand for words; all others only say how somebody feels.
_SIGNS = {
    "⬇": "down", "⬆": "up", "🔽": "down", "🔼": "up", "👇": "down", "👆": "up", "🔉": "volume down", "🔈": "volume down", "🔇": "mute", "🔕": "mute", "❌": "off",
    "🚫": "no", "🗑": "delete", "➕": "add", "🐌": "slow", "📱": "vertical", "🎵": "music", "🎶": "music", "↩": "undo", "⏪": "undo", "➡": " ", "✂": " ",
}  # fmt: skip
_HUES = {"💙": "blue", "💚": "green", "💛": "yellow", "🧡": "orange", "💜": "purple", "🖤": "black", "🤍": "white", "🤎": "brown", "❤": "red", "🔵": "blue", "🟢": "green", "🟡": "yellow", "🟠": "orange", "🟣": "purple", "⚫": "black", "⚪": "white", "🔴": "red"}  # fmt: skip
_HUE = re.compile(rf"(?<=\b)((?:in|be|to|into|make it|go|more|use|colou?r:?|background:?|→|->) ?)({'|'.join(_HUES)})\ufe0f?")
_SIGN = re.compile(rf" ?({'|'.join(_SIGNS)})\ufe0f?")
_HAPPY = re.compile(r"[\s\ufe0f!.\U0001f3fb-\U0001f3ff👍👏🔥❤😍🥰🎉💯🙌👌😊😀😃😄😁🤩✨⭐🌟💪🙏💚💙🎊🥳]+")
_QUOTED = re.compile(rf"({QUOTE})")


def signs_written_out(text: str) -> str:
    """The message with pictures that stand for words as those words; nothing but glad ones is praise."""
    if _HAPPY.fullmatch(text) and not re.fullmatch(r"[\s!.]*", text):
        return "nice"
    text = _HUE.sub(lambda found: f"{found[1]}{_HUES[found[2]]}", text)
    return _SIGN.sub(lambda found: f" {_SIGNS[found[1]]}".rstrip(" "), text).strip() if _SIGN.search(text) else text


def written_out(text: str) -> str:
    """The message with its abbreviations written out; what stands in quotes stays."""
    parts = _QUOTED.split(text.replace("’", "'")) if re.search(r"[\"“„«]", text) else [text]
    return "".join(part if place % 2 else _plain(part) for place, part in enumerate(parts))


def _plain(text: str) -> str:
    text = _TAG.sub(lambda found: f"into {_TAGS[found[1]]}", text)
    for pattern, long in _LONG:
        text = pattern.sub(long, text)
    return text
