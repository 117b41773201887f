"""The register's index and the guards again.

The triggers name only their own row and the index table: a trigger that names another table would
break, on SQLite, every later migration that rebuilds that table. Whoever rebuilds ``awards_grant``,
``awards_grantevent`` or ``awards_grantindex`` sets the guards and triggers below again.
"""

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly, Guard, NoReplace

MESSAGE = "Sổ khen thưởng chỉ được ghi thêm: hủy bỏ, tước, phục hồi, cấp lại hoặc xóa dòng ghi nhầm là một việc mới."
NOT_OVER = "Sổ khen thưởng chỉ được ghi thêm: không dòng nào được ghi đè lên dòng đã có."

# Rows are found newest year first: key = year × 2^40 + id.
KEY = "NEW.year * 1099511627776 + NEW.id"
KIND = """CASE WHEN NEW.person_id IS NOT NULL THEN 'person' WHEN NEW.unit_id IS NOT NULL THEN 'unit'
    WHEN NEW.household_id IS NOT NULL THEN 'household' ELSE 'outsider' END"""
WORDS = f"""NEW.words || ' _y' || NEW.year || ' _h' || lower(NEW.honour) || ' _m' || NEW.merit
    || ' _l' || NEW.level || ' _k' || {KIND} || coalesce(' _q' || NEW.decision_id, '') || ' _sin_force'"""
# One word a unit from the root down: the code in hexadecimal, whatever letters it has.
UNITS_SQLITE = r"""coalesce((SELECT group_concat(' _u' || lower(hex(value)), '') FROM json_each(
    '["' || replace(replace(replace(trim(NEW.place_path, '/'), '\', '\\'), '"', '\"'), '/', '","') || '"]')
    WHERE value <> ''), '')"""
UNITS_POSTGRESQL = """coalesce((SELECT string_agg(' _u' || encode(convert_to(code, 'UTF8'), 'hex'), '')
    FROM unnest(string_to_array(trim(BOTH '/' FROM NEW.place_path), '/')) AS code WHERE code <> ''), '')"""
INSERT = "INSERT INTO awards_grantindex (key, grant_id, state, words) VALUES"
STATE = "CASE NEW.act WHEN 'restored' THEN 'in_force' ELSE NEW.act END"
CHANGE = f"""UPDATE awards_grantindex SET state = {STATE}, words = replace(words, ' _s' || state, ' _s' || {STATE})
    WHERE grant_id = NEW.grant_id"""

FTS = """CREATE VIRTUAL TABLE awards_grantfts USING fts5(words, content='awards_grantindex', content_rowid='key',
    detail=none, columnsize=0, prefix='2 3', tokenize="unicode61 remove_diacritics 0 tokenchars '_'")"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(FTS, params=None)
        return
    schema_editor.execute(
        "ALTER TABLE awards_grantindex ADD COLUMN lexemes tsvector "
        "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
        params=None,
    )
    schema_editor.execute(
        "CREATE INDEX awards_grantindex_lexemes ON awards_grantindex USING gin (lexemes) WITH (fastupdate = off)",
        params=None,
    )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE awards_grantfts", params=None)
    else:
        schema_editor.execute("ALTER TABLE awards_grantindex DROP COLUMN lexemes", params=None)


def enter(apps, schema_editor):
    """The rows that are there already."""
    vendor = schema_editor.connection.vendor
    units = UNITS_SQLITE if vendor == "sqlite" else UNITS_POSTGRESQL
    row = f"SELECT {KEY}, NEW.id, 'in_force', {WORDS} || {units} FROM awards_grant AS NEW".replace("NEW.", "g.")
    schema_editor.execute(
        f"INSERT INTO awards_grantindex (key, grant_id, state, words) {row.replace('AS NEW', 'AS g')}", params=None
    )
    last = "SELECT max(id) FROM awards_grantevent WHERE act <> 'reissued' GROUP BY grant_id"
    state = STATE.replace("NEW.", "e.")
    schema_editor.execute(
        f"UPDATE awards_grantindex SET state = {state}, words = replace(words, ' _sin_force', ' _s' || {state}) "
        f"FROM awards_grantevent AS e WHERE e.id IN ({last}) AND e.grant_id = awards_grantindex.grant_id",
        params=None,
    )
    schema_editor.execute("DELETE FROM awards_grantindex WHERE state = 'struck'", params=None)
    if vendor == "sqlite":
        schema_editor.execute("INSERT INTO awards_grantfts (awards_grantfts) VALUES ('rebuild')", params=None)


def forget(apps, schema_editor):
    schema_editor.execute("DELETE FROM awards_grantindex", params=None)


def pg_function(name, body):
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {body} RETURN NULL; END $$;"""


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_fill")]

    operations = [
        migrations.RemoveField("grant", "authority"),
        migrations.RemoveField("grant", "decided"),
        migrations.RemoveField("grant", "number"),
        migrations.RemoveField("grantevent", "authority"),
        migrations.RemoveField("grantevent", "number"),
        migrations.AddConstraint("grantevent", models.CheckConstraint(condition=models.Q(("act__in", ["annulled", "stripped", "restored", "reissued", "struck"])), name="grant_event_act_known", violation_error_message="Việc này không có trong danh mục.")),
        migrations.AddConstraint("grant", models.CheckConstraint(condition=models.Q(models.Q(("household__isnull", True), ("outsider__isnull", True), ("person__isnull", False), ("unit__isnull", True)), models.Q(("household__isnull", True), ("outsider__isnull", True), ("person__isnull", True), ("unit__isnull", False)), models.Q(("household__isnull", False), ("outsider__isnull", True), ("person__isnull", True), ("unit__isnull", True)), models.Q(("household__isnull", True), ("outsider__isnull", False), ("person__isnull", True), ("unit__isnull", True)), _connector="OR"), name="grant_one_subject", violation_error_message="Mỗi dòng ghi về đúng một đối tượng.")),
        migrations.AddConstraint("grant", models.CheckConstraint(condition=models.Q(("level__in", ["state", "government", "ministry", "base"])), name="grant_level_known", violation_error_message="Cấp tặng này không có trong danh mục.")),
        migrations.AddConstraint("grant", models.CheckConstraint(condition=models.Q(("year__isnull", True), ("first_year__isnull", True), ("year__gte", models.F("first_year")), _connector="OR"), name="grant_years_in_order", violation_error_message="Năm đầu phải trước năm cuối.")),
        migrations.AddConstraint("grant", models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="grant_has_words", violation_error_message="Dòng khen thưởng thiếu chữ để tìm.")),
        migrations.AddIndex("grant", models.Index(fields=["place", "year"], name="grant_place_year")),
        migrations.CreateModel(
            name="GrantIndex",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("grant", models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, related_name="index", to="awards.grant")),
            ],
            options={"verbose_name": "Chỉ mục sổ khen thưởng", "verbose_name_plural": "Chỉ mục sổ khen thưởng"},
        ),
        migrations.RunPython(make, unmake),
        migrations.RunPython(enter, forget),
        Guard(
            "awards_grantindex",
            sqlite={
                "awards_grantindex_found": """CREATE TRIGGER awards_grantindex_found AFTER INSERT ON awards_grantindex
                BEGIN INSERT INTO awards_grantfts (rowid, words) VALUES (NEW.key, NEW.words); END""",
                "awards_grantindex_lost": """CREATE TRIGGER awards_grantindex_lost AFTER DELETE ON awards_grantindex
                BEGIN INSERT INTO awards_grantfts (awards_grantfts, rowid, words)
                    VALUES ('delete', OLD.key, OLD.words); END""",
                "awards_grantindex_moved": """CREATE TRIGGER awards_grantindex_moved AFTER UPDATE ON awards_grantindex
                BEGIN
                    INSERT INTO awards_grantfts (awards_grantfts, rowid, words) VALUES ('delete', OLD.key, OLD.words);
                    INSERT INTO awards_grantfts (rowid, words) VALUES (NEW.key, NEW.words);
                END""",
            },
            postgresql={},
        ),
        Guard(
            "awards_grant",
            sqlite={
                "awards_grant_indexed": f"""CREATE TRIGGER awards_grant_indexed AFTER INSERT ON awards_grant
                BEGIN {INSERT} ({KEY}, NEW.id, 'in_force', {WORDS} || {UNITS_SQLITE}); END""",
            },
            postgresql={
                "awards_grant_indexed": pg_function(
                    "awards_grant_index", f"{INSERT} (({KEY.replace('NEW.year', 'NEW.year::bigint')}), NEW.id, 'in_force', {WORDS} || {UNITS_POSTGRESQL});"
                )
                + """CREATE TRIGGER awards_grant_indexed AFTER INSERT ON awards_grant
                FOR EACH ROW EXECUTE FUNCTION awards_grant_index()""",
            },
        ),
        Guard(
            "awards_grantevent",
            sqlite={
                "awards_grantevent_indexed": f"""CREATE TRIGGER awards_grantevent_indexed
                AFTER INSERT ON awards_grantevent WHEN NEW.act <> 'reissued'
                BEGIN
                    DELETE FROM awards_grantindex WHERE grant_id = NEW.grant_id AND NEW.act = 'struck';
                    {CHANGE};
                END""",
            },
            postgresql={
                "awards_grantevent_indexed": pg_function(
                    "awards_grantevent_index",
                    "IF NEW.act = 'struck' THEN DELETE FROM awards_grantindex WHERE grant_id = NEW.grant_id; "
                    f"ELSIF NEW.act <> 'reissued' THEN {CHANGE}; END IF;",
                )
                + """CREATE TRIGGER awards_grantevent_indexed AFTER INSERT ON awards_grantevent
                FOR EACH ROW EXECUTE FUNCTION awards_grantevent_index()""",
            },
        ),
        *(AppendOnly(table, MESSAGE) for table in ("awards_decision", "awards_grant", "awards_grantevent")),
        *(NoReplace(table, NOT_OVER) for table in ("awards_decision", "awards_grant", "awards_grantevent")),
    ]
