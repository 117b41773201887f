from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly, Guard

NOT_NEXT = "Nhật ký chỉ nhận mục kế tiếp của mục cuối cùng."


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        AppendOnly("audit_journalentry", "Nhật ký chỉ được ghi thêm, không sửa, không xóa."),
        # An entry hangs on the last one or is refused: this also stops INSERT OR REPLACE on SQLite
        # connections that have recursive_triggers off.
        Guard(
            "audit_journalentry",
            sqlite={
                "audit_journalentry_next": f"""
                CREATE TRIGGER audit_journalentry_next BEFORE INSERT ON audit_journalentry
                WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_journalentry)
                  OR NEW.previous <> coalesce(
                        (SELECT hash FROM audit_journalentry ORDER BY number DESC LIMIT 1),
                        '{"0" * 64}')
                BEGIN SELECT RAISE(ABORT, '{NOT_NEXT}'); END
                """
            },
            postgresql={
                "audit_journalentry_next": f"""
                CREATE FUNCTION audit_journalentry_next() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_journalentry)
                       OR NEW.previous <> coalesce(
                            (SELECT hash FROM audit_journalentry ORDER BY number DESC LIMIT 1),
                            '{"0" * 64}')
                    THEN
                        RAISE EXCEPTION '{NOT_NEXT}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER audit_journalentry_next BEFORE INSERT ON audit_journalentry
                FOR EACH ROW EXECUTE FUNCTION audit_journalentry_next()
                """
            },
        ),
    ]
