"""The studio's accounts: role, password as an Argon2id hash, sessions that can be ended, and a limit on guessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from psycopg.errors import UniqueViolation

from memory.db import Database
from memory.domain.roles import ROLES, Role
from memory.errors import NameReserved, NotFound, TooManyAttempts, UserExists

OPERATOR = "local"
"""How films and brands name whoever works at the terminal; no account may be called so."""
WINDOW = timedelta(minutes=15)
MOST_TRIES = {"name and address": 5, "address": 20, "name": 60}
NAME_CHARS = 120


@dataclass(frozen=True)
class User:
    """Somebody with an account. `role` holds for the whole studio, `sign_in` is 'password', 'here' (whoever sits at this
    machine) or an OAuth provider's id; `session` counts how often all of their sessions were ended.
    """

    name: str
    role: Role
    sign_in: str = "password"
    session: int = 1


class Users:
    """The account store. Passwords are kept as hashes only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hasher = PasswordHasher()
        # Verified against when the name is unknown, so that both answers take the same time.
        self._nobody = self._hasher.hash("no such user")

    def create(self, name: str, password: str | None, role: Role = "viewer", sign_in: str = "password") -> User:
        """Add an account; without a password it signs in `here` or at an OAuth provider. Raises UserExists, NameReserved."""
        if not name.strip() or len(name) > NAME_CHARS or name.strip().casefold() == OPERATOR:
            raise NameReserved(f"{name!r} cannot be the name of an account; choose another, at most {NAME_CHARS} letters")
        query = "INSERT INTO users (name, password_hash, role, sign_in) VALUES (%s, %s, %s, %s)"
        hashed = self._hasher.hash(password) if password is not None else None
        try:
            with self._database.transaction() as connection:
                connection.execute(query, [name, hashed, role, sign_in])
        except UniqueViolation as error:
            raise UserExists(f"there is or was an account {name!r}; choose another name or set a new password") from error
        return User(name, role, sign_in)

    def verify(self, name: str, password: str, address: str = "") -> User | None:
        """The user, if the password is theirs. Raises TooManyAttempts, and then the password was not looked at."""
        self._hold_back(name, address)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT name, password_hash, role, sign_in, session FROM users"
                " WHERE name = %s AND sign_in = 'password' AND removed_at IS NULL",
                [name],
            ).fetchone()
        hashed = row["password_hash"] if row else self._nobody
        try:
            self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            self._note_failure(name, address)
            return None
        if row is None:
            return None
        if self._hasher.check_needs_rehash(hashed):
            with self._database.transaction() as connection:
                connection.execute("UPDATE users SET password_hash = %s WHERE name = %s", [self._hasher.hash(password), name])
        return User(row["name"], row["role"], row["sign_in"], row["session"])

    def get(self, name: str) -> User | None:
        """The account of this name, None where there is none or it was removed."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT name, role, sign_in, session FROM users WHERE name = %s AND removed_at IS NULL", [name]
            ).fetchone()
        return User(**row) if row else None

    def is_current(self, name: str, session: int) -> bool:
        """Whether a session that was begun as number `session` still stands."""
        found = self.get(name)
        return found is not None and found.session == session

    def list(self) -> list[User]:
        """Every account, by name."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT name, role, sign_in, session FROM users WHERE removed_at IS NULL ORDER BY name"
            ).fetchall()
        return [User(**row) for row in rows]

    def set_password(self, name: str, password: str) -> bool:
        """Give a password, which ends every session of this person; False where there is no such account."""
        return self._change(name, "password_hash = %s, sign_in = 'password'", [self._hasher.hash(password)])

    def set_role(self, name: str, role: Role) -> bool:
        """Give another role in the whole studio; False where there is no such account."""
        if role not in ROLES:
            raise ValueError(f"{role!r} is no role; there are {', '.join(ROLES)}")
        return self._change(name, "role = %s", [role])

    def remove(self, name: str) -> bool:
        """Close an account and end its sessions; its films stay, its name is never given again. False where there is none."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM brand_people WHERE person = %s", [name])
        return self._change(name, "removed_at = now(), password_hash = NULL", [])

    def count(self) -> int:
        """How many accounts there are; 0 means that the first one has to be made."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT count(*) AS count FROM users WHERE removed_at IS NULL").fetchone()
        assert row is not None
        return int(row["count"])

    def _change(self, name: str, what: str, values: Sequence[str]) -> bool:
        query = f"UPDATE users SET {what}, session = session + 1 WHERE name = %s AND removed_at IS NULL"
        with self._database.transaction() as connection:
            return connection.execute(query.encode(), [*values, name]).rowcount == 1

    def _hold_back(self, name: str, address: str) -> None:
        """A stranger who guesses waits; somebody else's guesses from elsewhere lock nobody out at once."""
        with self._database.transaction() as connection:
            row = connection.execute(
                """
                SELECT count(*) FILTER (WHERE name = %(name)s AND address = %(address)s) AS both,
                    count(*) FILTER (WHERE address = %(address)s) AS there, count(*) FILTER (WHERE name = %(name)s) AS named
                FROM login_failures WHERE at > now() - %(window)s
                """,
                {"name": name[:NAME_CHARS], "address": address, "window": WINDOW},
            ).fetchone()
        assert row is not None
        tries = zip((row["both"], row["there"], row["named"]), MOST_TRIES.values(), strict=True)
        if any(done >= most for done, most in tries):
            minutes = int(WINDOW.total_seconds() // 60)
            raise TooManyAttempts(f"too many wrong passwords; wait {minutes} minutes, then try again")

    def _note_failure(self, name: str, address: str) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM login_failures WHERE at < now() - interval '1 day'")
            connection.execute("INSERT INTO login_failures (name, address) VALUES (%s, %s)", [name[:NAME_CHARS], address])


class Access:
    """Which role somebody has, in the studio or for one brand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def role(self, person: str, brand_key: str = "") -> Role | None:
        """The role, None for nobody. The operator at the terminal owns everything; a brand that nobody knows yet is the
        studio's; a brand of certain people gives no role to anybody else.
        """
        if person == OPERATOR:
            return "owner"
        with self._database.transaction() as connection:
            row = connection.execute(
                """
                SELECT CASE WHEN b.key IS NULL THEN u.role WHEN p.role IS NOT NULL THEN p.role WHEN b.shared THEN u.role END
                AS role FROM users u LEFT JOIN brands b ON b.key = %(brand)s
                LEFT JOIN brand_people p ON p.brand = b.key AND p.person = u.name
                WHERE u.name = %(person)s AND u.removed_at IS NULL
                """,
                {"person": person, "brand": brand_key},
            ).fetchone()
        return row["role"] if row else None

    def roles(self, person: str) -> frozenset[Role]:
        """Every role that somebody has anywhere: what they may do in none of them, they may not do at all."""
        if person == OPERATOR:
            return frozenset(("owner",))
        query = """
            SELECT role FROM users WHERE name = %(person)s AND removed_at IS NULL
            UNION SELECT role FROM brand_people WHERE person = %(person)s
        """
        with self._database.transaction() as connection:
            return frozenset(row["role"] for row in connection.execute(query, {"person": person}))

    def set_role(self, person: str, brand_key: str, role: Role | None) -> None:
        """Give somebody a role for one brand, or take it with None. Raises NotFound."""
        with self._database.transaction() as connection:
            if not connection.execute("SELECT FROM brands WHERE key = %s", [brand_key]).rowcount:
                raise NotFound("brand", brand_key, "teach it with `agency brand learn NAME FILE...`")
            if not connection.execute("SELECT FROM users WHERE name = %s AND removed_at IS NULL", [person]).rowcount:
                raise NotFound("account", person, "see `agency users list`")
            connection.execute("DELETE FROM brand_people WHERE brand = %s AND person = %s", [brand_key, person])
            if role is not None:
                connection.execute(
                    "INSERT INTO brand_people (brand, person, role) VALUES (%s, %s, %s)", [brand_key, person, role]
                )

    def share(self, brand_key: str, *, is_open: bool) -> None:
        """Whether a brand is the whole studio's or only its own people's. Raises NotFound."""
        with self._database.transaction() as connection:
            if not connection.execute("UPDATE brands SET shared = %s WHERE key = %s", [is_open, brand_key]).rowcount:
                raise NotFound("brand", brand_key, "teach it with `agency brand learn NAME FILE...`")

    def brands(self) -> list[tuple[str, str, Role]]:
        """(person, brand, role) of every role that is for one brand."""
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT person, brand, role FROM brand_people ORDER BY person, brand").fetchall()
        return [(row["person"], row["brand"], row["role"]) for row in rows]
