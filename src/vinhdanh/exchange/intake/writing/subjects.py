"""Units, persons, households, their works and posts into the database."""

from __future__ import annotations

from dataclasses import fields

from vinhdanh.engine import facts as engine
from vinhdanh.exchange.intake.writing.rows import Values, Writer, key_of
from vinhdanh.exchange.reading import PersonExtra
from vinhdanh.people import models as people
from vinhdanh.people.folding import fold
from vinhdanh.people.types import Secrecy


def write_units(at: Writer) -> None:
    """Units, parents first: a child's row needs its parent's key."""
    paths = dict(people.Unit.every.values_list("code", "path"))
    new = {unit.id: unit for unit in at.plan.added.units}

    def path(code: str) -> str:
        if code not in new:
            return paths[code]
        parent = new[code].parent
        return f"{path(parent) if parent is not None else '/'}{code}/"

    by_depth: dict[int, list[engine.Unit]] = {}
    for unit in new.values():
        by_depth.setdefault(path(unit.id).count("/") - 2, []).append(unit)
    for depth in sorted(by_depth):

        def values(unit: engine.Unit, depth: int = depth) -> Values:
            parent = at.keys["unit"][unit.parent] if unit.parent is not None else None
            return _unit(unit) | {"parent_id": parent, "path": path(unit.id), "depth": depth}

        at.subjects("unit", people.Unit, by_depth[depth], values)
    changed = at.plan.changed.units
    at.update(people.Unit, ((at.keys["unit"][u.id], f"unit:{u.id}", u.name, _unit(u)) for u in changed))


def _unit(unit: engine.Unit) -> Values:
    return {
        "code": unit.id,
        "name": unit.name,
        "folded": fold(unit.name),
        "kind": unit.kind,
        "tier": unit.tier.value,
        "force": unit.force.value,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def write_persons(at: Writer) -> None:
    """Persons with rank, CCCD and people."""

    def details(number: str) -> Values:
        extra = at.plan.extras.get(number)
        return {f.name: getattr(extra, f.name) for f in fields(PersonExtra)} if extra is not None else {}

    def new(person: engine.Person) -> Values:
        bare: Values = {"citizen_id": "", "rank": "", "ethnicity": "", "secrecy": Secrecy.OPEN.value}
        return bare | _person(person) | details(person.id)

    at.subjects("person", people.Person, at.plan.added.persons, new)
    keys = at.keys["person"]
    at.update(
        people.Person,
        ((keys[p.id], f"person:{p.id}", p.name, _person(p) | details(p.id)) for p in at.plan.changed.persons),
    )


def _person(person: engine.Person) -> Values:
    return {
        "number": person.id,
        "name": person.name,
        "folded": fold(person.name),
        "born": person.born,
        "sex": person.sex.value if person.sex else "",
        "force": person.force.value,
        "category": person.category,
        "joined": person.joined,
        "left": person.left,
    }


def write_households(at: Writer) -> None:
    """Households."""

    def values(household: engine.Household) -> Values:
        return {"code": household.id, "name": household.name, "folded": fold(household.name)}

    at.subjects("household", people.Household, at.plan.added.households, values)
    keys = at.keys["household"]
    at.update(
        people.Household,
        ((keys[h.id], f"household:{h.id}", h.name, values(h)) for h in at.plan.changed.households),
    )


def write_works(at: Writer) -> None:
    """Recognised works; authors of the file join those on record."""
    added = at.plan.added.works
    back = [(at.works[w.id], w) for w in added if w.id in at.works]
    new = [w for w in added if w.id not in at.works]
    changed = [(at.works[w.id], w) for w in at.plan.changed.works]
    at.update(
        people.RecognisedWork,
        ((key, _of_work(w), w.name, _work(w) | {"withdrawn": False}) for key, w in back),
    )
    at.update(
        people.RecognisedWork,
        ((key, _of_work(w), w.name, _work(w) | _own_code(w, key)) for key, w in changed),
    )
    ids = at.insert(
        people.RecognisedWork, [_work(w) for w in new], [*map(_of_work, new)], [w.name for w in new]
    )
    at.works |= {work.id: id for work, id in zip(new, ids, strict=True)}
    for key, work in (*back, *changed, *zip(ids, new, strict=True)):
        held = set(people.WorkAuthor.objects.filter(work=key).values_list("person_id", flat=True))
        authors = [a for a in work.authors if at.keys["person"][a] not in held]
        rows = [
            {"work_id": key, "person_id": at.keys["person"][author], "position": len(held) + place}
            for place, author in enumerate(authors)
        ]
        at.insert(people.WorkAuthor, rows, [f"person:{a}" for a in authors], [work.name for _ in authors])


def _of_work(work: engine.Work) -> str:
    """A work is told in the history of its first author."""
    return f"person:{work.authors[0]}"


def _own_code(work: engine.Work, key: int) -> Values:
    """A work without a code goes by its row here, and stays without one."""
    return {"code": ""} if work.id == f"work:{key}" else {}


def _work(work: engine.Work) -> Values:
    return {
        "code": work.id,
        "kind": work.kind.value,
        "name": work.name,
        "folded": fold(work.name),
        "year": work.year,
        "scope": work.scope.value,
        "number": work.number,
        "recognised": work.recognised,
    }


def write_posts(at: Writer) -> None:
    """Posts. What gets shorter is written first, so that no two main posts ever overlap."""

    def values(post: engine.Post) -> Values:
        return {
            "person_id": at.keys["person"][post.person],
            "unit_id": at.keys["unit"][post.unit],
            "start": post.start,
            "end": post.end,
            "title": post.title,
            "grade": post.grade,
            "leads": post.leads,
            "main": post.main,
        }

    def name(post: engine.Post) -> str:
        return f"{post.title or 'Chức vụ'}, {post.unit}"

    changed = sorted(
        at.plan.changed.posts, key=lambda p: (p.main, p.end is None, p.end.toordinal() if p.end else 0)
    )
    at.update(people.Post, ((key_of(p.id), f"person:{p.person}", name(p), values(p)) for p in changed))
    new = at.plan.added.posts
    at.insert(people.Post, [*map(values, new)], [f"person:{p.person}" for p in new], [*map(name, new)])
