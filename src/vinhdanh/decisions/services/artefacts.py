"""Writing about artefacts: the stock, each piece that is issued, and its hand-over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant
from vinhdanh.decisions.models import ArtefactIssue, ArtefactNeed, Stock, StockEntry
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.services.keeping import admit_about, need, refuse_future, write_down
from vinhdanh.decisions.types.artefacts import LIVE, ArtefactKind, IssueState, StockAct
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import first_come


def stock_ref(unit: Unit) -> str:
    """The unit's artefacts in the journal: ``artefacts:CAT``."""
    return f"artefacts:{unit.code}"


def _stock(unit: Unit, kind: ArtefactKind | str) -> Stock:
    """The stock, held until the transaction ends; made on first use."""
    Stock.objects.get_or_create(unit=unit, kind=kind)
    return Stock.objects.select_for_update(of=("self",)).get(unit=unit, kind=kind)


def _change(
    by: Acting,
    stock: Stock,
    act: StockAct,
    change: int,
    on: date,
    document: str = "",
    why: str = "",
    issue: ArtefactIssue | None = None,
) -> StockEntry:
    refuse_future(on)
    if stock.count + change < 0:
        raise ValidationError(
            f"Kho {stock.get_kind_display().lower()} còn {stock.count}, không đủ {-change}: nhập thêm trước."
        )
    stock.count += change
    stock.save()
    entry = StockEntry(
        stock=stock,
        act=act,
        change=change,
        left=stock.count,
        on=on,
        document=document.strip(),
        why=why.strip(),
        issue=issue,
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    entry.full_clean()
    entry.save()
    return entry


def _stocked(
    by: Acting,
    unit: Unit,
    kind: ArtefactKind | str,
    act: StockAct,
    change: int,
    on: date,
    paper: str,
    why: str,
) -> StockEntry:
    with transaction.atomic():
        stock = _stock(unit, kind)
        before = stored(stock)
        entry = _change(by, stock, act, change, on, paper, why)
        write_down(by, "stock_written", stock, stock_ref(unit), (before, stock), (None, entry), why=why)
    return entry


def receive_stock(
    *, actor: Actor, unit: Unit, kind: ArtefactKind | str, count: int, on: date, document: str
) -> StockEntry:
    """Pieces that came in.

    Raises:
        PermissionDenied: the actor keeps no artefacts there.
        ValidationError: nothing came, the paper is missing, or the day has not come.
    """
    by = admit(actor, may_keep(scopes(actor), unit.path))
    if count <= 0:
        raise ValidationError({"count": "Ghi số lượng lớn hơn 0."})
    paper = need(document, "document", "Ghi chứng từ nhập.")
    return _stocked(by, unit, kind, StockAct.RECEIVED, count, on, paper, "")


def write_off(
    *, actor: Actor, unit: Unit, kind: ArtefactKind | str, count: int, on: date, minutes: str, why: str
) -> StockEntry:
    """Pieces of the stock that were damaged or are given up, with their minutes (biên bản).

    Raises:
        PermissionDenied: the actor keeps no artefacts there.
        ValidationError: there are not so many, the minutes or the reason are missing.
    """
    by = admit(actor, may_keep(scopes(actor), unit.path))
    if count <= 0:
        raise ValidationError({"count": "Ghi số lượng lớn hơn 0."})
    paper = need(minutes, "document", "Ghi biên bản hỏng, thanh lý.")
    reason = need(why, "why", "Ghi lý do.")
    return _stocked(by, unit, kind, StockAct.WRITTEN_OFF, -count, on, paper, reason)


def count_stock(
    *, actor: Actor, unit: Unit, kind: ArtefactKind | str, found: int, on: date, minutes: str, why: str = ""
) -> StockEntry:
    """A stock-taking (kiểm kê): what was found is what there is.

    Raises:
        PermissionDenied: the actor keeps no artefacts there.
        ValidationError: the minutes are missing, or the count differs from the books and no reason is given.
    """
    by = admit(actor, may_keep(scopes(actor), unit.path))
    paper = need(minutes, "document", "Ghi biên bản kiểm kê.")
    if found < 0:
        raise ValidationError({"count": "Ghi số lượng thực tế, từ 0."})
    with transaction.atomic():
        stock = _stock(unit, kind)
        change = found - stock.count
        if change and not why.strip():
            raise ValidationError({"why": f"Sổ ghi {stock.count}, thực tế {found}: ghi lý do chênh lệch."})
        before = stored(stock)
        entry = _change(by, stock, StockAct.COUNTED, change, on, paper, why)
        write_down(by, "stock_written", stock, stock_ref(unit), (before, stock), (None, entry), why=why)
    return entry


def state_need(
    *, actor: Actor, unit: Unit, honour: str, kind: ArtefactKind | str, since: date
) -> ArtefactNeed:
    """Say which artefact goes with an honour, for decisions from a day on.

    Raises:
        PermissionDenied: the actor keeps no artefacts there.
        ValidationError: no such honour, or it was said before.
    """
    by = admit(actor, may_keep(scopes(actor), unit.path))
    if honour not in catalogue():
        raise ValidationError({"honour": "Chọn danh hiệu, hình thức trong danh mục."})
    row = ArtefactNeed(unit=unit, honour=honour, kind=kind, since=since)
    with first_come("Hiện vật này vừa được người khác ghi cho danh hiệu, hình thức đó: tải lại trang."):
        row.full_clean()
        row.save()
        write_down(by, "artefact_need", row, stock_ref(unit), (None, row))
    return row


def drop_need(*, actor: Actor, needed: ArtefactNeed) -> None:
    """The unit no longer hands that artefact over with the honour; pieces issued stay as they are.

    Raises:
        PermissionDenied: the actor keeps no artefacts there.
    """
    by = admit(actor, may_keep(scopes(actor), needed.unit.path))
    with transaction.atomic():
        write_down(by, "artefact_need", needed, stock_ref(needed.unit), (needed, None))
        needed.delete()


# ---- one piece ------------------------------------------------------------------------------------


def issue_artefacts(
    *,
    actor: Actor,
    unit: Unit,
    kind: ArtefactKind | str,
    serials: Mapping[int, str],
    grants: Sequence[Grant],
    on: date,
) -> list[ArtefactIssue]:
    """Take a piece from the stock for each honour; all of them or none.

    Args:
        serials: the serial number by the grant's key; a frame may have none.

    Raises:
        PermissionDenied: the actor keeps no artefacts there, or one honour is his own.
        ValidationError: an honour no longer stands or belongs to another agency, has such a piece, a number
            was used before, or the stock does not suffice.
    """
    if not grants:
        raise ValidationError("Chưa chọn ai: đánh dấu trong danh sách.")
    by = admit_about(actor, may_keep, unit.path, grants)
    try:
        with transaction.atomic():
            return [issue_one(by, unit, kind, grant, serials.get(grant.pk, ""), on) for grant in grants]
    except IntegrityError as error:
        raise ValidationError(
            "Vừa có người khác cấp hiện vật cho lượt khen này hoặc dùng số hiệu đó: tải lại trang."
        ) from error


def issue_one(
    by: Acting,
    unit: Unit,
    kind: ArtefactKind | str,
    grant: Grant,
    serial: str,
    on: date,
    replaces: ArtefactIssue | None = None,
) -> ArtefactIssue:
    """One piece from the stock, inside a transaction. What is raised: as ``issue_artefacts``."""
    if grant.state is not GrantState.IN_FORCE:
        raise ValidationError(f"Lượt khen của {grant.subject} không còn hiệu lực: không cấp hiện vật.")
    if f"/{unit.code}/" not in grant.place_path:
        raise ValidationError(f"Lượt khen của {grant.subject} không thuộc {unit}.")
    stock = _stock(unit, kind)  # held first: two who take the same number wait for each other
    serial = " ".join(serial.split())
    used = ArtefactIssue.objects.filter(unit=unit, kind=kind, serial=serial).first() if serial else None
    if used:
        raise ValidationError(
            f"Số {serial} đã dùng cho {used.grant.subject} ({used.get_state_display().lower()}): "
            "số đã cấp không dùng lại."
        )
    if ArtefactIssue.objects.filter(grant=grant, kind=kind, state__in=LIVE).exists():
        raise ValidationError(f"{grant.subject} đã có {ArtefactKind(kind).label.lower()} cho lượt khen này.")
    issue = ArtefactIssue(unit=unit, kind=kind, grant=grant, serial=serial, issued=on, replaces=replaces)
    issue.full_clean()
    issue.save()
    before = stored(stock)
    entry = _change(by, stock, StockAct.ISSUED, -1, on, issue=issue)
    pairs = ((None, issue), (before, stock), (None, entry))
    write_down(by, "artefact_issued", issue, stock_ref(unit), *pairs, data={"grant": grant.pk})
    return issue


def _in_one_order(issues: Sequence[ArtefactIssue]) -> list[ArtefactIssue]:
    """The pieces in the order in which everybody takes hold of them: no two wait for each other."""
    return sorted(issues, key=lambda one: one.pk)


def _held(issue: ArtefactIssue, *states: IssueState) -> ArtefactIssue:
    """The piece as it is now, held until the transaction ends.

    Raises:
        ValidationError: it is in another state.
    """
    row = ArtefactIssue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if row.state not in states:
        day = row.ended or row.handed
        said = f" ngày {day:%d/%m/%Y}" if day else ""
        raise ValidationError(
            f"{row} của {row.grant.subject}: {row.get_state_display().lower()}{said}. Tải lại trang để xem."
        )
    return row


def mark_printed(*, actor: Actor, issues: Sequence[ArtefactIssue], on: date) -> list[ArtefactIssue]:
    """The recipients' names are on the pieces now; all of them or none.

    Raises:
        PermissionDenied: the actor keeps no artefacts there, or one is his own.
        ValidationError: none was chosen, or one no longer waits.
    """
    if not issues:
        raise ValidationError("Chưa chọn hiện vật nào: đánh dấu trong danh sách.")
    by = admit_about(actor, may_keep, issues[0].unit.path, [one.grant for one in issues])
    refuse_future(on)
    done = []
    with transaction.atomic():
        for one in _in_one_order(issues):
            row = _held(one, IssueState.READY)
            before = stored(row)
            row.printed = on
            row.save()
            write_down(by, "artefact_printed", row, stock_ref(row.unit), (before, row))
            done.append(row)
    return done


def hand_over(
    *,
    actor: Actor,
    issues: Sequence[ArtefactIssue],
    on: date,
    ceremony: str = "",
    receiver: str = "",
    substitute: bool = False,
) -> list[ArtefactIssue]:
    """Hand pieces over; all of them or none.

    Args:
        receiver: who took it; by default each recipient. ``substitute``: somebody took it for him.

    Raises:
        PermissionDenied: the actor keeps no artefacts there, or one is his own.
        ValidationError: none was chosen, one was handed over, or the substitute isn't named.
    """
    if not issues:
        raise ValidationError("Chưa chọn hiện vật nào: đánh dấu trong danh sách.")
    by = admit_about(actor, may_keep, issues[0].unit.path, [one.grant for one in issues])
    said = need(receiver, "receiver", "Ghi người nhận thay.") if substitute else receiver.strip()
    refuse_future(on)
    done = []
    with transaction.atomic():
        for one in _in_one_order(issues):
            row = _held(one, IssueState.READY)
            before = stored(row)
            row.state, row.handed, row.ceremony = IssueState.HANDED, on, ceremony.strip()
            row.receiver, row.substitute = said or str(row.grant.subject)[:200], substitute
            row.full_clean()
            row.save()
            write_down(by, "artefact_handed", row, stock_ref(row.unit), (before, row))
            done.append(row)
    return done


# From which states a piece comes to its end.
_BEGINS: Mapping[IssueState, tuple[IssueState, ...]] = {
    IssueState.SPOILT: (IssueState.READY,),
    IssueState.RETURNED: (IssueState.HANDED,),
    IssueState.LOST: LIVE,
}


def end_artefact(
    *, actor: Actor, issue: ArtefactIssue, state: IssueState, on: date, minutes: str
) -> ArtefactIssue:
    """A piece was spoilt before it was handed over, or was lost or came back after it; its number is gone.

    Raises:
        PermissionDenied: the actor keeps no artefacts there, or it is his own.
        ValidationError: the minutes are missing, or it is in no state to end so.
    """
    by = admit_about(actor, may_keep, issue.unit.path, [issue.grant])
    with transaction.atomic():
        return end_one(by, issue, state, on, minutes)


def end_one(by: Acting, issue: ArtefactIssue, state: IssueState, on: date, minutes: str) -> ArtefactIssue:
    """The same inside another act. What is raised: as ``end_artefact``."""
    paper = need(minutes, "minutes", "Ghi biên bản.")
    refuse_future(on)
    row = _held(issue, *_BEGINS[state])
    before = stored(row)
    row.state, row.ended, row.minutes = state, on, paper[:200]
    row.full_clean()
    row.save()
    write_down(by, "artefact_ended", row, stock_ref(row.unit), (before, row), why=paper)
    return row
