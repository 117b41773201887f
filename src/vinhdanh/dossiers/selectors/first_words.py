"""What a part begins with while nobody has written in it: what the registers know, for a person to go on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name, in_order
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import column
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.selectors.parts import strength_of
from vinhdanh.dossiers.services.adding import subject_column
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.people.models import Person, Post, Unit, YearRating


def first_words(proposal: Proposal, part: PartKind) -> dict[str, Any]:
    """The text or the figures that a part begins with, by section or field."""
    match part:
        case PartKind.SUMMARY:
            return {"text": proposal.achievement or ("" if _second(proposal) else year_in_words(proposal))}
        case PartKind.MINUTES:
            return {"strength": strength_of(proposal.place, timezone.localdate())}
        case PartKind.REPORT:
            begun = _report(proposal)
            return {one.key: begun[one.key] for one in template_of(proposal).sections if one.key in begun}
        case _:
            return {}


def _second(proposal: Proposal) -> bool:
    """Whether the round holds an earlier proposal for the subject: one achievement isn't rewarded twice, so
    what the registers say of the year went into that one.
    """
    mates = Proposal.objects.filter(round=proposal.round_id, **subject_column(proposal.subject)).alive()
    return mates.filter(number__lt=proposal.number).exists()


def year_in_words(proposal: Proposal) -> str:
    """How the subject was rated in the year and what it was given: «Hoàn thành tốt nhiệm vụ năm 2025. …».

    Empty where the registers hold neither.
    """
    if not (proposal.person_id or proposal.collective_id):
        return ""
    about = {"person": proposal.person} if proposal.person_id else {"unit": proposal.collective}
    rating = YearRating.objects.filter(**about, year=proposal.year, level__isnull=False).first()
    said = [f"{rating.get_level_display()} năm {rating.year}."] if rating else []
    held = Grant.objects.filter(**column(proposal.subject), year=proposal.year).in_force()
    if names := in_order({grant.honour for grant in held}):
        told = ", ".join(honour_name(code, police=True) for code in names)
        said.append(f"Được tặng trong năm: {told}.")
    return " ".join(said)


def _report(proposal: Proposal) -> dict[str, str]:
    if proposal.kind is RecipientKind.PERSON:
        assert proposal.person is not None
        return {"i": _life(proposal.person), "ii-2": year_in_words(proposal)}
    if proposal.kind is RecipientKind.UNIT:
        assert proposal.collective is not None
        unit, today = proposal.collective, timezone.localdate()
        done = [year_in_words(proposal), _members_in_words(unit, proposal.year)]
        return {"i-1": _make_up(unit, today), "ii": "\n".join(line for line in done if line)}
    return {}


def _life(person: Person) -> str:
    """The lines of a curriculum that the register holds."""
    post = Post.objects.standing(timezone.localdate()).filter(person=person).select_related("unit").first()
    lines = [
        f"Họ và tên: {person.name}",
        f"Ngày sinh: {person.born:%d/%m/%Y}" if person.born else "",
        f"Giới tính: {person.get_sex_display()}" if person.sex else "",
        f"Đơn vị công tác: {post.unit.name}" if post else "",
        f"Chức vụ: {post.title}" if post and post.title else "",
    ]
    return "\n".join(line for line in lines if line)


def _make_up(unit: Unit, day: date) -> str:
    """How many serve in a unit, and its own units below."""
    said = f"{unit.name} có {strength_of(unit, day)} người theo sổ cán bộ ngày {day:%d/%m/%Y}"
    below = list(Unit.objects.open(day).filter(parent=unit).order_by("path").values_list("name", flat=True))
    return f"{said}; {len(below)} đơn vị trực thuộc: {', '.join(below)}." if below else f"{said}."


def _members_in_words(unit: Unit, year: int) -> str:
    """What the people of the unit, and its units below, were given in the year."""
    inside = Grant.objects.filter(place__path__startswith=unit.path, year=year).exclude(unit=unit).in_force()
    counts = Counter(inside.values_list("honour", flat=True))
    told = ", ".join(f"{counts[code]} {honour_name(code, police=True)}" for code in in_order(counts))
    return f"Tập thể, cá nhân của đơn vị được tặng trong năm: {told}." if told else ""
