import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OLD_ROLES = [
    ('officer', 'Cán bộ'),
    ('unit_clerk', 'Cán bộ tổng hợp'),
    ('unit_head', 'Thủ trưởng đơn vị'),
    ('standing_body', 'Thường trực Hội đồng thi đua, khen thưởng'),
    ('council_member', 'Thành viên Hội đồng'),
    ('inspector', 'Thanh tra'),
    ('administrator', 'Quản trị viên'),
]
NEW_ROLES = [
    ('officer', 'Cán bộ'),
    ('unit_clerk', 'Cán bộ tổng hợp'),
    ('unit_head', 'Thủ trưởng đơn vị'),
    ('reviewing_department', 'Cơ quan thẩm định'),
    ('standing_body', 'Thường trực Hội đồng thi đua, khen thưởng'),
    ('council_secretary', 'Thư ký Hội đồng'),
    ('council_member', 'Thành viên Hội đồng'),
    ('signing_authority', 'Người có thẩm quyền quyết định'),
    ('inspector', 'Thanh tra'),
    ('administrator', 'Quản trị viên'),
]


def end_new_roles(apps, schema_editor):
    """Going back: roles that the older program doesn't know can't stay in its table."""
    old = [code for code, _ in OLD_ROLES]
    apps.get_model('access', 'RoleAssignment').objects.exclude(role__in=old).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='must_change_password',
            field=models.BooleanField(default=False, verbose_name='Phải đổi mật khẩu'),
        ),
        migrations.RemoveConstraint(
            model_name='roleassignment',
            name='role_known',
        ),
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=NEW_ROLES, max_length=20, verbose_name='Vai trò'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', [code for code, _ in NEW_ROLES])), name='role_known', violation_error_message='Vai trò này không có trong danh mục.'),
        ),
        migrations.RunPython(migrations.RunPython.noop, end_new_roles),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_code', models.CharField(blank=True, max_length=40, verbose_name='Mã đơn vị')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(verbose_name='Đến ngày')),
                ('ground', models.CharField(max_length=300, verbose_name='Giấy ủy quyền, căn cứ')),
                ('revoked', models.DateTimeField(blank=True, null=True, verbose_name='Thu hồi lúc')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='access.roleassignment', verbose_name='Vai trò ủy quyền')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL, verbose_name='Người được ủy quyền')),
            ],
            options={
                'verbose_name': 'Ủy quyền',
                'verbose_name_plural': 'Ủy quyền',
                'ordering': ['-valid_from', '-id'],
                'indexes': [models.Index(fields=['receiver', 'valid_to'], name='delegation_receiver')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='delegation_dates_in_order', violation_error_message='Ngày hết ủy quyền phải sau ngày ủy quyền.'), models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='delegation_has_ground', violation_error_message='Ghi rõ giấy ủy quyền hoặc căn cứ.')],
            },
        ),
        migrations.CreateModel(
            name='Intervention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='Lý do')),
                ('opened', models.DateTimeField(verbose_name='Mở lúc')),
                ('ends', models.DateTimeField(verbose_name='Tự hết lúc')),
                ('closed', models.DateTimeField(blank=True, null=True, verbose_name='Đóng lúc')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to=settings.AUTH_USER_MODEL, verbose_name='Quản trị viên')),
            ],
            options={
                'verbose_name': 'Can thiệp dữ liệu',
                'verbose_name_plural': 'Can thiệp dữ liệu',
                'ordering': ['-opened'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('opened'))), name='intervention_ends', violation_error_message='Giờ hết phải sau giờ mở.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='intervention_has_reason', violation_error_message='Ghi rõ lý do can thiệp.'), models.UniqueConstraint(condition=models.Q(('closed__isnull', True)), fields=('account',), name='intervention_one_at_a_time', violation_error_message='Đang có một lần can thiệp chưa đóng.')],
            },
        ),
    ]
