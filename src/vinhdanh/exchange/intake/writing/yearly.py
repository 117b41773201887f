"""Ratings, sanctions, deferrals, absences and conclusions into the database."""

from __future__ import annotations

from vinhdanh.engine import facts as engine
from vinhdanh.exchange.intake.writing.rows import Values, Writer, key_of
from vinhdanh.people import models as people


def write_ratings(at: Writer) -> None:
    """Levels of the years, or why there is none."""

    def values(r: engine.YearRating) -> Values:
        level = r.level.value if r.level is not None else None
        reason = r.unassessed.value if r.unassessed else ""
        whom = at.subject(r.subject, "person", "unit")
        return whom | {"year": r.year, "level": level, "unassessed": reason}

    at.records(people.YearRating, "ratings", values, lambda r: str(r.subject), lambda r: f"Năm {r.year}")


def write_disciplines(at: Writer) -> None:
    """Sanctions."""

    def values(d: engine.Discipline) -> Values:
        whom = at.subject(d.subject, "person", "unit")
        return whom | {"form": d.form.value, "decided": d.decided, "ends": d.ends, "number": d.number}

    at.records(
        people.Discipline, "disciplines", values, lambda d: str(d.subject), lambda d: f"{d.decided:%d/%m/%Y}"
    )


def write_holds(at: Writer) -> None:
    """Deferrals, with their ground in words where the file has one."""

    def values(h: engine.Hold) -> Values:
        whom = at.subject(h.subject, "person", "unit")
        found = whom | {"ground": h.ground.value, "opened": h.opened, "closed": h.closed}
        on_record = h.id.startswith("hold:")
        if on_record and h.id not in at.plan.basis:
            return found
        return found | {"basis": at.plan.basis.get(h.id, "")}

    at.records(people.Hold, "holds", values, lambda h: str(h.subject), lambda h: f"{h.opened:%d/%m/%Y}")


def write_absences(at: Writer) -> None:
    """Absences of persons."""

    def values(a: engine.Absence) -> Values:
        return {
            "person_id": at.keys["person"][a.person],
            "kind": a.kind.value,
            "start": a.start,
            "end": a.end,
        }

    at.records(people.Absence, "absences", values, lambda a: str(a.person), lambda a: f"{a.start:%d/%m/%Y}")


def write_findings(at: Writer) -> None:
    """Conclusions. One that takes another's place leaves it on record."""

    def values(f: engine.Finding) -> Values:
        return at.subject(f.subject, "person", "unit", "household") | {
            "about": f.about,
            "year": f.year,
            "holds": f.holds,
            "figure": f.figure,
            "covers_members": f.covers_members,
            "by": f.by,
            "on": f.on,
            "evidence": f.evidence,
        }

    def name(f: engine.Finding) -> str:
        return f"{f.about}, năm {f.year}"

    new = at.plan.added.findings
    at.insert(people.Finding, [*map(values, new)], [at.about(f.subject) for f in new], [*map(name, new)])
    for finding in at.plan.changed.findings:
        old, whose = key_of(finding.id), at.about(finding.subject)
        # Only one conclusion on a point stands, so the new one waits until the old one has given way.
        row = values(finding) | {"superseded_by_id": old}
        (key,) = at.insert(people.Finding, [row], [whose], [name(finding)])
        at.update(people.Finding, [(old, whose, name(finding), {"superseded_by_id": key})])
        people.Finding.objects.filter(pk=key).update(superseded_by=None)
