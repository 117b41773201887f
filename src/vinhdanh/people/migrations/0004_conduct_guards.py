from django.db import migrations

from vinhdanh.audit.triggers import AppendOnly

MESSAGE = "Biện pháp xử lý chỉ được ghi thêm: rút hoặc hủy bỏ là một việc mới."


class Migration(migrations.Migration):
    dependencies = [("people", "0003_conduct")]

    operations = [
        AppendOnly("people_conductmeasure", MESSAGE),
        AppendOnly("people_conductmeasureviolation", MESSAGE),
        AppendOnly("people_conductmeasureact", MESSAGE),
    ]
