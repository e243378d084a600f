"""Keys of the API: shown once, kept as hashes, taken away at once."""

from __future__ import annotations

import builtins
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import LiteralString

from memory.audit import record
from memory.db import Database
from memory.domain.api_key import ApiKey, Scope
from memory.errors import NotFound

PREFIX = "pa"
_COLUMNS: LiteralString = "id, name, person, scopes, brands, created_at, used_at, revoked_at"


class ApiKeys:
    """The key store. A secret has 256 bits of chance, so one round of SHA-256 keeps it as well as a slow hash would."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, person: str, scopes: Sequence[Scope], brands: Sequence[str] = ()) -> tuple[ApiKey, str]:
        """A new key and the words that open it, 'pa_ID_SECRET', which nobody can be told again. Raises NotFound."""
        key_id, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
        with self._database.transaction() as connection:
            if not connection.execute("SELECT FROM users WHERE name = %s AND removed_at IS NULL", [person]).rowcount:
                raise NotFound("account", person, "see `agency users list`")
            row = connection.execute(
                f"INSERT INTO api_keys (id, name, person, hash, scopes, brands) VALUES (%s, %s, %s, %s, %s, %s)"
                f" RETURNING {_COLUMNS}",
                [key_id, name, person, _hash(secret), list(scopes), list(brands)],
            ).fetchone()
            told = {"name": name, "person": person, "scopes": list(scopes), "brands": list(brands)}
            record(connection, "key-created", key_id, told)
        return ApiKey.model_validate(row), f"{PREFIX}_{key_id}_{secret}"

    def of(self, words: str) -> ApiKey | None:
        """The key that these words open, None where they open none, it was revoked, or its person has no account any more."""
        prefix, _, rest = words.partition("_")
        key_id, _, secret = rest.partition("_")
        if prefix != PREFIX or not key_id.isalnum() or not secret:
            return None
        with self._database.transaction() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS}, hash FROM api_keys k WHERE id = %s AND revoked_at IS NULL"
                " AND EXISTS (SELECT FROM users u WHERE u.name = k.person AND u.removed_at IS NULL)",
                [key_id],
            ).fetchone()
            if row is None or not hmac.compare_digest(bytes(row.pop("hash")), _hash(secret)):
                return None
            # To the minute: a busy key writes no row with every request.
            connection.execute(
                "UPDATE api_keys SET used_at = now()"
                " WHERE id = %s AND (used_at IS NULL OR used_at < now() - interval '1 minute')",
                [key_id],
            )
        return ApiKey.model_validate(row)

    def get(self, key_id: str) -> ApiKey | None:
        """A key that still stands; for addresses that were signed for it."""
        return next((key for key in self.list() if key.id == key_id and key.revoked_at is None), None)

    def list(self) -> builtins.list[ApiKey]:
        """Every key that was ever made, oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM api_keys ORDER BY created_at, id").fetchall()
        return [ApiKey.model_validate(row) for row in rows]

    def revoke(self, key_id: str) -> None:
        """Closes it at once, for good. Raises NotFound."""
        with self._database.transaction() as connection:
            query = "UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = %s"
            if not connection.execute(query, [key_id]).rowcount:
                raise NotFound("key", key_id, "see `agency keys list`")
            record(connection, "key-revoked", key_id)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
