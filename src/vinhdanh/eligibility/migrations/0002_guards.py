from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly, Guard

FROZEN = "Lần xét đã xong thì giữ nguyên: chạy một lần xét mới."


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial"), ("audit", "0002_guards")]

    operations = [
        AppendOnly("eligibility_snapshot", FROZEN),
        AppendOnly("eligibility_runresult", FROZEN),
        Guard(
            "eligibility_run",
            sqlite={
                "eligibility_run_frozen_update": f"""
                CREATE TRIGGER eligibility_run_frozen_update BEFORE UPDATE ON eligibility_run
                WHEN OLD.state = 'done' BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END
                """,
                "eligibility_run_frozen_delete": f"""
                CREATE TRIGGER eligibility_run_frozen_delete BEFORE DELETE ON eligibility_run
                WHEN OLD.state = 'done' BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END
                """,
            },
            postgresql={
                "eligibility_run_frozen": f"""
                CREATE TRIGGER eligibility_run_frozen BEFORE UPDATE OR DELETE ON eligibility_run
                FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION vinhdanh_refuse('{FROZEN}')
                """
            },
        ),
    ]
