"""Identity providers open the accounts that were made for them, and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from ui.studio import site
site.prepare(Path(sys.argv[1]), origins=[], upload_mb=5)
import chainlit as cl
from chainlit.auth import get_configuration
from memory.users import User
from ui.studio.desk import Entry, open_entry
from ui.studio.gate import Entrance

class Accounts:
    known = {
        "ana": User("ana", "editor", "github", 3),
        "ben": User("ben", "owner", "password"),
        "cy": User("cy", "viewer", "google"),
    }

    def get(self, name):
        return self.known.get(name)

open_entry(Entry(Accounts(), Entrance()))
import ui.studio.chat as chat

def comes(name, provider="github", **raw):
    user = asyncio.run(chat.come_from(provider, "token", raw, cl.User(identifier=name)))
    return user and [user.identifier, user.metadata]

print(json.dumps({
    "offered": get_configuration()["oauthProviders"],
    "ana": comes("ana"),
    "ana unverified": comes("ana", email_verified=False),
    "ben": comes("ben"),
    "cy at the wrong one": comes("cy"),
    "nobody": comes("zoe"),
}))
"""


def test_a_provider_opens_its_own_accounts_only(tmp_path: Path) -> None:
    environment = {"OAUTH_GITHUB_CLIENT_ID": "id", "OAUTH_GITHUB_CLIENT_SECRET": "secret", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, str(tmp_path / "studio")],
        env={**environment, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "offered": ["github"],
        "ana": ["ana", {"role": "editor", "session": 3}],
        "ana unverified": None,
        "ben": None,
        "cy at the wrong one": None,
        "nobody": None,
    }
