"""What is written in dossiers: parts and their versions, requests, files, achievements, comments."""

import django.db.models.deletion
from django.db import migrations, models

from vinhdanh.audit.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0002_rounds_more'),
        ('awards', '0007_elsewhere'),
        ('movements', '0009_golden_lines_follow_a_merge'),
        ('people', '0011_training_withdrawn'),
    ]

    operations = [
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000, verbose_name='Thành tích')),
                ('since', models.DateField(blank=True, null=True, verbose_name='Từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('source', models.CharField(choices=[('own', 'Đơn vị ghi'), ('praise', 'Đề xuất biểu dương'), ('work', 'Sáng kiến được công nhận')], default='own', max_length=10, verbose_name='Nguồn')),
                ('collective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='people.unit', verbose_name='Tập thể')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='people.household', verbose_name='Hộ gia đình')),
                ('outsider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='awards.outsider', verbose_name='Người ngoài cơ quan')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='people.person', verbose_name='Cán bộ')),
                ('praise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='movements.praiseproposal', verbose_name='Đề xuất biểu dương')),
                ('work', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='people.recognisedwork', verbose_name='Sáng kiến')),
            ],
            options={
                'verbose_name': 'Thành tích',
                'verbose_name_plural': 'Thành tích',
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('collective__isnull', True), ('household__isnull', True), ('outsider__isnull', True), ('person__isnull', False)), models.Q(('collective__isnull', False), ('household__isnull', True), ('outsider__isnull', True), ('person__isnull', True)), models.Q(('collective__isnull', True), ('household__isnull', False), ('outsider__isnull', True), ('person__isnull', True)), models.Q(('collective__isnull', True), ('household__isnull', True), ('outsider__isnull', False), ('person__isnull', True)), _connector='OR'), name='achievement_about_one', violation_error_message='Mỗi dòng ghi về đúng một đối tượng.'),
                    models.CheckConstraint(condition=models.Q(('source__in', ['own', 'praise', 'work'])), name='achievement_source_known', violation_error_message='Nguồn này không có.'),
                    models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='achievement_days_in_order', violation_error_message='Ngày đầu phải trước ngày cuối.'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='achievement_told', violation_error_message='Ghi thành tích, có số liệu.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('praise__isnull', False), ('source', 'praise')), models.Q(('praise__isnull', True), models.Q(('source', 'praise'), _negated=True)), _connector='OR'), name='achievement_praise_named', violation_error_message='Chọn đề xuất biểu dương là nguồn của thành tích.'),
                    models.UniqueConstraint(condition=models.Q(('praise__isnull', False)), fields=('praise',), name='achievement_praise_once', violation_error_message='Việc làm đã biểu dương này đã ghi thành một thành tích.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=300, verbose_name='Giấy tờ')),
                ('name', models.CharField(max_length=120, verbose_name='Tên tệp')),
                ('sha256', models.CharField(max_length=64, verbose_name='Mã băm SHA-256')),
                ('size', models.PositiveIntegerField(verbose_name='Kích thước (byte)')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'Ảnh PNG'), ('jpg', 'Ảnh JPEG'), ('docx', 'Word'), ('xlsx', 'Excel')], max_length=5, verbose_name='Loại tệp')),
                ('at', models.DateTimeField(verbose_name='Gắn lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người gắn')),
                ('by_username', models.CharField(blank=True, max_length=150, verbose_name='Tài khoản')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='dossiers.proposal', verbose_name='Hồ sơ')),
            ],
            options={
                'verbose_name': 'Tệp của hồ sơ',
                'verbose_name_plural': 'Tệp của hồ sơ',
                'ordering': ['proposal', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'png', 'jpg', 'docx', 'xlsx'])), name='attachment_kind_known', violation_error_message='Loại tệp này không nhận.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AttachmentWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300, verbose_name='Lý do')),
                ('at', models.DateTimeField(verbose_name='Rút lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người rút')),
                ('by_username', models.CharField(blank=True, max_length=150, verbose_name='Tài khoản')),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='dossiers.attachment', verbose_name='Tệp')),
            ],
            options={
                'verbose_name': 'Rút tệp',
                'verbose_name_plural': 'Rút tệp',
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000, verbose_name='Nội dung')),
                ('audience', models.CharField(choices=[('all', 'Mọi người xem được hồ sơ'), ('agency', 'Chỉ cơ quan thẩm định, thường trực, Hội đồng')], default='all', max_length=10, verbose_name='Ai đọc')),
                ('at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người ghi')),
                ('by_username', models.CharField(blank=True, max_length=150, verbose_name='Tài khoản')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='dossiers.proposal', verbose_name='Hồ sơ')),
            ],
            options={
                'verbose_name': 'Trao đổi',
                'verbose_name_plural': 'Trao đổi',
                'ordering': ['proposal', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('audience__in', ['all', 'agency'])), name='comment_audience_known', violation_error_message='Phạm vi này không có.'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something', violation_error_message='Ghi nội dung trao đổi.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EditRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('report', 'Báo cáo thành tích'), ('summary', 'Tóm tắt thành tích'), ('minutes', 'Biên bản bình xét'), ('submission', 'Tờ trình'), ('evidence', 'Minh chứng')], max_length=12, verbose_name='Phần')),
                ('section', models.CharField(blank=True, max_length=40, verbose_name='Mục')),
                ('asked_version', models.PositiveIntegerField(default=0, verbose_name='Hỏi về bản')),
                ('state', models.CharField(choices=[('open', 'Chờ đơn vị sửa'), ('answered', 'Chờ xem lại'), ('accepted', 'Đã đồng ý')], default='open', editable=False, max_length=10, verbose_name='Tình trạng')),
                ('asker', models.CharField(blank=True, editable=False, max_length=150, verbose_name='Tài khoản hỏi')),
                ('asker_name', models.CharField(editable=False, max_length=200, verbose_name='Người hỏi')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edit_requests', to='dossiers.proposal', verbose_name='Hồ sơ')),
            ],
            options={
                'verbose_name': 'Yêu cầu sửa',
                'verbose_name_plural': 'Yêu cầu sửa',
                'ordering': ['proposal', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('part__in', ['report', 'summary', 'minutes', 'submission', 'evidence'])), name='edit_part_known', violation_error_message='Phần này không có.'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'accepted'])), name='edit_state_known', violation_error_message='Tình trạng này không có.'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'answered'])), fields=('proposal', 'part', 'section'), name='edit_asked_once', violation_error_message='Phần này đang có yêu cầu sửa chưa xong.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EditAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'Yêu cầu sửa'), ('answered', 'Gửi lại phần đã sửa'), ('asked_again', 'Hỏi lại'), ('accepted', 'Đồng ý phần đã sửa')], max_length=12, verbose_name='Việc')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='Nội dung')),
                ('instead_why', models.CharField(blank=True, max_length=300, verbose_name='Lý do xem thay')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='Bản')),
                ('at', models.DateTimeField(verbose_name='Lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người làm')),
                ('by_username', models.CharField(blank=True, max_length=150, verbose_name='Tài khoản')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='dossiers.editrequest', verbose_name='Yêu cầu sửa')),
            ],
            options={
                'verbose_name': 'Việc của yêu cầu sửa',
                'verbose_name_plural': 'Việc của yêu cầu sửa',
                'ordering': ['request', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['asked', 'answered', 'asked_again', 'accepted'])), name='edit_act_known', violation_error_message='Việc này không có.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PartVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('report', 'Báo cáo thành tích'), ('summary', 'Tóm tắt thành tích'), ('minutes', 'Biên bản bình xét'), ('submission', 'Tờ trình'), ('evidence', 'Minh chứng')], max_length=12, verbose_name='Phần')),
                ('number', models.PositiveIntegerField(verbose_name='Bản số')),
                ('content', models.JSONField(verbose_name='Nội dung')),
                ('at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('by_name', models.CharField(max_length=200, verbose_name='Người ghi')),
                ('by_username', models.CharField(blank=True, max_length=150, verbose_name='Tài khoản')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='part_versions', to='dossiers.proposal', verbose_name='Hồ sơ')),
            ],
            options={
                'verbose_name': 'Bản của phần hồ sơ',
                'verbose_name_plural': 'Bản của phần hồ sơ',
                'ordering': ['proposal', 'part', 'number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('part__in', ['report', 'summary', 'minutes', 'submission', 'evidence'])), name='part_kind_known', violation_error_message='Phần này không có.'),
                    models.UniqueConstraint(fields=('proposal', 'part', 'number'), name='part_numbered_once', violation_error_message='Bản này vừa được người khác ghi.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProposalAchievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts', models.BooleanField(default=True, editable=False, verbose_name='Đang dùng')),
                ('achievement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='dossiers.achievement')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='achievement_uses', to='dossiers.proposal')),
            ],
            options={
                'verbose_name': 'Thành tích của hồ sơ',
                'verbose_name_plural': 'Thành tích của hồ sơ',
                'ordering': ['proposal', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('proposal', 'achievement'), name='proposal_achievement_once', violation_error_message='Thành tích này đã có trong hồ sơ.'),
                    models.UniqueConstraint(condition=models.Q(('counts', True)), fields=('achievement',), name='achievement_rewarded_once', violation_error_message='Thành tích này đã dùng cho hồ sơ khác.'),
                ],
            },
        ),
        AppendOnly("dossiers_partversion", "Bản của phần hồ sơ chỉ ghi thêm, không sửa, không xóa."),
        AppendOnly("dossiers_comment", "Trao đổi chỉ ghi thêm, không sửa, không xóa."),
        AppendOnly("dossiers_editact", "Việc của yêu cầu sửa chỉ ghi thêm, không sửa, không xóa."),
        AppendOnly("dossiers_attachment", "Tệp của hồ sơ chỉ ghi thêm; không dùng thì ghi rút tệp."),
        AppendOnly("dossiers_attachmentwithdrawal", "Việc rút tệp chỉ ghi thêm, không sửa, không xóa."),
    ]
