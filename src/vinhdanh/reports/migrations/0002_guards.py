from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly, Guard

ISSUED = "Báo cáo đã ban hành thì giữ nguyên: lập bản mới."


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports"), ("audit", "0002_guards")]

    operations = [
        AppendOnly("reports_reportpassage", "Bản của đoạn văn chỉ ghi thêm, không sửa, không xóa."),
        Guard(
            "reports_yearreport",
            sqlite={
                "reports_yearreport_issued_update": f"""
                CREATE TRIGGER reports_yearreport_issued_update BEFORE UPDATE ON reports_yearreport
                WHEN OLD.state = 'issued' BEGIN SELECT RAISE(ABORT, '{ISSUED}'); END
                """,
                "reports_yearreport_issued_delete": f"""
                CREATE TRIGGER reports_yearreport_issued_delete BEFORE DELETE ON reports_yearreport
                WHEN OLD.state = 'issued' BEGIN SELECT RAISE(ABORT, '{ISSUED}'); END
                """,
            },
            postgresql={
                "reports_yearreport_issued": f"""
                CREATE TRIGGER reports_yearreport_issued BEFORE UPDATE OR DELETE ON reports_yearreport
                FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION vinhdanh_refuse('{ISSUED}')
                """
            },
        ),
    ]
