from django.db import migrations, models


class Migration(migrations.Migration):
    # Null columns: SQLite then alters the table in place, and its triggers stay.
    dependencies = [("audit", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="journalentry",
            name="capacity",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="Tư cách"),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="under",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="Theo"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["under", "-number"], name="journal_under"),
        ),
    ]
