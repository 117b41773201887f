"""Rows that nobody may change follow a merge of two files: only their person changes, and only as merged."""

from importlib import import_module

from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly, Reguard

KEPT = "Biện pháp xử lý chỉ được ghi thêm: rút hoặc hủy bỏ là một việc mới."
CLOSED = "Kỳ phân loại đã chốt: mở lại kỳ, ghi lý do, rồi mới sửa được."

# {old} and {new}: the person before and after; the merge is in force, or being taken back.
MERGED = (
    "EXISTS (SELECT 1 FROM people_personmerge WHERE undone IS NULL AND "
    "(merged_id = {old} AND kept_id = {new} OR merged_id = {new} AND kept_id = {old}))"
)
_PG_ONLY_PERSON = """
CREATE OR REPLACE FUNCTION people_only_merged(was jsonb, is_now jsonb, named text) RETURNS boolean
LANGUAGE sql AS $$
    SELECT (was - named) = (is_now - named) AND EXISTS (
        SELECT 1 FROM people_personmerge WHERE undone IS NULL AND (
            merged_id = (was->>named)::bigint AND kept_id = (is_now->>named)::bigint
            OR merged_id = (is_now->>named)::bigint AND kept_id = (was->>named)::bigint))
$$;
"""
_PG_KEPT = f"""
{_PG_ONLY_PERSON}
CREATE OR REPLACE FUNCTION people_kept_but_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND people_only_merged(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV[0]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_PG_CLOSED = f"""
{_PG_ONLY_PERSON}
CREATE OR REPLACE FUNCTION people_class_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND people_only_merged(to_jsonb(OLD), to_jsonb(NEW), 'person_id') THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM people_period WHERE id = OLD.period_id AND closed IS NOT NULL) THEN
        RAISE EXCEPTION '{CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP <> 'DELETE' AND EXISTS (
        SELECT 1 FROM people_period WHERE id = NEW.period_id AND closed IS NOT NULL) THEN
        RAISE EXCEPTION '{CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
MEASURE = (
    "id", "unit_id", "code", "year", "decided", "by", "number", "because_of_id", "discipline_id", "training_id",
    "proposed", "why",
)
CLASS = ("id", "period_id", "sheet_id", "unit_id", "proposed", "cls", "exemption", "points", "reason")
EXEMPTION = ("id", "because_of_id", "on", "basis")


def quoted(columns):
    return ", ".join(f'"{column}"' for column in columns)


def _kept(table, person, others):
    """Rows are only ever added, but for the person who was merged."""
    columns = quoted(others)
    stop = f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    merged = MERGED.format(old=f"OLD.{person}", new=f"NEW.{person}")
    name = f"{table}_no"
    return Reguard(
        AppendOnly(table, KEPT),
        sqlite={
            f"{name}_update": f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {columns} ON {table} {stop}",
            f"{name}_other_person": f"CREATE TRIGGER {name}_other_person BEFORE UPDATE OF {person} ON {table} "
            f"WHEN NOT {merged} {stop}",
            f"{name}_delete": f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} {stop}",
        },
        postgresql={
            f"{name}_change": f"{_PG_KEPT} CREATE TRIGGER {name}_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION people_kept_but_merged('{person}')",
            f"{name}_truncate": f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION vinhdanh_refuse('{KEPT}')",
        },
    )


def _closed_classes():
    """A class of a closed period goes with the person who was merged; all else stays as it was."""
    table = "people_personclass"
    old = import_module("vinhdanh.people.migrations.0004_classing")._closed(table)
    name, closed = f"{table}_closed", "EXISTS (SELECT 1 FROM people_period WHERE id IN ({}) AND closed IS NOT NULL)"
    stop = f"BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"
    merged = MERGED.format(old="OLD.person_id", new="NEW.person_id")
    return Reguard(
        old,
        sqlite={
            **old.sqlite,
            f"{name}_update": f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {quoted(CLASS)} ON {table} "
            f"WHEN {closed.format('NEW.period_id, OLD.period_id')} {stop}",
            f"{name}_other_person": f"CREATE TRIGGER {name}_other_person BEFORE UPDATE OF person_id ON {table} "
            f"WHEN {closed.format('OLD.period_id')} AND NOT {merged} {stop}",
        },
        postgresql={
            name: f"{_PG_CLOSED} CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION people_class_closed()"
        },
    )


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0009_withdrawn_and_merges"),
    ]

    operations = [
        _kept("people_conductmeasure", "person_id", MEASURE),
        _kept("people_leaderexemption", "leader_id", EXEMPTION),
        _closed_classes(),
    ]
