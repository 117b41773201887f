"""Consent for a paper's page and for a year's honours apart: what was given before holds for both."""

from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly, NoReplace

TABLE = "awards_nameconsent"
CONSENTS = "Ý kiến về công khai họ tên chỉ được ghi thêm: ý kiến mới là một dòng mới."
GUARDS = (AppendOnly(TABLE, CONSENTS), NoReplace(TABLE, CONSENTS))


def lift(apps, schema_editor):
    for guard in GUARDS:
        guard.database_backwards("awards", schema_editor, None, None)


def put_back(apps, schema_editor):
    for guard in GUARDS:
        guard.database_forwards("awards", schema_editor, None, None)


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0008_proofs'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            model_name='nameconsent',
            name='place',
            field=models.CharField(choices=[('both', 'Cả hai'), ('paper', 'Trang xác thực của giấy'), ('honours', 'Trang vinh danh, trình chiếu')], default='both', max_length=10, verbose_name='Ở đâu'),
        ),
        migrations.AddConstraint(
            model_name='nameconsent',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', ['both', 'paper', 'honours'])), name='consent_place_known', violation_error_message='Không có nơi công khai này.'),
        ),
        migrations.RunPython(put_back, lift),
    ]
