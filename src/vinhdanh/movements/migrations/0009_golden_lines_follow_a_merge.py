"""A line of the Sổ vàng follows a merge of two files: only its person changes, and only as merged."""

from importlib import import_module

from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly, Reguard

TABLE = "movements_goldenentry"
SAID = "Dòng Sổ vàng đã ghi thì không sửa, không xóa: gạch có căn cứ."
COLUMNS = (
    "id", "cadence", "year", "number", "collective_id", "axis_id", "deed", "folded", "movement_id", "unit_id", "on",
    "decided_by", "document", "proposal_id", "at", "by_name",
)
_MERGES = import_module("vinhdanh.people.migrations.0010_rows_follow_a_merge")
_STOP = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION movements_golden_but_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND people_only_merged(to_jsonb(OLD), to_jsonb(NEW), 'person_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def _kept():
    merged = _MERGES.MERGED.format(old="OLD.person_id", new="NEW.person_id")
    name = f"{TABLE}_no"
    return Reguard(
        AppendOnly(TABLE, SAID),
        sqlite={
            f"{name}_update": f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {_MERGES.quoted(COLUMNS)} "
            f"ON {TABLE} {_STOP}",
            f"{name}_other_person": f"CREATE TRIGGER {name}_other_person BEFORE UPDATE OF person_id ON {TABLE} "
            f"WHEN NOT {merged} {_STOP}",
            f"{name}_delete": f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {TABLE} {_STOP}",
        },
        postgresql={
            f"{name}_change": f"{_FUNCTION} CREATE TRIGGER {name}_change BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION movements_golden_but_merged()",
            f"{name}_truncate": f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {TABLE} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION vinhdanh_refuse('{SAID}')",
        },
    )


class Migration(migrations.Migration):

    dependencies = [
        ("movements", "0008_compact_cluster"),
        ("people", "0010_rows_follow_a_merge"),
    ]

    operations = [_kept()]
