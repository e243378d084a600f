"""The studio's users and their passwords, hashed with Argon2id."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from psycopg.errors import UniqueViolation

from memory.db import Database
from memory.errors import UserExists


@dataclass(frozen=True)
class User:
    """Somebody who may log in; `role` is 'admin' or 'member'."""

    name: str
    role: str


class Users:
    """The user store. Passwords are kept as hashes only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hasher = PasswordHasher()
        # Verified against when the name is unknown, so that both answers take the same time.
        self._nobody = self._hasher.hash("no such user")

    def create(self, name: str, password: str, role: str = "member") -> User:
        """Add a user; raises UserExists."""
        query = "INSERT INTO users (name, password_hash, role) VALUES (%s, %s, %s)"
        try:
            with self._database.transaction() as connection:
                connection.execute(query, [name, self._hasher.hash(password), role])
        except UniqueViolation as error:
            raise UserExists(f"user {name!r} exists; choose another name or set a new password") from error
        return User(name, role)

    def verify(self, name: str, password: str) -> User | None:
        """The user, if the password is theirs."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT name, password_hash, role FROM users WHERE name = %s", [name]).fetchone()
        try:
            self._hasher.verify(row["password_hash"] if row else self._nobody, password)
        except VerifyMismatchError:
            return None
        return User(row["name"], row["role"]) if row else None

    def set_password(self, name: str, password: str) -> bool:
        """Replace a password; False where there is no such user."""
        query = "UPDATE users SET password_hash = %s WHERE name = %s"
        with self._database.transaction() as connection:
            return connection.execute(query, [self._hasher.hash(password), name]).rowcount == 1

    def count(self) -> int:
        """How many users there are; 0 means that the first one has to be made."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT count(*) AS count FROM users").fetchone()
        assert row is not None
        return int(row["count"])
