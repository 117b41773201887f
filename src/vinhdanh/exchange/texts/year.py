"""Focal tasks and targets of a text as drafts of targets, directives as lines of a meeting."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Denied
from vinhdanh.exchange.texts.items import Item, amount
from vinhdanh.exchange.texts.matching import closest
from vinhdanh.exchange.texts.offers import (
    Choices,
    Desk,
    Field,
    Made,
    Offer,
    Values,
    day_in,
    number_in,
    year_in,
)
from vinhdanh.movements.models import Directive, Meeting, Target
from vinhdanh.movements.policies.directives import may_write_meeting
from vinhdanh.movements.policies.targets import may_draft_target
from vinhdanh.movements.selectors.directives import meetings_visible_to
from vinhdanh.movements.services import DirectiveText, add_directives, add_meeting, add_target
from vinhdanh.movements.types.directives import MeetingKind
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import Reading
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit

MEETING = Item("meeting", 0, {"place": (0, 0)})  # the meeting of all the text's directives
_ALIKE = 88  # of 100, for two wordings of one task
_LONGEST = 300  # letters of a name in the register
_MEETINGS = 12  # the last ones to choose from


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.ratio(fold(one), fold(other)) >= _ALIKE


# ---- focal tasks and targets ----------------------------------------------------------------------


def proposed_task(desk: Desk, item: Item) -> dict[str, str]:
    """A focal task: its words group the targets that measure it, so one of these has to be given."""
    task = str(item.facts["task"])[:_LONGEST]
    return {"group": task, "focal": str(item.number + 1), "year": str(desk.ahead), "name": "", "measure": "",
            "value": "", "direction": Direction.UP.value, "reading": Reading.CUMULATIVE.value}  # fmt: skip


def proposed_target(desk: Desk, item: Item) -> dict[str, str]:
    """A target with its number."""
    facts = item.facts
    percent = facts["unit"] == "%"
    return {
        "group": "",
        "focal": "",
        "year": str(desk.ahead),
        "name": str(facts["indicator"])[:_LONGEST],
        "measure": facts["unit"],
        "value": amount(facts["value"]),
        "direction": Direction.UP.value,
        "reading": (Reading.LEVEL if percent else Reading.CUMULATIVE).value,
    }


def offer_target(desk: Desk, item: Item, values: Values) -> Offer:
    """A focal task or a target as it would be drafted; a result is only compared."""
    there = _targets_alike(desk, values)
    if item.kind == "targets" and item.facts["kind"] == "result":
        known = "; ".join(f"{one.name}: chỉ tiêu {amount(float(one.value))} {one.measure}" for one in there)
        return Offer(
            there=tuple(map(_target_made, there)),
            never="Kết quả không ghi thành chỉ tiêu: số liệu tháng do đơn vị phụ trách báo cáo ở trang "
            f"chỉ tiêu. {f'Sổ có {known}.' if known else 'Sổ chưa có chỉ tiêu cùng tên.'}",
        )
    answer = may_draft_target(scopes(desk.actor), desk.unit.path)
    refused = answer.reason if isinstance(answer, Denied) else ""
    focal = item.kind == "focal_tasks"
    fields = (
        *(
            (Field("focal", "Nhiệm vụ trọng tâm số", values.get("focal", ""), kind="number"),)
            if focal
            else ()
        ),
        Field("group", "Nhóm nhiệm vụ", values.get("group", ""), kind="area" if focal else "text"),
        Field("name", "Chỉ tiêu", values.get("name", "")),
        Field("value", "Chỉ tiêu cả năm", values.get("value", "")),
        Field("measure", "Đơn vị tính", values.get("measure", ""), hint="%, lượt, hồ sơ…"),
        Field("year", "Năm", values.get("year", ""), kind="number"),
        Field("direction", "Chiều tốt", values.get("direction", ""), tuple(Direction.choices)),
        Field("reading", "Số liệu mỗi tháng là", values.get("reading", ""), tuple(Reading.choices)),
    )
    if there:
        return Offer(fields, there=tuple(map(_target_made, there)), refused=refused)
    missing = [
        label
        for name, label in (("name", "chỉ tiêu"), ("value", "số cả năm"), ("measure", "đơn vị tính"))
        if not values.get(name, "").strip()
    ]
    lacks = ""
    if missing:
        lacks = f"điền {', '.join(missing)}" + (
            ": sổ ghi nhiệm vụ trọng tâm bằng chỉ tiêu đo nó." if focal else "."
        )
    will = f"Dự thảo chỉ tiêu năm {values.get('year', '')} của {desk.unit}: {values.get('name') or '…'}"
    return Offer(fields, (will,), lacks=lacks, refused=refused)


def _targets_alike(desk: Desk, values: Values) -> list[Target]:
    year = values.get("year", "")
    if not year.isdigit():
        return []
    held = Target.objects.filter(unit=desk.unit, year__in=(int(year), desk.reading.year))
    return [
        one
        for one in held
        if _alike(one.name, values.get("name", "")) or _alike(one.group, values.get("group", ""))
    ][:5]


def _target_made(target: Target) -> Made:
    return Made("movements.target", target.pk, f"{target.name} ({target.year}, {target.unit})")


def write_target(desk: Desk, item: Item, values: Values) -> list[Made]:
    """Draft the target; nothing where the unit has it already.

    Raises:
        PermissionDenied: the reader drafts nothing for the unit.
        ValidationError: a field does not fit.
    """
    if _targets_alike(desk, values):
        return []
    focal = values.get("focal", "").strip()
    if focal and not (focal.isascii() and focal.isdigit() and len(focal) < 3):
        raise ValidationError("Số thứ tự nhiệm vụ trọng tâm: ghi số, ví dụ 1.")
    target = add_target(
        actor=desk.actor,
        unit=desk.unit,
        year=year_in(values),
        name=values.get("name", "").strip(),
        measure=values.get("measure", "").strip(),
        value=number_in(values, "value", "Chỉ tiêu cả năm"),
        group=values.get("group", "").strip(),
        focal=int(focal) if focal else None,
        direction=values.get("direction", ""),
        reading=values.get("reading", ""),
    )
    return [_target_made(target)]


# ---- directives -----------------------------------------------------------------------------------


def proposed_meeting(desk: Desk) -> dict[str, str]:
    """The meeting at which the text's directives were given."""
    said = desk.of_kind("directives")
    held = [one for line in said if (one := _held(desk, str(line.facts["task"])))]
    review = "tổng kết" in desk.reading.text.casefold()
    return {
        "meeting": str(held[0].meeting_id) if held else "",
        "name": desk.reading.name.rpartition(".")[0][:_LONGEST] or desk.reading.name[:_LONGEST],
        "on": "",
        "kind": (MeetingKind.FINAL_REVIEW if review else MeetingKind.MEETING).value,
        "chair": str(said[0].facts["by"])[:200] if said else "",
        "year": str(desk.ahead),
    }


def meeting_fields(desk: Desk, values: Values) -> tuple[Field, ...]:
    """What to check about the meeting."""
    held: Choices = [(str(one.pk), str(one)) for one in _meetings(desk)]
    return (
        Field("meeting", "Hội nghị, cuộc họp", values.get("meeting", ""), (("", "Ghi mới"), *held)),
        Field("name", "Tên hội nghị mới", values.get("name", "")),
        Field("on", "Ngày họp", values.get("on", ""), kind="date"),
        Field("kind", "Loại", values.get("kind", ""), tuple(MeetingKind.choices)),
        Field("chair", "Người chủ trì", values.get("chair", "")),
        Field("year", "Giao việc cho năm", values.get("year", ""), kind="number"),
    )


def _meetings(desk: Desk) -> list[Meeting]:
    return list(meetings_visible_to(desk.actor).filter(unit=desk.unit)[:_MEETINGS])


def write_meeting(desk: Desk, values: Values) -> tuple[Meeting, list[Made]]:
    """The chosen meeting, or a new one, and what was written for it.

    Raises:
        PermissionDenied: the reader writes no meetings of the unit.
        ValidationError: a field does not fit.
    """
    if chosen := values.get("meeting", ""):
        held = {str(one.pk): one for one in _meetings(desk)}
        if chosen not in held:
            raise ValidationError("Hội nghị đã chọn không có trong danh sách: chọn lại.")
        return held[chosen], []
    on = day_in(values, "on", "Ngày họp")
    if on is None:
        raise ValidationError("Chọn hội nghị, hoặc ghi ngày họp của hội nghị mới.")
    meeting = add_meeting(
        actor=desk.actor,
        unit=desk.unit,
        name=values.get("name", "").strip(),
        on=on,
        kind=values.get("kind", ""),
        chair=values.get("chair", "").strip(),
        year=year_in(values),
    )
    return meeting, [Made("movements.meeting", meeting.pk, str(meeting))]


def proposed_directive(desk: Desk, item: Item) -> dict[str, str]:
    """A line: who said it, what is to be done, by whom."""
    said_by = closest(item.facts["by"], _above(desk))
    return {
        "task": str(item.facts["task"])[:_LONGEST],
        "giver": str(item.facts["by"])[:200],
        "issuer": said_by.code if said_by else desk.unit.code,
        "owner": desk.unit.code,
        "deadline": "",
    }


def _above(desk: Desk) -> list[Unit]:
    """The unit and those above it: a leader of any of them may have spoken."""
    return [*Unit.objects.above(desk.unit), desk.unit]


def _owners(desk: Desk) -> list[Unit]:
    return [one for one in desk.register.units if one.path.startswith(desk.unit.path)][:200]


def offer_directive(desk: Desk, item: Item, values: Values) -> Offer:
    """The directive as it would be written."""
    answer = may_write_meeting(scopes(desk.actor), desk.unit.path)
    refused = answer.reason if isinstance(answer, Denied) else ""
    fields = (
        Field("task", "Việc phải làm", values.get("task", ""), kind="area"),
        Field("giver", "Người chỉ đạo", values.get("giver", "")),
        Field(
            "issuer",
            "Bên giao",
            values.get("issuer", ""),
            tuple((one.code, one.name) for one in _above(desk)),
        ),
        Field(
            "owner",
            "Đơn vị chủ trì",
            values.get("owner", ""),
            tuple((one.code, one.name) for one in _owners(desk)),
        ),
        Field("deadline", "Hạn (để trống: thường xuyên)", values.get("deadline", ""), kind="date"),
    )
    if there := _directive_there(desk, values):
        return Offer(fields, there=(there,), refused=refused)
    meeting = desk.values.get(MEETING.key, {})
    dated = meeting.get("meeting") or meeting.get("on")
    will = f"Chỉ đạo của {values.get('giver', '')}, trạng thái mới giao"
    lacks = "" if dated else "chọn hội nghị hoặc ghi ngày họp ở đầu nhóm."
    return Offer(fields, (will,), lacks=lacks, refused=refused)


def _directive_there(desk: Desk, values: Values) -> Made | None:
    one = _held(desk, values.get("task", ""))
    return Made("movements.directive", one.pk, f"{one.task} ({one.meeting})") if one else None


def _held(desk: Desk, task: str) -> Directive | None:
    """The line that says the same, at a meeting of the unit for that year or the next."""
    years = (desk.reading.year, desk.ahead)
    lines = Directive.objects.filter(meeting__unit=desk.unit, meeting__year__in=years)
    return next((one for one in lines.select_related("meeting") if _alike(one.task, task)), None)


def write_directive(desk: Desk, meeting: Meeting, item: Item, values: Values) -> list[Made]:
    """Write the line under its meeting; nothing where it stands there already.

    Raises:
        PermissionDenied: the reader writes no meetings of the unit.
        ValidationError: a field does not fit.
    """
    if _directive_there(desk, values):
        return []
    issuers = {one.code: one for one in _above(desk)}
    owners = {one.code: one for one in _owners(desk)}
    if values.get("issuer") not in issuers or values.get("owner") not in owners:
        raise ValidationError("Chọn lại bên giao, đơn vị chủ trì trong danh sách.")
    lines = [
        DirectiveText(
            task=values.get("task", ""),
            text=desk.reading.text[item.start : item.end],
            giver=values.get("giver", ""),
            issuer=issuers[values["issuer"]],
            owner=owners[values["owner"]],
            deadline=day_in(values, "deadline", "Hạn"),
        )
    ]
    (made,) = add_directives(actor=desk.actor, meeting=meeting, lines=lines)
    return [Made("movements.directive", made.pk, made.task)]
