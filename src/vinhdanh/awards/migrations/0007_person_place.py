"""What the people of a unit were given elsewhere is read from one index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0006_search")]

    operations = [
        migrations.AddIndex("grant", models.Index(fields=["person", "place_path", "id"], name="grant_person_place")),
    ]
