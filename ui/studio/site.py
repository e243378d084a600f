"""The studio's folder of page files: made from what is shipped, at every start, before Chainlit is imported."""

from __future__ import annotations

import json
import os
import shutil
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

from ui.keys import kept_key

ACCEPTED = {
    "image/png": [".png"],
    "image/jpeg": [".jpg", ".jpeg"],
    "image/webp": [".webp"],
    "image/svg+xml": [".svg"],
    "video/mp4": [".mp4", ".m4v"],
    "video/quicktime": [".mov"],
    "video/webm": [".webm"],
    "text/markdown": [".md"],
    "text/plain": [".md", ".txt"],
    "text/html": [".html"],
    "application/pdf": [".pdf"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
}
FONTS = ("HankenGrotesk_500Medium.ttf", "HankenGrotesk_700Bold.ttf", "BricolageGrotesque_700Bold.ttf")
CONFIG = """[project]
session_timeout = 3600
user_session_timeout = {session_s}
allow_origins = {origins}

[features]
unsafe_allow_html = false
latex = false
edit_message = false
user_message_autoscroll = true
assistant_message_autoscroll = true

[features.spontaneous_file_upload]
enabled = true
accept = {accept}
max_files = {upload_files}
max_size_mb = {upload_mb}

[features.audio]
enabled = false

[features.mcp]
enabled = false

[UI]
name = "Pocket Agency"
description = "A video agency in your pocket"
default_theme = "light"
cot = "hidden"
confirm_new_chat = false
custom_css = "/public/studio.css"
custom_js = "/public/studio.js"
login_page_image = "/public/login.jpg"
alert_style = "modern"
custom_meta_url = "/"
custom_meta_image_url = "/public/logo_light.svg"

[meta]
generated_by = "2.12.0"
"""
WORDS = {
    "auth.login.title": "Your video agency, in your pocket",
    "auth.login.form.email.label": "Name",
    "auth.login.form.email.placeholder": "your name",
    "auth.login.form.email.required": "Give your name",
    "auth.login.form.password.required": "Give your password",
    "auth.login.errors.credentialsSignin": "That name and password do not go together; an owner can give you a new one.",
    "auth.login.errors.default": "That did not work: a wrong name or password, or too many tries.",
    "chat.input.placeholder": "What film do you need? Or what shall I change?",
    "chat.input.actions.attachFiles": "Attach a logo, pictures, clips or a script",
    "chat.input.actions.stop": "Stop",
    "chat.watermark": "Check names, prices and dates before you post.",
    "threadHistory.sidebar.title": "Your films",
    "threadHistory.sidebar.filters.placeholder": "Search your films",
    "threadHistory.sidebar.empty": "No films yet",
    "threadHistory.thread.untitled": "Untitled film",
    "threadHistory.thread.actions.delete.description": "The conversation goes away for good. Films you downloaded stay yours.",
    "navigation.newChat.button": "New film",
    "navigation.newChat.dialog.title": "New film",
    "navigation.newChat.dialog.tooltip": "New film",
}


def prepare(
    root: Path, *, origins: list[str], upload_mb: int, upload_files: int = 20, session_hours: float = 12.0, public_url: str = ""
) -> None:
    """Fills `root` and points Chainlit at it. Must run before `import chainlit`."""
    root.mkdir(parents=True, exist_ok=True)
    with as_file(files("ui") / "studio" / "public") as shipped:
        shutil.copytree(shipped, root / "public", dirs_exist_ok=True)
    for font in FONTS:
        with as_file(files("renderer") / "look" / "fonts" / font) as shipped:
            (root / "public" / "fonts").mkdir(exist_ok=True)
            shutil.copyfile(shipped, root / "public" / "fonts" / font)
    config = root / ".chainlit"
    config.mkdir(exist_ok=True)
    accept = "{" + ", ".join(f"{json.dumps(mime)} = {json.dumps(names)}" for mime, names in ACCEPTED.items()) + "}"
    text = CONFIG.format(
        origins=json.dumps(origins),
        accept=accept,
        upload_mb=upload_mb,
        upload_files=upload_files,
        session_s=round(session_hours * 3600),
    )
    (config / "config.toml").write_text(text, encoding="utf-8")
    (root / "chainlit.md").write_text("", encoding="utf-8")  # else Chainlit writes a page about itself
    _write_words(config / "translations")
    os.environ["CHAINLIT_APP_ROOT"] = str(root)
    os.environ["CHAINLIT_AUTH_SECRET"] = kept_key(root / "secret")
    if public_url:
        os.environ["CHAINLIT_URL"] = public_url  # where identity providers send people back to
    # Chainlit would take a stranger's database for its own where this is set.
    os.environ.pop("DATABASE_URL", None)


def _write_words(folder: Path) -> None:
    """English with our own words in it; other languages are added by Chainlit as they are."""
    folder.mkdir(exist_ok=True)
    # find_spec, because asking for the package's resources would import it, and that has to come after `prepare`.
    spec = find_spec("chainlit")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("chainlit is not installed; run `./run` to set everything up")
    words = json.loads((Path(spec.origin).parent / "translations" / "en-US.json").read_text(encoding="utf-8"))
    for name, text in WORDS.items():
        *path, last = name.split(".")
        place = words
        for key in path:
            place = place[key]
        if last not in place:
            raise KeyError(f"the page toolkit has no text {name!r} any more; drop it from WORDS")
        place[last] = text
    (folder / "en-US.json").write_text(json.dumps(words, ensure_ascii=False, indent=1), encoding="utf-8")
