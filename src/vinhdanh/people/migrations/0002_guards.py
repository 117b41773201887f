from django.db import migrations

from vinhdanh.audit.triggers import Guard

OVERLAP = "Một người không giữ hai chức vụ chính cùng lúc."


def _no_overlap(event: str) -> str:
    return f"""
    CREATE TRIGGER people_post_overlap_{event.split()[0].lower()} BEFORE {event} ON people_post
    WHEN NEW.main AND EXISTS (
        SELECT 1 FROM people_post AS other
        WHERE other.person_id = NEW.person_id AND other.main AND other.id <> coalesce(NEW.id, -1)
          AND other.start <= coalesce(NEW."end", '9999-12-31')
          AND coalesce(other."end", '9999-12-31') >= NEW.start)
    BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END
    """


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        Guard(
            "people_post",
            sqlite={
                "people_post_overlap_insert": _no_overlap("INSERT"),
                "people_post_overlap_update": _no_overlap('UPDATE OF person_id, main, start, "end"'),
            },
            # The person stands in a range of one, so that GiST needs no extension.
            postgresql={
                "people_post_overlap": """
                ALTER TABLE people_post ADD CONSTRAINT people_post_overlap EXCLUDE USING gist (
                    int8range(person_id, person_id, '[]') WITH &&,
                    daterange(start, "end", '[]') WITH &&
                ) WHERE (main)
                """
            },
        ),
    ]
