"""Guards that live in the database itself, as migration operations for both databases.

Beware on SQLite: a later migration that alters a guarded table rebuilds it, and the rebuilt
table has no triggers. Such a migration must end with the guard again;
``checks.missing_guards`` (run by the tests over the newest schema) finds the omission.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_PG_REFUSE = """
CREATE OR REPLACE FUNCTION vinhdanh_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Guard(Operation):
    """Triggers or constraints that Django's models can't express, by database.

    Args:
        table: the guarded table.
        sqlite: name → ``CREATE TRIGGER`` statement.
        postgresql: name → statement that creates that trigger or constraint.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, *, sqlite: Mapping[str, str], postgresql: Mapping[str, str]) -> None:
        self.table = table
        self.sqlite = dict(sqlite)
        self.postgresql = dict(postgresql)

    def statements(self, vendor: str) -> dict[str, str]:
        """Name → SQL of the guards on one database."""
        return self.sqlite if vendor == "sqlite" else self.postgresql

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for sql in self.statements(schema_editor.connection.vendor).values():
            schema_editor.execute(sql, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        vendor = schema_editor.connection.vendor
        for name, sql in self.statements(vendor).items():
            if vendor == "sqlite":
                schema_editor.execute(f"DROP TRIGGER {name}", params=None)
            elif "ADD CONSTRAINT" in sql:
                schema_editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {name}", params=None)
            else:
                schema_editor.execute(f"DROP TRIGGER {name} ON {self.table}", params=None)

    def describe(self) -> str:
        return f"Guard table {self.table}"


class AppendOnly(Guard):
    """Rows of the table are added and never changed or removed.

    Args:
        table: the table's name.
        message: what the database answers to an attempt, one Vietnamese sentence.
    """

    def __init__(self, table: str, message: str) -> None:
        said = message.replace("'", "''")
        name = f"{table}_no"
        super().__init__(
            table,
            sqlite={
                f"{name}_{verb.lower()}": f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
                for verb in ("UPDATE", "DELETE")
            },
            postgresql={
                f"{name}_change": f"{_PG_REFUSE} CREATE TRIGGER {name}_change "
                f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION vinhdanh_refuse('{said}')"
            },
        )


class Reguard(Guard):
    """A guard takes the place of an earlier one on the same table.

    Args:
        instead_of: the earlier guard; its names that are still wanted are among the new ones.
    """

    def __init__(
        self, instead_of: Guard, *, sqlite: Mapping[str, str], postgresql: Mapping[str, str]
    ) -> None:
        super().__init__(instead_of.table, sqlite=sqlite, postgresql=postgresql)
        self.instead_of = instead_of

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.instead_of.database_backwards(app_label, schema_editor, from_state, to_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        self.instead_of.database_forwards(app_label, schema_editor, from_state, to_state)


class NoReplace(Guard):
    """No row takes the place of another one, on SQLite also for programs that leave triggers non-recursive.

    ``AppendOnly`` stops ``INSERT OR REPLACE`` through its trigger on DELETE, which only fires with
    ``recursive_triggers`` on; the ``sqlite3`` shell has it off. PostgreSQL has no such statement.

    Args:
        table: the table's name; its key is ``id``.
        message: what the database answers to an attempt, one Vietnamese sentence.
    """

    def __init__(self, table: str, message: str) -> None:
        said = message.replace("'", "''")
        super().__init__(
            table,
            sqlite={
                f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            },
            postgresql={},
        )


def expected_guards(vendor: str) -> set[str]:
    """Names of all guards that the migrations on disk set on one database."""
    return {
        name
        for migration in MigrationLoader(None).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, Guard)
        for name in operation.statements(vendor)
    }
