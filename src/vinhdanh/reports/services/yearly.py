"""Writing a year-end report: its texts, the figures typed over by hand, its issue, a new edition.

Every act holds the unit: two people never write into two drafts of one year. Nothing here changes a record
that the report counts.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Unit
from vinhdanh.reports.frozen import frozen
from vinhdanh.reports.models import ReportPassage, ReportTypedOver, YearReport
from vinhdanh.reports.policies import may_issue_report, may_write_report
from vinhdanh.reports.selectors.yearly import newest_passages, report_of
from vinhdanh.reports.types.yearly import ReportState

Actor = Account | Operator


def report_ref(report: YearReport) -> str:
    """The report's name in the journal: ``year_report:3``."""
    return f"year_report:{report.pk}"


def write_passage(
    *, actor: Actor, unit: Unit, year: int, code: str, text: str, seen: int | None = None
) -> ReportPassage:
    """Write a text of the report; what stood there stays as a version.

    Args:
        code: the passage's name in the report.
        seen: key of the version that the writer read, 0 for none; None asks nothing.

    Raises:
        PermissionDenied: the actor writes no report there.
        ValidationError: the report has no such passage, was issued, or somebody wrote there meanwhile.
    """
    by = admit(actor, may_write_report(scopes(actor), unit.path))
    if code not in report_of(actor, unit, year, around=code).blanks:
        raise ValidationError("Báo cáo không có đoạn này: tải lại trang.")
    with transaction.atomic():
        report, pairs = _draft(by, unit, year)
        before = newest_passages(report).get(code)
        if seen is not None and seen != (before.pk if before else 0):
            who = before.by_name if before else "Người khác"
            raise ValidationError({"text": f"{who} vừa ghi đoạn này. Đọc bản mới rồi ghi lại phần của mình."})
        row = ReportPassage(report=report, code=code, text=text.strip(), at=timezone.now(), **_hand(by))
        row.full_clean()
        row.save()
        _write_down(by, "passage_written", report, *pairs, (None, row))
    return row


def type_over(
    *, actor: Actor, unit: Unit, year: int, key: str, value: str, reason: str, seen: int | None = None
) -> ReportTypedOver:
    """Write a figure by hand in place of what is counted; what was counted then is kept with it.

    Args:
        key: the figure's key in the report.
        value: as it is to stand in the text ("09").
        seen: key of what was typed over there when the writer looked, 0 for nothing; None asks nothing.

    Raises:
        PermissionDenied: the actor writes no report there.
        ValidationError: no such figure, no value, no reason, nothing different from what is counted, the
            report was issued, or somebody typed over it meanwhile.
    """
    by = admit(actor, may_write_report(scopes(actor), unit.path))
    figure = report_of(actor, unit, year, around=key).figures.get(key)
    if figure is None:
        raise ValidationError("Báo cáo không còn số liệu này: tải lại trang.")
    said, why = " ".join(value.split()), reason.strip()
    if not said:
        raise ValidationError({"value": "Ghi số thay cho số đếm."})
    if not why:
        raise ValidationError({"reason": "Ghi lý do: vì sao khác số đếm, theo văn bản nào."})
    if said == figure.counted:
        raise ValidationError({"value": f"Máy cũng đếm được {figure.counted}: không cần ghi đè."})
    with transaction.atomic():
        report, pairs = _draft(by, unit, year)
        before = report.typed_over.filter(key=key, ended=None).first()
        if seen is not None and seen != (before.pk if before else 0):
            raise ValidationError("Người khác vừa đổi số này: xem lại số đang dùng rồi ghi.")
        if before:
            pairs.append(_ended(before, by, f"Ghi lại: {said}"))
        row = ReportTypedOver(
            report=report,
            key=key,
            label=figure.label[:300],
            value=said,
            counted=figure.counted[:300],
            reason=why,
            at=timezone.now(),
            **_hand(by),
        )
        row.full_clean()
        row.save()
        _write_down(by, "figure_typed_over", report, *pairs, (None, row), why=why)
    return row


def take_back(*, actor: Actor, typed: ReportTypedOver, why: str = "") -> ReportTypedOver:
    """Let the counted figure stand again.

    Raises:
        PermissionDenied: the actor writes no report there.
        ValidationError: it was taken back, or the report was issued.
    """
    unit = typed.report.unit
    by = admit(actor, may_write_report(scopes(actor), unit.path))
    with transaction.atomic():
        report, _ = _draft(by, unit, typed.report.year)
        row = report.typed_over.filter(pk=typed.pk, ended=None).first()
        if row is None:
            raise ValidationError("Số này đã dùng lại số đếm, hoặc báo cáo đã ban hành: tải lại trang.")
        pair = _ended(row, by, why.strip())
        _write_down(by, "figure_taken_back", report, pair, why=why.strip())
    return row


def issue_report(
    *, actor: Actor, unit: Unit, year: int, issued: date, number: str = "", signer: str = ""
) -> YearReport:
    """Issue the report: all that it says now, figures with their records, is kept as it is.

    Args:
        number: its number and sign, as papers carry it ("12/BC-PX01").
        signer: name and post of whoever signs ("Đại tá Lê Văn A, Trưởng phòng").

    Raises:
        PermissionDenied: the actor is not its head.
        ValidationError: the day has not come, a part could not be counted, somebody wrote meanwhile, or it
            was issued.
    """
    by = admit(actor, may_issue_report(scopes(actor), unit.path))
    if issued > timezone.localdate():
        raise ValidationError({"issued": f"Ngày {issued:%d/%m/%Y} chưa tới: xem lại ngày."})
    if issued < date(year, 1, 1):
        raise ValidationError({"issued": f"Ngày ban hành phải sau khi năm {year} bắt đầu."})
    said = report_of(actor, unit, year)
    if said.failed:
        parts = ", ".join(said.failed)
        raise ValidationError(f"Chưa tính được: {parts}. Báo quản trị viên; chưa ban hành được.")
    content = {**frozen(said.sections), "at": timezone.now().isoformat(), "unit": unit.name}
    with transaction.atomic():
        report, _ = _draft(by, unit, year)
        # Counting took a while, without the lock: what people wrote since then isn't in it.
        if _newest(report) != _read(said.passages, said.typed):
            raise ValidationError("Có người vừa ghi vào báo cáo: tải lại trang, xem lại rồi ban hành.")
        before = stored(report)
        report.state, report.issued = ReportState.ISSUED, issued
        report.number, report.signer = " ".join(number.split()), " ".join(signer.split())
        report.snapshot = content
        report.full_clean()
        report.save()
        after = stored(report)
        assert isinstance(after, YearReport)
        after.snapshot = None  # the journal says that it was issued; what was issued stands in the report
        _write_down(by, "report_issued", report, (before, after))
    return report


def begin_edition(*, actor: Actor, unit: Unit, year: int, why: str) -> YearReport:
    """Begin a new edition of an issued report, with its texts and what is typed over; the old one stays.

    Raises:
        PermissionDenied: the actor writes no report there.
        ValidationError: no reason, nothing was issued, or a draft is open.
    """
    by = admit(actor, may_write_report(scopes(actor), unit.path))
    reason = why.strip()
    if not reason:
        raise ValidationError({"why": "Ghi lý do lập bản mới."})
    with transaction.atomic():
        last = _last(unit, year)
        if last is None or not last.is_issued:
            raise ValidationError("Báo cáo năm này chưa ban hành bản nào, hoặc đang có bản soạn dở.")
        report = _begun(by, unit, year, last.edition + 1)
        for text in newest_passages(last).values():
            text.pk, text.report, text._state.adding = None, report, True
            text.save()
        for typed in last.typed_over.filter(ended=None):
            typed.pk, typed.report, typed._state.adding = None, report, True
            typed.save()
        _write_down(by, "edition_begun", report, (None, report), why=reason)
    return report


# ---- one draft a unit and year ----------------------------------------------------------------------


def _last(unit: Unit, year: int) -> YearReport | None:
    """The newest edition, held with the unit until the transaction ends."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    rows = YearReport.objects.select_for_update(of=("self",)).filter(unit=unit, year=year)
    return rows.defer("snapshot").order_by("-edition").first()


def _draft(by: Acting, unit: Unit, year: int) -> tuple[YearReport, list[Pair]]:
    """The draft of a year, begun on first use, and what the journal has to say of that.

    Raises:
        ValidationError: the newest edition was issued.
    """
    last = _last(unit, year)
    if last is None:
        report = _begun(by, unit, year, 1)
        return report, [(None, report)]
    if last.is_issued:
        raise ValidationError(
            f"Báo cáo đã ban hành ngày {last.issued:%d/%m/%Y}, không sửa được nữa. Lập bản mới để sửa."
        )
    return last, []


def _begun(by: Acting, unit: Unit, year: int, edition: int) -> YearReport:
    report = YearReport(unit=unit, year=year, edition=edition, begun=timezone.now(), **_hand(by))
    report.full_clean()
    report.save()
    return report


def _hand(by: Acting) -> dict[str, str]:
    return {"by_name": by.full_name[:200], "by_username": by.username}


def _ended(row: ReportTypedOver, by: Acting, why: str) -> Pair:
    before = stored(row)
    row.ended, row.ended_by, row.ended_why = timezone.now(), by.full_name[:200], why[:300]
    row.save(update_fields=["ended", "ended_by", "ended_why"])
    return before, row


def _newest(report: YearReport) -> tuple[set[int], set[int]]:
    typed = report.typed_over.filter(ended=None).values_list("pk", flat=True)
    return {one.pk for one in newest_passages(report).values()}, set(typed)


def _read(*rows: object) -> tuple[set[int], ...]:
    return tuple({one.pk for one in mapping.values()} for mapping in rows)  # type: ignore[attr-defined]


def _write_down(by: Acting, verb: str, report: YearReport, *pairs: Pair, why: str = "") -> None:
    """One line in the journal, with the records before and after."""
    subject, ref = str(report)[:300], report_ref(report)
    record(actor=by, verb=f"reports.{verb}", subject=subject, ref=ref, data=written(*pairs), why=why)
