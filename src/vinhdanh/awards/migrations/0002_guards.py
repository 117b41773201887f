from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly

MESSAGE = "Sổ khen thưởng chỉ được ghi thêm: hủy bỏ, tước, phục hồi hoặc xóa dòng ghi nhầm là một việc mới."


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [
        AppendOnly("awards_grant", MESSAGE),
        AppendOnly("awards_grantwork", MESSAGE),
        AppendOnly("awards_grantevent", MESSAGE),
    ]
