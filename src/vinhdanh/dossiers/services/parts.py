"""Writing the parts of a dossier. Every save is a version; nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import Comment, PartVersion, Proposal
from vinhdanh.dossiers.policies.parts import may_comment, may_write_part
from vinhdanh.dossiers.selectors.edits import flagged
from vinhdanh.dossiers.selectors.parts import WRITTEN, last_of, over_limit, template_for
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import Audience, PartKind
from vinhdanh.dossiers.types.rounds import RoundState

COUNTS = ("strength", "present", "in_favour", "against", "blank")


class PartConflict(ValidationError):
    """Somebody else has saved the part meanwhile. ``theirs`` is what stands there now."""

    def __init__(self, theirs: PartVersion) -> None:
        at = timezone.localtime(theirs.at)
        super().__init__(
            f"Chưa lưu được: đồng chí {theirs.by_name} vừa sửa phần này lúc {at:%H:%M}. "
            "Nội dung đồng chí gõ vẫn còn."
        )
        self.theirs = theirs


def save_part(
    *,
    actor: Actor,
    proposal: Proposal,
    part: PartKind,
    content: Mapping[str, Any],
    seen: int | None = None,
) -> PartVersion:
    """Save a part as its next version. The same content again makes none.

    Args:
        content: texts by section for report, summary and evidence; for the minutes ``on``, ``number``,
            ``strength``, ``present``, ``in_favour``, ``against``, ``blank``, ``chair``, ``secretary``; for
            the submission ``number`` and ``on``.
        seen: the version that the writer began from, 0 for none. None: whatever stands there.

    Raises:
        PermissionDenied: the actor may not write it, or the part is locked.
        PartConflict: another account has saved it since ``seen``.
        ValidationError: a section is too long, or figures contradict each other.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit_writer(actor, row, part)
        newest = last_of(row, part)
        kept = _cleaned(row, part, content)
        if newest is not None and newest.content == kept:
            return newest
        if seen is not None:
            _refuse_conflict(by, row, part, seen)
        before = stored(row)
        version = add_version(by, row, part, kept)
        if part is PartKind.SUMMARY:
            row.achievement = kept["text"]
        row.version += 1
        row.full_clean()
        row.save()
        write_down(by, row, "part_saved", (before, row), data={"part": part.label, "version": version.number})
    proposal.refresh_from_db()
    return version


def add_comment(*, actor: Actor, proposal: Proposal, text: str, audience: Audience = Audience.ALL) -> Comment:
    """Say something about a dossier. It stays.

    Raises:
        PermissionDenied: the actor has no part in the dossier.
        ValidationError: nothing is said, or too much.
    """
    with transaction.atomic():
        row = locked(proposal)
        held, own = scopes_about(actor, row.subject), is_own(actor, row.subject)
        by = admit(
            actor,
            may_comment(held, place=row.place.path, unit=row.unit.path, agency=row.round.unit.path, own=own),
        )
        said = Comment(
            proposal=row,
            text=text.strip(),
            audience=Audience.ALL if own else audience,
            at=timezone.now(),
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        said.full_clean()
        said.save()
        # What only the agency's bodies read is not repeated where others read it.
        write_down(by, row, "comment_added", data={"audience": Audience(said.audience).label})
    return said


def admit_writer(actor: Actor, row: Proposal, part: PartKind) -> Acting:
    """Let pass who may write in the part now; the row is locked.

    Raises:
        PermissionDenied: with the sentence of the refusal.
        ValidationError: the round isn't open.
    """
    by = admit(
        actor,
        may_write_part(
            scopes_about(actor, row.subject),
            Stage(row.stage),
            part,
            flagged(row),
            place=row.place.path,
            unit=row.unit.path,
            own=is_own(actor, row.subject),
        ),
    )
    if row.round.state != RoundState.OPEN:
        raise ValidationError(
            f"{row.round} {row.round.get_state_display().lower()}: chỉ ghi hồ sơ khi đợt đang mở."
        )
    return by


def add_version(
    by: Acting, row: Proposal, part: PartKind, content: Mapping[str, Any], author: PartVersion | None = None
) -> PartVersion:
    """The next version of a part. ``author``: the version that it is taken over from, with who wrote it."""
    newest = last_of(row, part)
    return PartVersion.objects.create(
        proposal=row,
        part=part,
        number=newest.number + 1 if newest else 1,
        content=content,
        at=author.at if author else timezone.now(),
        by_name=author.by_name if author else by.full_name[:200],
        by_username=author.by_username if author else by.username,
    )


def _refuse_conflict(by: Acting, row: Proposal, part: PartKind, seen: int) -> None:
    """One's own earlier save is no conflict: it stands among the versions."""
    others = row.part_versions.filter(part=part, number__gt=seen).exclude(by_username=by.username)
    if theirs := others.order_by("-number").first():
        raise PartConflict(theirs)


def _cleaned(row: Proposal, part: PartKind, content: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a part's content.

    Raises:
        ValidationError: by section or field.
    """
    if part in WRITTEN:
        sections = template_for(row, part).sections
        # Browsers send \r\n; one character a line more would break the count.
        kept = {one.key: _text(content.get(one.key, "")) for one in sections}
        if long := over_limit(sections, kept):
            raise ValidationError(long)
        return kept
    return _minutes(content) if part is PartKind.MINUTES else _submission(content)


def _text(value: Any) -> str:
    return str(value).replace("\r\n", "\n").strip()


def _day(content: Mapping[str, Any], what: str) -> str:
    on = content.get("on")
    if not isinstance(on, date):
        raise ValidationError({"on": f"Ghi {what}, theo dạng 31/12/2025."})
    if on > timezone.localdate():
        raise ValidationError({"on": f"{what[0].upper()}{what[1:]} chưa đến: việc đã làm mới ghi."})
    return on.isoformat()


def _minutes(content: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"on": _day(content, "ngày họp")}
    wrong: dict[str, str] = {}
    for name in COUNTS:
        value = content.get(name)
        if not isinstance(value, int) or value < 0:
            wrong[name] = "Ghi số người hoặc số phiếu, từ 0 trở lên."
        kept[name] = value
    for name, what in (("chair", "người chủ trì"), ("secretary", "thư ký")):
        kept[name] = _text(content.get(name, ""))
        if not kept[name]:
            wrong[name] = f"Ghi {what}."
    kept["number"] = _text(content.get("number", ""))
    if wrong:
        raise ValidationError(wrong)
    if kept["present"] > kept["strength"]:
        raise ValidationError(
            {"present": f"Có mặt {kept['present']} không thể nhiều hơn quân số {kept['strength']}."}
        )
    votes = kept["in_favour"] + kept["against"] + kept["blank"]
    if votes > kept["present"]:
        raise ValidationError(
            {"in_favour": f"Tổng {votes} phiếu không thể nhiều hơn {kept['present']} người có mặt."}
        )
    return kept


def _submission(content: Mapping[str, Any]) -> dict[str, Any]:
    number = _text(content.get("number", ""))
    if not number:
        raise ValidationError({"number": "Ghi số tờ trình, ví dụ 402/TTr-PX01."})
    return {"number": number, "on": _day(content, "ngày tờ trình")}
