"""What stood in every grant about its decision moves into one row a decision; words and places are added."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date

from django.db import migrations

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.words import grant_words
from vinhdanh.people.folding import fold

BATCH = 2000
UNKNOWN_LEVEL = "base"  # of a code that is no longer in the catalogue


def fill(apps, schema_editor):
    Grant, Event = apps.get_model("awards", "Grant"), apps.get_model("awards", "GrantEvent")
    papers = Papers(apps.get_model("awards", "Decision"))
    posts = defaultdict(list)
    rows = apps.get_model("people", "Post").objects.filter(main=True).order_by("start", "pk")
    for person, start, unit in rows.values_list("person_id", "start", "unit_id"):
        posts[person].append((start, unit))
    paths = dict(apps.get_model("people", "Unit").objects.values_list("pk", "path"))
    levels = {code: honour.level for code, honour in catalogue().items()}
    columns = ["decision", "level", "place", "place_path", "words"]
    batch = []
    for grant in Grant.objects.select_related("person", "unit", "household").order_by("pk").iterator(BATCH):
        grant.decision = papers.of(grant.authority, grant.number, grant.decided, grant.year)
        grant.level = levels.get(grant.honour, UNKNOWN_LEVEL)
        last = date(grant.year, 12, 31)
        day = min(grant.decided, last) if grant.decided else last
        if grant.person_id:
            name, code = grant.person.folded, grant.person.number
            held = posts[grant.person_id]
            at = bisect_right(held, day, key=lambda post: post[0])
            grant.place_id = held[at - 1][1] if at else None
        elif grant.unit_id:
            name, code, grant.place_id = grant.unit.folded, grant.unit.code, grant.unit_id
        else:
            name, code, grant.place_id = grant.household.folded, grant.household.code, grant.household.unit_id
        grant.place_path = paths.get(grant.place_id, "")
        grant.words = grant_words(name, code, grant.number, grant.decided, grant.authority)
        batch.append(grant)
        if len(batch) == BATCH:
            Grant.objects.bulk_update(batch, columns)
            batch = []
    Grant.objects.bulk_update(batch, columns)
    for event in Event.objects.order_by("pk"):
        if event.number or event.authority:
            event.decision = papers.of(event.authority, event.number, event.on, None)
            event.save(update_fields=["decision"])


class Papers:
    """One row for each decision that the old columns name."""

    def __init__(self, model):
        self.model, self.made, self.keys = model, {}, set()

    def of(self, authority, number, decided, counted):
        if not (authority or number or decided):
            return None
        said = (authority, number, decided, None if decided else counted)
        if said not in self.made:
            year = decided.year if decided else None
            key = f"{fold(authority)}/{fold(number)}"
            repeated = bool(number) and (key, year) in self.keys
            self.keys.add((key, year))
            self.made[said] = self.model.objects.create(
                authority=authority, number=number, decided=decided, year=year, key=key, repeated=repeated
            )
        return self.made[said]


def empty(apps, schema_editor):
    for name in ("Grant", "GrantEvent"):
        model = apps.get_model("awards", name)
        for row in model.objects.exclude(decision=None).select_related("decision").iterator(BATCH):
            row.authority, row.number = row.decision.authority, row.decision.number
            if name == "Grant":
                row.decided = row.decision.decided
            row.decision = None
            row.save()
    apps.get_model("awards", "Decision").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_decisions")]

    operations = [migrations.RunPython(fill, empty)]
