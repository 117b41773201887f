"""Decisions get a table of their own, recipients from outside another; the guards are lifted until 0006."""

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly, NoReplace

MESSAGE = "Sổ khen thưởng chỉ được ghi thêm: hủy bỏ, tước, phục hồi hoặc xóa dòng ghi nhầm là một việc mới."
NOT_OVER = "Sổ khen thưởng chỉ được ghi thêm: không dòng nào được ghi đè lên dòng đã có."
LIFTED = [guard for table in ("awards_grant", "awards_grantevent") for guard in (AppendOnly(table, MESSAGE), NoReplace(table, NOT_OVER))]


def lift(apps, schema_editor):
    for guard in LIFTED:
        guard.database_backwards("awards", schema_editor, None, None)


def put_back(apps, schema_editor):
    for guard in LIFTED:
        guard.database_forwards("awards", schema_editor, None, None)


def paper(related_name):
    return models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="awards.decision", verbose_name="Quyết định")


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_no_replace"), ("people", "0002_guards")]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="Người quyết định")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="Số quyết định")),
                ("decided", models.DateField(blank=True, null=True, verbose_name="Ngày quyết định")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Năm của số")),
                ("key", models.CharField(editable=False, max_length=320)),
                ("document", models.CharField(blank=True, max_length=300, verbose_name="Hồ sơ lưu")),
                ("repeated", models.BooleanField(default=False, verbose_name="Trùng số trong sổ cũ")),
            ],
            options={"verbose_name": "Quyết định", "verbose_name_plural": "Quyết định", "ordering": ["-decided", "-id"],
                'indexes': [
                    models.Index(fields=["authority", "decided"], name="decision_authority"),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(models.Q(("number", ""), _negated=True), ("repeated", False), ("year__isnull", False)), fields=("key", "year"), name="decision_number_once_a_year", violation_error_message="Số quyết định này đã dùng trong năm."),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outsider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Họ và tên")),
                ("folded", models.CharField(db_index=True, editable=False, max_length=120)),
                ("whereabouts", models.CharField(blank=True, max_length=200, verbose_name="Nơi công tác, nơi ở")),
            ],
            options={"verbose_name": "Người ngoài cơ quan", "verbose_name_plural": "Người ngoài cơ quan", "ordering": ["folded", "id"]},
        ),
        migrations.RemoveConstraint(model_name="grant", name="grant_one_subject"),
        migrations.RemoveConstraint(model_name="grantevent", name="grant_event_act_known"),
        migrations.RemoveIndex(model_name="grant", name="grant_number"),
        migrations.AddField("grant", "achievement", models.CharField(blank=True, max_length=500, verbose_name="Thành tích")),
        migrations.AddField("grant", "artefact", models.CharField(blank=True, max_length=200, verbose_name="Hiện vật")),
        migrations.AddField("grant", "decision", paper("grants")),
        migrations.AddField("grant", "first_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Tính từ năm")),
        migrations.AddField("grant", "level", models.CharField(choices=[("state", "Chủ tịch nước"), ("government", "Chính phủ, Thủ tướng"), ("ministry", "Bộ, tỉnh"), ("base", "Cơ sở")], default="", max_length=20, verbose_name="Cấp tặng"), preserve_default=False),
        migrations.AddField("grant", "money", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="Tiền thưởng (đồng)")),
        migrations.AddField("grant", "money_ground", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ mức tiền khác")),
        migrations.AddField("grant", "outsider", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="awards.outsider")),
        migrations.AddField("grant", "place", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="grants_here", to="people.unit", verbose_name="Đơn vị lúc được khen")),
        migrations.AddField("grant", "place_path", models.CharField(blank=True, editable=False, max_length=400)),
        migrations.AddField("grant", "serial", models.CharField(blank=True, max_length=60, verbose_name="Số vào sổ")),
        migrations.AddField("grant", "words", models.CharField(default="", editable=False, max_length=900), preserve_default=False),
        migrations.AlterModelOptions("grantevent", {"ordering": ["id"], "verbose_name": "Hủy bỏ, tước, phục hồi, cấp lại", "verbose_name_plural": "Hủy bỏ, tước, phục hồi, cấp lại"}),
        migrations.AddField("grantevent", "artefact", models.CharField(blank=True, max_length=200, verbose_name="Hiện vật mới")),
        migrations.AddField("grantevent", "at", models.DateTimeField(blank=True, null=True, verbose_name="Ghi lúc")),
        migrations.AddField("grantevent", "by", models.CharField(blank=True, max_length=200, verbose_name="Người ghi")),
        migrations.AddField("grantevent", "decision", paper("acts")),
        migrations.AddField("grantevent", "serial", models.CharField(blank=True, max_length=60, verbose_name="Số vào sổ mới")),
        migrations.AlterField("grantevent", "act", models.CharField(choices=[("annulled", "Hủy bỏ quyết định"), ("stripped", "Tước"), ("restored", "Phục hồi"), ("reissued", "Cấp lại hiện vật"), ("struck", "Xóa dòng ghi nhầm")], max_length=20, verbose_name="Việc")),
    ]
