"""All of our tables in one file, as they stood at one moment, and back again: by PostgreSQL's own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE

from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from memory.db import Database
from memory.errors import DumpFailed
from memory.server import ENVIRONMENT, READABLE
from memory.server_account import Account, binaries

# Everything of ours: projects and brands, the checkpoints of conversations, what the studio's page shows.
SCHEMAS = ("agency", "talk", "chat")
# Rows that a fresh database has too: they tell what was set up, not what anybody did.
BOOKKEEPING = {"migrations", "checkpoint_migrations", "audit_head", "audit_retention"}
LOCK_S = 10
CHUNK = 1 << 20
COMPLAINT = re.compile(r"(?:error|ERROR|FATAL): +(.+)")
ROLE = """
DO $$ BEGIN
    CREATE ROLE agency_brand NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role(current_user, 'agency_brand', 'SET') THEN GRANT agency_brand TO CURRENT_USER; END IF;
END $$;
"""


def save(url: str, target: Path) -> None:
    """Writes our schemas to `target`, all of one moment, while others go on working. Raises DumpFailed, StorageFull."""
    schemas = [f"--schema={name}" for name in SCHEMAS]
    # A dump of schemas leaves extensions out unless they are named.
    chosen = ["--format=custom", "--no-owner", "--extension=vector", *schemas, f"--lock-wait-timeout={LOCK_S}s"]
    done = _run("pg_dump", url, *chosen, f"--file={target}")
    if done.returncode:
        raise DumpFailed(
            f"the database could not be written down: {_reason(done.stderr)}; mend that, then try again", done.stderr
        )


def load(url: str, source: Path, vector_schema: str) -> None:
    """Puts a dump in the place of our schemas, all or nothing: killed at any moment, what was there before still stands.

    `vector_schema` is where pgvector lay when the dump was made. Raises DumpFailed.
    """
    place, environment = _place(url)
    read = [_program("pg_restore"), "--no-owner", "--file=-", str(source)]
    play = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={place}"]
    with (
        subprocess.Popen(read, stdout=PIPE, stderr=PIPE, env=ENVIRONMENT) as reading,
        subprocess.Popen(play, stdin=PIPE, stdout=DEVNULL, stderr=PIPE, env=environment) as playing,
    ):
        assert reading.stdout and reading.stderr and playing.stdin and playing.stderr
        # psql stops at the first error, and its pipe breaks: its own words say why.
        with suppress(BrokenPipeError), playing.stdin as statements:
            statements.write(_before(vector_schema))
            shutil.copyfileobj(reading.stdout, statements, CHUNK)
            # Committed here and not by psql, which takes a reader that failed half-way for one that is done.
            statements.write(b"COMMIT;\nANALYZE;\n" if reading.wait() == 0 else b"ROLLBACK;\n")
        reading.stdout.close()
        said = (playing.stderr.read() + reading.stderr.read()).decode(errors="replace")
    if playing.returncode or reading.returncode:
        raise DumpFailed(f"nothing was restored: {_reason(said)}", said)


def vector_schema(database: Database) -> str:
    """The schema that pgvector's types lie in."""
    query = "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector'"
    with database.transaction() as connection:
        row = connection.execute(query).fetchone()
    assert row is not None, "our migrations make the extension"
    return str(row["nspname"])


def is_empty(database: Database) -> bool:
    """Whether nobody has done anything in this database yet: no row but those that setting it up leaves."""
    query = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s)"
    with database.transaction() as connection:
        for row in connection.execute(query, [list(SCHEMAS)]).fetchall():
            if row["tablename"] in BOOKKEEPING:
                continue
            table = sql.Identifier(row["schemaname"], row["tablename"])
            # Opening the studio notes which rules are in force.
            noted = sql.SQL(" WHERE kind <> 'policy'") if row["tablename"] == "audit" else sql.SQL("")
            if connection.execute(sql.SQL("SELECT 1 FROM {}{} LIMIT 1").format(table, noted)).fetchone():
                return False
    return True


def _before(vector_schema: str) -> bytes:
    """What makes room. pgvector has to lie where the dump expects it; it is dropped only where nothing else uses it."""
    drop = sql.SQL(
        """
        DO $$ BEGIN
            IF EXISTS (SELECT FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
                       WHERE extname = 'vector' AND nspname <> {}) THEN DROP EXTENSION vector; END IF;
        END $$;
        """
    ).format(sql.Literal(vector_schema))
    ours = ", ".join(SCHEMAS)
    start = f"BEGIN;\nSET LOCAL lock_timeout = '{LOCK_S}s';\nSET client_min_messages = warning;\n"
    start += f"DROP SCHEMA IF EXISTS {ours} CASCADE;\n"
    return (start + drop.as_string() + ROLE).encode()


def _run(program: str, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    place, environment = _place(url)
    command = [_program(program), *arguments, f"--dbname={place}"]
    return subprocess.run(command, stdin=DEVNULL, capture_output=True, text=True, env=environment, check=False)


def _program(name: str) -> str:
    return str(binaries(Account(os.geteuid(), os.getegid(), dropped=False), READABLE) / name)


def _place(url: str) -> tuple[str, dict[str, str]]:
    """The database without its password, and an environment that has it: others may read what a process was started with."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    password = parts.pop("password", None)
    return make_conninfo("", **parts), ENVIRONMENT | ({"PGPASSWORD": password} if password else {})


def _reason(said: str) -> str:
    """The first complaint; what follows only says that it went no further."""
    if "lock timeout" in said:
        return "others work with this database; stop the studio and every other door, then try again"
    found = COMPLAINT.search(said)
    return found[1].strip() if found else "the database's tools did not say why"
