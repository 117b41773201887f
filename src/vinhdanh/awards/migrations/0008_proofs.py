"""Proofs of honours, and who let his name be shown; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly, NoReplace

PROOFS = "Mã xác thực đã lập thì không sửa, không xóa: giấy đã in mang mã đó."
CONSENTS = "Ý kiến về công khai họ tên chỉ được ghi thêm: ý kiến mới là một dòng mới."


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0007_elsewhere'),
        ('people', '0011_training_withdrawn'),
    ]

    operations = [
        migrations.CreateModel(
            name='GrantProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=26, unique=True, verbose_name='Mã xác thực')),
                ('list_number', models.PositiveIntegerField(verbose_name='Danh sách trạng thái')),
                ('list_index', models.PositiveIntegerField(verbose_name='Vị trí trong danh sách')),
                ('issued', models.DateTimeField(verbose_name='Lập lúc')),
                ('attested', models.JSONField(verbose_name='Nội dung xác nhận')),
                ('grant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proof', to='awards.grant')),
            ],
            options={
                'verbose_name': 'Mã xác thực',
                'verbose_name_plural': 'Mã xác thực',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('list_number', 'list_index'), name='proof_own_bit', violation_error_message='Hai giấy không dùng chung một chỗ trong danh sách trạng thái.')],
            },
        ),
        migrations.CreateModel(
            name='NameConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full', models.BooleanField(verbose_name='Hiện đủ họ tên')),
                ('own', models.BooleanField(default=False, verbose_name='Tự mình quyết định')),
                ('ground', models.CharField(blank=True, max_length=300, verbose_name='Căn cứ')),
                ('by', models.CharField(max_length=200, verbose_name='Người ghi')),
                ('at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_consents', to='people.household')),
                ('outsider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_consents', to='awards.outsider')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_consents', to='people.person')),
            ],
            options={
                'verbose_name': 'Đồng ý công khai họ tên',
                'verbose_name_plural': 'Đồng ý công khai họ tên',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('household__isnull', True), ('outsider__isnull', True), ('person__isnull', False)), models.Q(('household__isnull', False), ('outsider__isnull', True), ('person__isnull', True)), models.Q(('household__isnull', True), ('outsider__isnull', False), ('person__isnull', True)), _connector='OR'), name='consent_one_subject', violation_error_message='Mỗi dòng ghi về đúng một đối tượng.')],
            },
        ),
        AppendOnly("awards_grantproof", PROOFS),
        NoReplace("awards_grantproof", PROOFS),
        AppendOnly("awards_nameconsent", CONSENTS),
        NoReplace("awards_nameconsent", CONSENTS),
    ]
