from django.db import migrations

from vinhdanh.audit.triggers import NoReplace

MESSAGE = "Sổ khen thưởng chỉ được ghi thêm: không dòng nào được ghi đè lên dòng đã có."


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_guards")]

    operations = [
        NoReplace("awards_grant", MESSAGE),
        NoReplace("awards_grantwork", MESSAGE),
        NoReplace("awards_grantevent", MESSAGE),
    ]
