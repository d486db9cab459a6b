"""The triggers that refuse to change or delete entries of the log, on both databases."""

from contextlib import contextmanager

TABLE = "audit_entry"
NAMES = {
    "sqlite": ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_no_replace"),
    "postgresql": ("audit_entry_guard", "audit_entry_truncate"),
}
INSTALL = {
    "sqlite": [
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        # INSERT OR REPLACE takes the old row away without firing the trigger above.
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry"
        " WHEN EXISTS (SELECT 1 FROM audit_entry"
        " WHERE id = NEW.id OR hash = NEW.hash OR prev_hash = NEW.prev_hash)"
        " BEGIN SELECT CASE"
        " WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)"
        " THEN RAISE(ABORT, 'the audit log is append-only: UNIQUE constraint failed: audit_entry.id')"
        " WHEN EXISTS (SELECT 1 FROM audit_entry WHERE hash = NEW.hash)"
        " THEN RAISE(ABORT, 'the audit log is append-only: UNIQUE constraint failed: audit_entry.hash')"
        " ELSE RAISE(ABORT, 'the audit log is append-only: UNIQUE constraint failed: audit_entry.prev_hash')"
        " END; END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
        "CREATE TRIGGER audit_entry_guard BEFORE UPDATE OR DELETE ON audit_entry"
        " FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
        "CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    ],
}
REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES["sqlite"]],
    "postgresql": [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in NAMES["postgresql"]],
}


def install(connection) -> None:
    """Create the triggers; whatever stood there before is replaced."""
    _run(connection, REMOVE[connection.vendor] + INSTALL[connection.vendor])


def remove(connection) -> None:
    """Drop the triggers: for a migration that alters the table, and for emptying a test database."""
    _run(connection, REMOVE[connection.vendor])


def present(connection) -> set[str]:
    """Return the names of our triggers that the database has."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()} & set(NAMES[connection.vendor])


@contextmanager
def suspended(connection):
    """Drop the triggers, and put them back at the end."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
