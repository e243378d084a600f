"""Consents on record: given once, verified, revoked for good; each step in the audit log."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from memory.audit import record
from memory.db import Connection, Database
from memory.domain.brand import brand_key
from memory.domain.consent import Consent, Likeness, Purpose
from memory.errors import NotFound, ReasonMissing

_COLUMNS: LiteralString = (
    "id, person, likeness, kind, brand, purposes, evidence, granted_at, expires_at, verified_at, verified_by, revoked_at,"
    " revoked_why"
)


class Consents:
    """The consent store. There is no way to change what was consented to: another use takes another consent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(
        self,
        person: str,
        likeness: str,
        kind: Likeness,
        *,
        brand: str,
        purposes: Sequence[Purpose],
        evidence: str,
        expires_at: datetime,
    ) -> Consent:
        """Record what a person consented to; it counts once it is verified. `brand` is the brand's name."""
        consent_id = secrets.token_hex(6)
        values = [consent_id, person, likeness.lower(), kind, brand_key(brand), list(purposes), evidence, expires_at]
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO consents (id, person, likeness, kind, brand, purposes, evidence, expires_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                values,
            )
            told = {"person": person, "likeness": likeness.lower(), "kind": kind, "brand": brand_key(brand)}
            record(connection, "consent-given", consent_id, {**told, "purposes": list(purposes), "evidence": evidence})
            return _get(connection, consent_id)

    def verify(self, consent_id: str, *, by: str) -> Consent:
        """Somebody, or the check of a recording, has found that the person is who they say. Raises NotFound."""
        with self._database.transaction() as connection:
            if _get(connection, consent_id).verified_at is None:
                query = "UPDATE consents SET verified_at = now(), verified_by = %s WHERE id = %s"
                connection.execute(query, [by, consent_id])
                record(connection, "consent-verified", consent_id, {"by": by})
            return _get(connection, consent_id)

    def revoke(self, consent_id: str, *, by: str, reason: str) -> Consent:
        """Withdraw it for good: what is rendered with it stops. Raises NotFound, ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing("a consent is revoked on record; say why with a reason")
        with self._database.transaction() as connection:
            if _get(connection, consent_id).revoked_at is None:
                query = "UPDATE consents SET revoked_at = now(), revoked_why = %s WHERE id = %s"
                connection.execute(query, [reason.strip(), consent_id])
                record(connection, "consent-revoked", consent_id, {"by": by, "reason": reason.strip()})
            return _get(connection, consent_id)

    def of(self, likeness: str, kind: Likeness) -> list[Consent]:
        """Every consent for this presenter or voice, whatever it is worth, the newest first."""
        query = f"SELECT {_COLUMNS} FROM consents WHERE likeness = %s AND kind = %s ORDER BY granted_at DESC, id"
        with self._database.transaction() as connection:
            return [Consent.model_validate(row) for row in connection.execute(query, [likeness.lower(), kind])]

    def get(self, consent_id: str) -> Consent:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            return _get(connection, consent_id)

    def list(self) -> list[Consent]:
        """Every consent, the newest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM consents ORDER BY granted_at DESC, id")
            return [Consent.model_validate(row) for row in rows]


def _get(connection: Connection, consent_id: str) -> Consent:
    row = connection.execute(f"SELECT {_COLUMNS} FROM consents WHERE id = %s", [consent_id]).fetchone()
    if row is None:
        raise NotFound("consent", consent_id, "see `agency avatar list`")
    return Consent.model_validate(row)
