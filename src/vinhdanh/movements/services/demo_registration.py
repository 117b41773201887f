"""The sample province's registrations: 2025 accepted and over, 2026 all but a few; the giao ước."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import is_title
from vinhdanh.awards.models import Grant
from vinhdanh.movements.models import (
    Commitment,
    CompactParty,
    CompactSignature,
    Movement,
    Registration,
    RegistrationAct,
    RegistrationSheet,
)
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.selectors.registration import away, serving, titles_for
from vinhdanh.movements.services.compacts import CompactText, TargetText, open_compact, write_compact
from vinhdanh.movements.services.registration import open_registration
from vinhdanh.movements.types.compacts import CompactKind, CompactState
from vinhdanh.movements.types.registration import SheetActKind, SheetState
from vinhdanh.people.models import Post, Unit

KEEPS = "PX01"  # every officer of it has registered
LATE = 5  # phòng and commune stations of which a đội, or the whole, has not sent anything
FORGOTTEN = 29  # of so many officers in some units, one has not registered
SLOW = 11  # of so many units, one sends after the deadline
PROMISES = (
    ("Hoàn thành nhiệm vụ được giao, đúng hạn", 100, "%"),
    ("Không vi phạm kỷ luật, điều lệnh", 0, "vụ"),
    ("Tham gia đầy đủ các lớp bồi dưỡng nghiệp vụ", 100, "%"),
    ("Giải quyết phản ánh của Nhân dân đúng hạn", 95, "%"),
)
ARTICLES = (
    "Thực hiện nghiêm Kế hoạch phát động phong trào “Vì An ninh Tổ quốc” gắn với phong trào “Ba nhất”.",
    "Chấp hành nghiêm kỷ luật, điều lệnh, quy trình công tác; không để cán bộ, chiến sĩ vi phạm pháp luật.",
    "Hoàn thành và vượt các chỉ tiêu công tác năm đã đăng ký; báo cáo trung thực, đúng hạn.",
    "Nâng chất lượng bồi dưỡng nghiệp vụ cho Công an cấp xã và lực lượng tham gia bảo vệ an ninh ở cơ sở.",
    "Tuyên truyền, vận động Nhân dân trong tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân.",
    "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; khen thưởng kịp thời, đúng người, đúng việc.",
)
TARGETS = (
    TargetText("Cán bộ, chiến sĩ đăng ký thi đua", "100", "%"),
    TargetText("Báo cáo gửi đúng hạn", "≥ 95", "%"),
    TargetText("Phản ánh, kiến nghị của Nhân dân giải quyết đúng hạn", "≥ 95", "%"),
    TargetText("Cán bộ, chiến sĩ vi phạm kỷ luật từ cảnh cáo trở lên", "0", "người"),
)


@transaction.atomic
def install_demo_registration(agency: Unit) -> None:
    """Write the registrations of 2025 and 2026 for every unit, and the giao ước.

    2025 is registered by what people reached and by what some of them missed; 2026 by what they hold.
    """
    for year, opened in ((2025, date(2025, 1, 10)), (2026, date(2026, 1, 9))):
        _open(agency, year, opened)
        _register(agency, year, opened, late=LATE if year == 2026 else 0)
    _compact(agency, 2025, "01/GƯ-CAT")
    _compact(agency, 2026, "01/GƯ-CAT", unsigned=48)
    _compact(Unit.objects.get(code=KEEPS), 2026, f"01/GƯ-{KEEPS}")


def _open(agency: Unit, year: int, opened: date) -> None:
    movement = Movement.objects.filter(unit=agency, year=year, parent=None).order_by("first").first()
    open_registration(
        actor=Operator(),
        unit=agency,
        year=year,
        opened=opened,
        deadline=date(year, 2, 15),
        document=f"Công văn số {year % 100 + 61}/CAT-PX01 ngày {opened:%d/%m/%Y}",
        movement=movement,
        note="100% cán bộ, chiến sĩ và tập thể đăng ký; ghi rõ danh hiệu, cam kết.",
    )


def _register(agency: Unit, year: int, opened: date, *, late: int) -> None:
    day = min(timezone.localdate(), date(year, 12, 31))
    units = list(Unit.objects.subtree(agency).open(day).select_related("parent").order_by("path"))
    staff: dict[int, list[Post]] = defaultdict(list)
    for post in serving(Unit.objects.filter(pk__in=[one.pk for one in units]), day):
        staff[post.unit_id].append(post)
    silent = _silent(agency, units, late)
    held, absent = _held(year), away(day)
    sheets = [_sheet(one, year, at) for at, one in enumerate(units) if one.pk not in silent]
    RegistrationSheet.objects.bulk_create(sheets)
    lines: list[Registration] = []
    promises: list[Commitment] = []
    for at, sheet in enumerate(sheets):
        unit, own = sheet.unit, held["unit", sheet.unit_id]
        wanted = _unit_titles(unit, own, year)
        lines += [Registration(sheet=sheet, unit=unit, year=year, version=1, honour=one) for one in wanted]
        keeps = year == 2025 or unit.path.startswith(f"{agency.path}{KEEPS}/") or at % 3
        for place, post in enumerate(staff[unit.pk]):
            if post.person_id in absent and place % 2:
                continue
            if not keeps and place and (at + place) % FORGOTTEN == 0:
                continue
            for honour in _titles(post, held["person", post.person_id], year):
                lines.append(
                    Registration(sheet=sheet, person=post.person, year=year, version=1, honour=honour)
                )
            text, value, measure = PROMISES[(at + place) % len(PROMISES)]
            promise = Commitment(sheet=sheet, person=post.person, version=1, order=1, text=text)
            promise.value, promise.measure = Decimal(value), measure
            promises.append(promise)
    Registration.objects.bulk_create(lines, batch_size=2000)
    Commitment.objects.bulk_create(promises, batch_size=2000)
    RegistrationAct.objects.bulk_create(act for sheet in sheets for act in _acts(sheet))
    record(
        actor=Operator(),
        verb="registration.lines_written",
        subject=f"{len(sheets)} bản đăng ký thi đua năm {year}, {len(lines)} danh hiệu",
        ref=f"unit:{agency.code}",
    )


def _silent(agency: Unit, units: list[Unit], late: int) -> set[int]:
    """Units that have sent nothing: small ones at the end of the tree, never of the unit that keeps 100%."""
    if not late:
        return set()
    ends = [one for one in units if not any(other.parent_id == one.pk for other in units)]
    ends = [one for one in ends if not one.path.startswith(f"{agency.path}{KEEPS}/")]
    return {one.pk for one in ends[:: max(len(ends) // late, 1)][:late]}


def _sheet(unit: Unit, year: int, at: int) -> RegistrationSheet:
    sent = date(year, 1, 14) + timedelta(days=at % 28)
    if at % SLOW == 0 and unit.depth > 1:
        sent = date(year, 2, 16) + timedelta(days=at % 9)
    waits = year == 2026 and at % 37 == 5
    state = SheetState.SENT if waits else SheetState.ACCEPTED
    return RegistrationSheet(unit=unit, year=year, state=state, sent=sent)


def _acts(sheet: RegistrationSheet) -> Iterator[RegistrationAct]:
    """Sent by its head, accepted four days later."""
    assert sheet.sent is not None
    sent = timezone.make_aware(datetime.combine(sheet.sent, time(9, 30)))
    yield RegistrationAct(
        sheet=sheet, version=1, kind=SheetActKind.SENT, at=sent, by_name=f"Thủ trưởng {sheet.unit}"
    )
    if sheet.state == SheetState.ACCEPTED:
        at, by = sent + timedelta(days=4), f"Thủ trưởng {sheet.unit.parent or sheet.unit}"
        yield RegistrationAct(sheet=sheet, version=1, kind=SheetActKind.ACCEPTED, at=at, by_name=by)


Held = dict[tuple[str, int], dict[int, set[str]]]


def _held(year: int) -> Held:
    """Titles by subject and year, of this year and the two before."""
    found: Held = defaultdict(lambda: defaultdict(set))
    rows = Grant.objects.filter(year__gte=year - 2, year__lte=year).order_by()
    for person, unit, honour, of in rows.values_list("person_id", "unit_id", "honour", "year"):
        if is_title(honour) and (person or unit):
            found[("person", person) if person else ("unit", unit)][of].add(honour)
    return found


def _titles(post: Post, held: dict[int, set[str]], year: int) -> list[str]:
    """What an officer registers: a year that is over by what came of it, a new one by what he holds.

    Some strive higher than they get, some for the Ministry's title before their time.
    """
    base, higher, top = titles_for(post.person)[:3]
    got, before = held[year], held[year - 1]
    luck = int("".join(filter(str.isdigit, post.person.number)) or 0) % 20
    wanted = {base}
    if higher in got | before or (year != 2025 and luck == 3) or (year == 2025 and luck < 2):
        wanted.add(higher)
    if top in got or (higher in before and higher in held[year - 2]) or (luck == 7 and higher in before):
        wanted.add(top)
    if luck == 11 and year == 2026 and higher in before:
        wanted.add(top)
    return [one for one in (base, higher, top) if one in wanted]


def _unit_titles(unit: Unit, held: dict[int, set[str]], year: int) -> list[str]:
    """What a collective registers: what it was given, or would like to be."""
    titles = [one for one in titles_for(unit) if is_title(one)]
    got = [one for one in titles if one in held[year] | held[year - 1]]
    better = "DVQT" if unit.pk % 5 == 0 or "DVTT" not in titles else "DVTT"
    return got or [one for one in titles if one == better]


def _compact(unit: Unit, year: int, number: str, *, unsigned: int = 0) -> None:
    """A giao ước of the unit with those below it, signed by their heads; one of ``unsigned`` has not yet."""
    dated = date(year, 1, 12)
    units = responding_units(unit, dated)
    compact = write_compact(
        actor=Operator(),
        unit=unit,
        text=CompactText(ARTICLES, TARGETS, units),
        kind=CompactKind.UNIT,
        year=year,
        number=number,
        dated=dated,
        place="Sơn Hà",
        name=f"Thực hiện phong trào thi đua “Vì An ninh Tổ quốc” năm {year}",
        opening=f"Thực hiện Kế hoạch phát động phong trào “Vì An ninh Tổ quốc” năm {year} của {unit}, các "
        "đơn vị thống nhất ký kết giao ước thi đua với những nội dung sau:",
        witness="" if unit.parent else "Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh",
    )
    open_compact(actor=Operator(), compact=compact)
    heads = _heads(units, dated)
    parties = list(CompactParty.objects.filter(compact=compact).select_related("unit"))
    signatures = []
    for at, party in enumerate(parties):
        head = heads.get(party.unit_id)
        if head is None or (unsigned and at % unsigned == unsigned // 3):
            continue
        name = " ".join(part for part in (head.person.rank, head.person.name) if part)
        signature = CompactSignature(party=party, name=name, post=head.title or "Thủ trưởng đơn vị")
        signature.signed = dated + timedelta(days=0 if at % 4 else at % 9)
        signature.at = timezone.make_aware(datetime.combine(signature.signed, time(10)))
        signature.by_name = "Dữ liệu mẫu"
        signatures.append(signature)
    CompactSignature.objects.bulk_create(signatures)
    if len(signatures) == len(parties):
        compact.state = CompactState.SIGNED
        compact.save(update_fields=["state"])
    said = f"{len(signatures)} đơn vị ký {compact}"
    record(actor=Operator(), verb="compacts.compact_signed", subject=said, ref=f"compact:{compact.pk}")


def _heads(units: list[Unit], day: date) -> dict[int, Post]:
    """Unit's key → the post of who led it when it was signed."""
    posts = serving(Unit.objects.filter(pk__in=[one.pk for one in units]), day).filter(leads=True)
    found: dict[int, Post] = {}
    for post in posts:
        found.setdefault(post.unit_id, post)
    return found
