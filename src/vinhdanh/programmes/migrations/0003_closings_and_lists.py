"""Codes that are scanned, plans that are closed, classes that are withdrawn, lists that come from a workbook.

SQLite rebuilds the tables that change here, and a trigger that names a rebuilt table would break: the guards
of closed classes go first and come back last.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly, Guard

_before = import_module("vinhdanh.programmes.migrations.0002_training")
CLOSED = _before.CLOSED
_OF_A_CLASS = (
    _before._closed("programmes_enrolment", "ROW.training_class_id"),
    _before._closed("programmes_session", "ROW.training_class_id"),
    _before._closed("programmes_topic", "ROW.training_class_id"),
    _before._closed("programmes_teacher", "ROW.training_class_id"),
    _before._closed("programmes_trainingclass_units", "ROW.trainingclass_id"),
    _before._closed(
        "programmes_attendance",
        "SELECT training_class_id FROM programmes_enrolment WHERE id = ROW.enrolment_id",
    ),
)
_FIXED = (
    "id", "plan_id", "code", "name", "kind", "venue", "cluster", "start", "end", "make_up_of_id", "closed",
    "closed_by",
)


def _class_itself():
    """A closed class is not removed, and nothing in it changes but that it is withdrawn."""
    table = "programmes_trainingclass"
    same = " AND ".join(f'OLD."{name}" IS NOT DISTINCT FROM NEW."{name}"' for name in _FIXED)
    withdrawn = f"NOT OLD.withdrawn AND NEW.withdrawn AND {same}"
    lite = withdrawn.replace("IS NOT DISTINCT FROM", "IS")
    return Guard(
        table,
        sqlite={
            f"{table}_closed_update": f"CREATE TRIGGER {table}_closed_update BEFORE UPDATE ON {table} "
            f"WHEN OLD.closed IS NOT NULL AND NOT ({lite}) BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END",
            f"{table}_closed_delete": f"CREATE TRIGGER {table}_closed_delete BEFORE DELETE ON {table} "
            f"WHEN OLD.closed IS NOT NULL BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END",
        },
        postgresql={
            f"{table}_closed": f"""
CREATE OR REPLACE FUNCTION {table}_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF {withdrawn} THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '{CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {table}_closed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW WHEN (OLD.closed IS NOT NULL) EXECUTE FUNCTION {table}_closed()"""
        },
    )


def release(apps, schema_editor):
    """Take the guards of closed classes off; the operations at the end set them again."""
    for guard in (_before._class_itself(), *_OF_A_CLASS):
        guard.database_backwards("programmes", schema_editor, None, None)


def hold(apps, schema_editor):
    """Undoing this migration ends with the guards as they were."""
    for guard in (_before._class_itself(), *_OF_A_CLASS):
        guard.database_forwards("programmes", schema_editor, None, None)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_withdrawn_and_merges'),
        ('programmes', '0002_training'),
    ]

    operations = [
        migrations.RunPython(release, hold),
        migrations.CreateModel(
            name='ListIntake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('candidates', 'Công dân đăng ký'), ('members', 'Lực lượng cơ sở')], max_length=12, verbose_name='Danh sách')),
                ('file_name', models.CharField(max_length=200, verbose_name='Tệp')),
                ('at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người ghi')),
                ('added', models.JSONField(verbose_name='Khóa các dòng đã ghi')),
                ('undone', models.DateTimeField(blank=True, null=True, verbose_name='Hoàn tác lúc')),
                ('undone_by', models.CharField(blank=True, max_length=200, verbose_name='Người hoàn tác')),
            ],
            options={
                'verbose_name': 'Lần nhập danh sách',
                'verbose_name_plural': 'Lần nhập danh sách',
                'ordering': ['-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['candidates', 'members'])), name='list_intake_kind', violation_error_message='Danh sách này không nhập từ tệp.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='Quân số ngày')),
                ('at', models.DateTimeField(verbose_name='Chốt lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người chốt')),
                ('target', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Chỉ tiêu (%)')),
                ('in_force', models.PositiveIntegerField(blank=True, null=True, verbose_name='Quân số')),
                ('trained', models.PositiveIntegerField(verbose_name='Đã tập huấn')),
                ('first_time', models.PositiveIntegerField(verbose_name='Trong đó lần đầu')),
                ('classes', models.PositiveIntegerField(verbose_name='Số lớp')),
                ('learners', models.PositiveIntegerField(verbose_name='Lượt học viên')),
                ('lines', models.JSONField(verbose_name='Theo đơn vị')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='Mã kiểm tra danh sách')),
            ],
            options={
                'verbose_name': 'Lần chốt kế hoạch tập huấn',
                'verbose_name_plural': 'Lần chốt kế hoạch tập huấn',
                'ordering': ['plan', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='attendance',
            name='attendance_how',
        ),
        migrations.RemoveConstraint(
            model_name='trainingclass',
            name='training_class_code',
        ),
        migrations.RemoveConstraint(
            model_name='trainingplan',
            name='training_plan_once',
        ),
        migrations.AddField(
            model_name='grassrootsmember',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grassroots_memberships', to='people.person', verbose_name='Số hiệu cán bộ'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='withdrawn',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='Đã rút'),
        ),
        migrations.AddField(
            model_name='trainingplan',
            name='closed',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Chốt lúc'),
        ),
        migrations.AddField(
            model_name='trainingplan',
            name='withdrawn',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='Đã rút'),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='how',
            field=models.CharField(choices=[('hand', 'ghi tay'), ('code', 'học viên nhập mã'), ('scan', 'học viên quét mã')], default='hand', max_length=10, verbose_name='Cách ghi'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('how__in', ['hand', 'code', 'scan'])), name='attendance_how', violation_error_message='Cách ghi này không có.'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False)), fields=('plan', 'code'), name='training_class_code', violation_error_message='Mã lớp này đã có trong kế hoạch.'),
        ),
        migrations.AddConstraint(
            model_name='trainingplan',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False)), fields=('year', 'organiser', 'name'), name='training_plan_once', violation_error_message='Đơn vị đã có kế hoạch cùng tên trong năm này.'),
        ),
        migrations.AddField(
            model_name='listintake',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='list_intakes', to='programmes.recruitmentround'),
        ),
        migrations.AddField(
            model_name='listintake',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='Xã, phường'),
        ),
        migrations.AddField(
            model_name='planclosing',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='programmes.trainingplan'),
        ),
        migrations.AddConstraint(
            model_name='listintake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'candidates'), ('round__isnull', False)), models.Q(('kind', 'members'), ('round__isnull', True)), _connector='OR'), name='list_intake_round', violation_error_message='Danh sách công dân thuộc một đợt; lực lượng cơ sở thì không.'),
        ),
        _class_itself(),
        *_OF_A_CLASS,
        AppendOnly("programmes_planclosing", "Lần chốt đã ghi thì không sửa, không xóa: chốt lại là một lần mới."),
    ]
