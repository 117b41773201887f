"""The province as the rows of the personnel workbook, in the words of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vinhdanh.engine.facts import DisciplineForm, Facts, Force, GrantState, HoldGround, Merit
from vinhdanh.exchange.sample.province import Province
from vinhdanh.exchange.spellings import Spellings

Value = str | int | date | None
Row = dict[str, Value]  # column key of the layout -> what the cell holds


def capital(text: str) -> str:
    """The first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def sheet_rows(province: Province, spellings: Spellings) -> dict[str, list[Row]]:
    """Sheet key of the layout -> its rows. Codes are written as the names that people read."""
    facts = province.facts

    def name(kind: str, code: str) -> str:
        return capital(spellings.label(kind, code))

    home = {post.person: post.unit for post in facts.posts if post.end is None}
    return {
        "units": [
            {
                "id": u.id,
                "name": u.name,
                "kind": name("unit_kind", u.kind),
                "tier": name("tier", u.tier),
                "parent": u.parent,
                "force": name("force", u.force) if u.force is not Force.POLICE else None,
                "valid_from": u.valid_from,
                "valid_to": u.valid_to,
            }
            for u in facts.units
        ],
        "persons": [
            {
                "id": p.id,
                "name": p.name,
                "born": p.born,
                "sex": name("sex", p.sex) if p.sex else None,
                "ethnicity": name("ethnicity", ethnicity)
                if (ethnicity := province.details[p.id].ethnicity)
                else None,
                "citizen_id": province.details[p.id].citizen_id,
                "force": name("force", p.force) if p.force is not Force.POLICE else None,
                "category": name("category", p.category) if p.category else None,
                "rank": province.details[p.id].rank or None,
                "joined": p.joined,
                "left": p.left,
                "unit": home.get(p.id),
            }
            for p in facts.persons
        ],
        "posts": [
            {
                "person": p.person,
                "unit": p.unit,
                "title": p.title,
                "grade": name("grade", p.grade) if p.grade else None,
                "leads": "x" if p.leads else None,
                "start": p.start,
                "end": p.end,
            }
            for p in facts.posts
        ],
        "ratings": [
            {
                "subject": r.subject,
                "year": r.year,
                "level": name("level", r.level.name.lower()) if r.level is not None else None,
                "unassessed": name("unassessed", r.unassessed) if r.unassessed else None,
            }
            for r in facts.ratings
        ],
        "grants": list(_grants(facts, spellings)),
        "works": [
            {
                "id": w.id,
                "kind": name("work_kind", w.kind),
                "name": w.name,
                "authors": "; ".join(w.authors),
                "year": w.year,
                "scope": name("work_scope", w.scope.name.lower()),
                "number": w.number or None,
                "recognised": w.recognised,
            }
            for w in facts.works
        ],
        "discipline": list(_discipline(facts, spellings)),
        "absences": [
            {"person": a.person, "kind": name("absence", a.kind), "start": a.start, "end": a.end}
            for a in facts.absences
        ],
        "findings": [
            {
                "subject": f.subject,
                "about": name("finding", f.about),
                "year": f.year,
                "holds": "Có" if f.holds else "Không",
                "figure": f.figure,
                "covers_members": "x" if f.covers_members else None,
                "by": f.by or None,
                "on": f.on,
                "evidence": f.evidence or None,
            }
            for f in facts.findings
        ],
        "households": [{"id": h.id, "name": h.name} for h in facts.households],
    }


def _grants(facts: Facts, spellings: Spellings) -> Iterator[Row]:
    for g in facts.grants:
        usual = g.merit is Merit.CONG_TRANG
        valid = g.state is GrantState.IN_FORCE
        yield {
            "subject": g.subject,
            "honour": spellings.label("honour", g.honour),
            "year": g.year,
            "merit": None if usual else capital(spellings.label("merit", g.merit)),
            "number": g.number or None,
            "decided": g.decided,
            "authority": g.authority or None,
            "state": None if valid else capital(spellings.label("grant_state", g.state)),
            "state_since": g.state_since,
            "works": "; ".join(g.works) or None,
        }


def _discipline(facts: Facts, spellings: Spellings) -> Iterator[Row]:
    """Discipline first, then the holds: both stand on one sheet."""
    forms: dict[DisciplineForm | HoldGround, str] = {
        **{f: capital(spellings.label("discipline_or_hold", f.name.lower())) for f in DisciplineForm},
        **{g: capital(spellings.label("discipline_or_hold", g)) for g in HoldGround},
    }
    for d in facts.disciplines:
        yield {
            "subject": d.subject,
            "what": forms[d.form],
            "start": d.decided,
            "end": d.ends,
            "number": d.number or None,
        }
    for h in facts.holds:
        yield {"subject": h.subject, "what": forms[h.ground], "start": h.opened, "end": h.closed}
