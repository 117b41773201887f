"""A revocation holds a number of the book; the explanation of a gap can be taken back by another line."""

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly

# The way back makes the table anew on SQLite, and its guard would be gone: lifted before, set again after.
GUARD = AppendOnly("decisions_numbergap", "Giải trình số trống chỉ ghi thêm, không sửa, không xóa.")


def lift(apps, schema_editor):
    GUARD.database_backwards("decisions", schema_editor, None, None)


def put_back(apps, schema_editor):
    GUARD.database_forwards("decisions", schema_editor, None, None)


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0006_signed_files'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_back),
        migrations.AddField(
            model_name='numbergap',
            name='withdraws',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_by', to='decisions.numbergap'),
        ),
        migrations.AddField(
            model_name='revocationcase',
            name='number',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='decisions.decisionnumber', verbose_name='Số quyết định giữ trong sổ'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift),
    ]
