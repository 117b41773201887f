"""What those of a unit were given elsewhere is read from indexes alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0006_search")]

    operations = [
        migrations.AddIndex("grant", models.Index(fields=["person", "place_path", "id"], name="grant_person_place")),
        migrations.AddIndex(
            "grant",
            models.Index(fields=["unit", "place_path", "id"], name="grant_unit_place", condition=models.Q(unit__isnull=False)),
        ),
        migrations.AddIndex(
            "grant",
            models.Index(
                fields=["household", "place_path", "id"],
                name="grant_household_place",
                condition=models.Q(household__isnull=False),
            ),
        ),
    ]
