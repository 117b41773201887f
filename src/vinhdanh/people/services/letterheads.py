"""A unit's letterheads, Word templates and form numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.documents.docx import check_template
from vinhdanh.documents.paper import Letterhead, Paper, PaperError
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.words import printable
from vinhdanh.people.files import keep
from vinhdanh.people.models import FormLabel, PaperTemplate, PaperWording, Unit, UnitLetterhead
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.templates import FOLDER, TemplateRefused, template_content
from vinhdanh.people.papers.wordings import worded
from vinhdanh.people.policies import may_shape_papers
from vinhdanh.people.services.writing import Actor, change, ref


def write_letterhead(
    *,
    actor: Actor,
    unit: Unit,
    valid_from: date,
    issuer_line: str,
    parent_line: str = "",
    place: str = "",
    nation: str,
    motto: str = "",
) -> UnitLetterhead:
    """The head of the unit's papers from a day on. One of the same day is corrected; earlier ones stay.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        ValidationError: no issuer, no nation line, a letter that cannot be printed, or nothing differs.
    """
    _admit(actor, unit)
    lines = {
        "issuer_line": issuer_line.strip(),
        "parent_line": parent_line.strip(),
        "place": place.strip(),
        "nation": nation.strip(),
        "motto": motto.strip(),
    }
    _refuse_unprintable(lines)
    with transaction.atomic():
        by = _locked(actor, unit)
        found = UnitLetterhead.objects.filter(unit=unit, valid_from=valid_from).first()
        row = found or UnitLetterhead(unit=unit, valid_from=valid_from)
        if not change(row, lines):
            raise ValidationError("Không có gì khác với đầu giấy đang ghi của ngày này.")
        row.at, row.by_name = timezone.now(), by.full_name[:200]
        row.full_clean()
        before = stored(found) if found else None
        row.save()
        _write_down(by, "letterhead_written", unit, (before, row))
    return row


def _refuse_unprintable(lines: Mapping[str, str]) -> None:
    """Raises: ValidationError, at the line that is missing, or about a letter that the fonts lack."""
    for name, says in (("issuer_line", "Ghi cơ quan ban hành."), ("nation", "Ghi dòng đầu bên phải.")):
        if not lines[name]:
            raise ValidationError({name: says})
    head = Letterhead(
        lines["issuer_line"], lines["parent_line"], lines["place"], lines["nation"], lines["motto"]
    )
    try:
        paper_pdf(Paper(title="", letterhead=head))
    except PaperError as error:
        raise ValidationError(str(error)) from error


def remove_letterhead(*, actor: Actor, letterhead: UnitLetterhead, why: str) -> None:
    """Take out a letterhead that was written by mistake: papers of its days have the one before again.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        ValidationError: no reason, or somebody has taken it out already.
    """
    unit = letterhead.unit
    _admit(actor, unit)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do xóa."})
    with transaction.atomic():
        by = _locked(actor, unit)
        row = UnitLetterhead.objects.filter(pk=letterhead.pk).first()
        if row is None:
            raise ValidationError("Đầu giấy này vừa được người khác xóa: tải lại trang.")
        before = stored(row)
        row.delete()
        _write_down(by, "letterhead_removed", unit, (before, None), why=why.strip())


def accept_template(*, actor: Actor, unit: Unit, kind: PaperKind, name: str, data: bytes) -> PaperTemplate:
    """A Word file as the unit's template of a kind, once it is safe and fits; the one before stays on record.

    Args:
        name: as the sender calls it; only shown, never trusted.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        TemplateRefused: it cannot serve; every problem with its place.
        ValidationError: the same file is in use already.
    """
    _admit(actor, unit)  # before anything of a stranger's is read
    if problems := check_template(data, kind.samples(letterhead_of(unit))):
        raise TemplateRefused(problems)
    digest = keep(FOLDER, data)
    with transaction.atomic():
        by = _locked(actor, unit)
        before = _active(unit, kind)
        if before is not None and before.sha256 == digest:
            raise ValidationError(f"Mẫu này đang dùng, tên {before.name}, từ {before.at:%d/%m/%Y}.")
        ended = _end(before)
        made = PaperTemplate(
            unit=unit,
            kind=kind.code,
            name=_shown(name),
            sha256=digest,
            size=len(data),
            at=timezone.now(),
            by_name=by.full_name[:200],
        )
        made.full_clean()
        made.save()
        _write_down(by, "template_accepted", unit, (None, made), *ended)
    return made


def use_template_again(*, actor: Actor, template: PaperTemplate, kind: PaperKind) -> PaperTemplate:
    """Go back to an earlier version, which must still fit.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        PaperError: its file is gone.
        TemplateRefused: it no longer fits the kind's papers.
        ValidationError: it is in use.
    """
    unit = template.unit
    _admit(actor, unit)
    if problems := check_template(template_content(template), kind.samples(letterhead_of(unit))):
        raise TemplateRefused(problems)
    with transaction.atomic():
        by = _locked(actor, unit)
        row = PaperTemplate.objects.get(pk=template.pk)
        if row.active:
            raise ValidationError("Bản này đang dùng: tải lại trang.")
        ended = _end(_active(unit, kind))
        before = stored(row)
        row.active = True
        row.save(update_fields=["active"])
        _write_down(by, "template_accepted", unit, (before, row), *ended)
    return row


def withdraw_template(*, actor: Actor, unit: Unit, kind: PaperKind, why: str) -> None:
    """Use the superior's template again, or the built-in one. The versions stay on record.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        ValidationError: no reason, or the unit has no template of its own in use.
    """
    _admit(actor, unit)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do thôi dùng mẫu."})
    with transaction.atomic():
        by = _locked(actor, unit)
        ended = _end(_active(unit, kind))
        if not ended:
            raise ValidationError("Đơn vị không có mẫu riêng đang dùng: có người vừa bỏ, tải lại trang.")
        _write_down(by, "template_withdrawn", unit, *ended, why=why.strip())


def set_form_label(*, actor: Actor, unit: Unit, kind: PaperKind, label: str | None) -> None:
    """The number of the form at the top of the unit's papers of a kind.

    Args:
        label: as it is printed ("Mẫu số 05"); "" prints none; None goes back to the superior's or the kind's.

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        ValidationError: it is too long, or nothing differs.
    """
    _admit(actor, unit)
    with transaction.atomic():
        by = _locked(actor, unit)
        found = FormLabel.objects.filter(unit=unit, kind=kind.code).first()
        before = stored(found) if found else None
        if label is None:
            if found is None:
                raise ValidationError("Đơn vị chưa ghi số riêng cho mẫu này.")
            found.delete()
            _write_down(by, "form_label_set", unit, (before, None))
            return
        row = found or FormLabel(unit=unit, kind=kind.code)
        if found and found.label == label.strip():
            raise ValidationError("Số của mẫu không khác số đang ghi.")
        row.label = label.strip()
        row.full_clean()
        row.save()
        _write_down(by, "form_label_set", unit, (before, row))


def set_wording(
    *, actor: Actor, unit: Unit, kind: PaperKind, closing: str = "", sent_to: str = "", signing: str = ""
) -> None:
    """What the unit's papers of a kind end with. An empty line is the superior's; without any the row goes.

    Args:
        closing: the last sentence; "./." is put behind it.
        sent_to: nơi nhận, one a line.
        signing: who signs where no record names him, one line or more ("KT. TRƯỞNG PHÒNG").

    Raises:
        PermissionDenied: the actor may not shape the unit's papers.
        ValidationError: too long, a letter that cannot be printed, or nothing differs.
    """
    _admit(actor, unit)
    lines = {"closing": closing, "sent_to": sent_to, "signing": signing}
    lines = {name: "\n".join(text.strip().splitlines()) for name, text in lines.items()}
    tried = PaperWording(unit=unit, kind=kind.code, **lines)
    tried.clean_fields()
    try:
        paper_pdf(worded(kind.sample(letterhead_of(unit), False), tried))
    except PaperError as error:
        raise ValidationError(str(error)) from error
    with transaction.atomic():
        by = _locked(actor, unit)
        found = PaperWording.objects.filter(unit=unit, kind=kind.code).first()
        before = stored(found) if found else None
        row = found or PaperWording(unit=unit, kind=kind.code)
        if not change(row, lines):
            raise ValidationError("Không có gì khác với câu chữ đang ghi.")
        if any(lines.values()):
            row.full_clean()
            row.save()
        else:
            row.delete()
        _write_down(by, "wording_set", unit, (before, row if any(lines.values()) else None))


def _admit(actor: Actor, unit: Unit) -> Acting:
    return admit(actor, may_shape_papers(scopes(actor), unit.path))


def _locked(actor: Actor, unit: Unit) -> Acting:
    """Hold the unit, so that two who change its papers come one after the other; and ask again."""
    return _admit(actor, Unit.every.select_for_update(of=("self",)).get(pk=unit.pk))


def _active(unit: Unit, kind: PaperKind) -> PaperTemplate | None:
    return PaperTemplate.objects.active().filter(unit=unit, kind=kind.code).first()


def _end(row: PaperTemplate | None) -> list[Pair]:
    if row is None:
        return []
    before = stored(row)
    row.active = False
    row.save(update_fields=["active"])
    return [(before, row)]


def _write_down(by: Acting, verb: str, unit: Unit, *pairs: Pair, why: str = "") -> None:
    record(
        actor=by,
        verb=f"people.{verb}",
        subject=str(unit),
        ref=ref(unit),
        data=written(*pairs),
        why=why,
    )


def _shown(name: str) -> str:
    """A file's name to show: no path, no marks that steer."""
    from_path = name.replace("\\", "/").rpartition("/")[2]
    plain = printable(from_path).replace("\n", " ").strip()
    return plain[:120] or "mau.docx"
