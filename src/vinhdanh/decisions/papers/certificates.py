"""Giấy khen, bằng khen, title certificates: the words of each line of a signed decision."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.awards.catalogue import honour_name, is_title
from vinhdanh.awards.models import Grant, GrantEvent, GrantProof
from vinhdanh.awards.selectors.proofs import proof_texts
from vinhdanh.awards.types import Act, RecipientKind
from vinhdanh.decisions.models import (
    BlankSpot,
    CertificateBlank,
    DecisionDraft,
    DraftLine,
    Emblem,
    PrinterShift,
)
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.types.revoking import CaseKind
from vinhdanh.documents.blanks import Blank, Spot
from vinhdanh.documents.certificates import Certificate, Layout
from vinhdanh.documents.words import Capacity, day_line, signing_lines
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.types import LeaveGround

_OTHERS = {
    RecipientKind.UNIT: "Tập thể",
    RecipientKind.HOUSEHOLD: "Hộ gia đình",
    RecipientKind.OUTSIDER: "Ông (bà)",
}
FLAGGED = "CSTD_CS"  # its certificate has red flags beside the emblem (NĐ 98/2023/NĐ-CP, Điều 104)
DOTS = "………"


def certificates_of(draft: DecisionDraft, lines: Sequence[DraftLine]) -> list[Certificate]:
    """The certificates of lines of a signed decision, in their order."""
    grants = [line.grant for line in lines if line.grant is not None]
    posts = _posts(draft, lines)
    scanned, anew = proof_texts(grants), _issued_anew(grants)
    codes = {one.grant_id: one for one in GrantProof.objects.filter(grant__in=scanned)}
    return [_certificate(draft, line, posts, scanned, codes, anew) for line in lines]


def _certificate(
    draft: DecisionDraft,
    line: DraftLine,
    posts: dict[int, str],
    scanned: dict[int, str],
    codes: dict[int, GrantProof],
    anew: dict[int, str],
) -> Certificate:
    one, grant, authority = line.proposal, line.grant, draft.authority
    assert grant is not None
    subject = one.subject
    police = getattr(subject, "force", "") == Force.POLICE.value
    head = _sentence(posts.get(one.person_id or 0, ""), line.place_words)
    agency = "" if draft.unit.name in head or subject == draft.unit else draft.unit.name
    number = draft.number.text if draft.number else ""
    return Certificate(
        authority=authority.name.upper(),
        given=_given(one.honour, subject, draft),
        form=_form(one.honour, police=police).upper(),
        title=_title(subject, one.kind),
        recipient=str(subject).upper(),
        place=tuple(filter(None, (head, agency))),
        merit=grant.achievement or one.achievement or f"Năm {one.years}",
        decision=(f"Quyết định số: {number}", day_line(draft.dated)),
        book=f"Số sổ vàng: {grant.serial or DOTS}",
        note=anew.get(grant.pk, ""),
        dated=", ".join(filter(None, (authority.place, day_line(draft.dated)))),
        signing=signing_lines(
            Capacity(draft.capacity),
            authority.signs_for,
            bare_post(draft.signer_post or authority.name, draft.unit),
        ),
        signer=draft.signer,
        qr=scanned.get(grant.pk, ""),
        code=codes[grant.pk].code if grant.pk in codes else "",
        flags=one.honour == FLAGGED,
    )


def _given(honour: str, subject: object, draft: DecisionDraft) -> str:
    dead = isinstance(subject, Person) and subject.left_ground == LeaveGround.DIED
    if dead and subject.left is not None and subject.left <= draft.dated:  # type: ignore[attr-defined]
        return "TRUY TẶNG"
    return "TẶNG DANH HIỆU" if is_title(honour) else "TẶNG"


def _form(honour: str, *, police: bool) -> str:
    """The name as it stands on the paper: who gives it stands above, so «của Bộ …» is left out."""
    name = honour_name(honour, police=police)
    return name if is_title(honour) else name.partition(" của ")[0]


def _title(subject: object, kind: RecipientKind) -> str:
    if isinstance(subject, Person):
        return subject.rank or "Đồng chí"
    return _OTHERS[kind]


def _sentence(post: str, place: str) -> str:
    """A post and its place in one line, without saying twice what both say.

    >>> _sentence("Trưởng phòng", "Phòng Tổ chức cán bộ")
    'Trưởng phòng Tổ chức cán bộ'
    >>> _sentence("Phó Đội trưởng", "Đội Đào tạo, Phòng Tổ chức cán bộ")
    'Phó Đội trưởng Đội Đào tạo, Phòng Tổ chức cán bộ'
    """
    said, where = post.split(), place.split()
    for many in range(min(len(said), len(where)), 0, -1):
        if [one.casefold() for one in said[-many:]] == [one.casefold() for one in where[:many]]:
            return " ".join([*said, *where[many:]])
    return " ".join([*said, *where])


def _posts(draft: DecisionDraft, lines: Sequence[DraftLine]) -> dict[int, str]:
    """The main post of each person on the day of the decision."""
    people = [line.proposal.person_id for line in lines if line.proposal.person_id]
    standing = Post.objects.standing(draft.dated).filter(person__in=people, main=True)
    return dict(standing.values_list("person", "title"))


def _issued_anew(grants: Sequence[Grant]) -> dict[int, str]:
    """What stands on those that were issued anew, after their last such act."""
    events = GrantEvent.objects.filter(grant__in=[one.pk for one in grants], act=Act.REISSUED).order_by("id")
    said = {}
    for one in events:
        word = "Cấp đổi" if one.ground.startswith(CaseKind.EXCHANGE.label) else "Cấp lại"
        said[one.grant_id] = f"{word} ngày {one.on:%d/%m/%Y}" if one.on else word
    return said


# ---- how they are laid out ------------------------------------------------------------------------


def layout_of(unit: Unit, *, specimen: bool = False) -> Layout:
    """What the certificates of an agency have in common: the emblem that it installed."""
    found = Emblem.objects.filter(unit=unit).first()
    return Layout(bytes(found.png) if found else b"", specimen)


def blank_of(
    blank: CertificateBlank,
    shift: PrinterShift | None = None,
    spots: Sequence[BlankSpot] | None = None,
) -> Blank:
    """A blank with its places, or others to try out, moved as a printer needs it."""
    places = tuple(
        Spot(
            one.piece,
            float(one.x),
            float(one.y),
            float(one.width),
            one.align,
            float(one.size),
            one.lines,
            one.bold,
            one.italic,
            one.colour,
        )
        for one in (blank.spots.all() if spots is None else spots)
    )
    size = float(blank.width), float(blank.height)
    if shift is None:
        return Blank(*size, places)
    return Blank(*size, places, float(shift.dx), float(shift.dy), float(shift.scale) / 100)


SAMPLE = Certificate(
    authority="GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ",
    given="TẶNG",
    form="GIẤY KHEN",
    title="Trung tá",
    recipient="NÔNG THỊ BÍCH THỦY",
    place=("Phó Đội trưởng Đội Đào tạo, Phòng Tổ chức cán bộ", "Công an tỉnh Sơn Hà"),
    merit="Đã có thành tích xuất sắc trong phong trào thi đua “Vì An ninh Tổ quốc” năm 2026",
    decision=("Quyết định số: 1286/QĐ-CAT", "ngày 22 tháng 12 năm 2026"),
    book="Số sổ vàng: 0412",
    dated="Sơn Hà, ngày 22 tháng 12 năm 2026",
    signing=("GIÁM ĐỐC",),
    signer="Đại tá Trịnh Quốc Bảo",
    qr="BẢN XEM THỬ",
    code="MAU0XEM0THU0KHONG0CO0THAT0",
)
LONG_SAMPLE = Certificate(
    authority="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HÀ",
    given="TẶNG",
    form="BẰNG KHEN",
    title="Tập thể",
    recipient="ĐỘI CẢNH SÁT ĐIỀU TRA TỘI PHẠM VỀ TRẬT TỰ XÃ HỘI, KINH TẾ VÀ MA TÚY",
    place=("Phòng Cảnh sát quản lý hành chính về trật tự xã hội", "Công an tỉnh Sơn Hà"),
    merit=(
        "Đã có thành tích đặc biệt xuất sắc trong đợt cao điểm tấn công, trấn áp tội phạm, bảo đảm an ninh, "
        "trật tự Tết Nguyên đán và các lễ hội đầu năm 2026 trên địa bàn các xã biên giới"
    ),
    decision=("Quyết định số: 12860/QĐ-UBND-CAT-PX01", "ngày 22 tháng 12 năm 2026"),
    book="Số sổ vàng: 12345/2026",
    note="Cấp lại ngày 01/02/2027",
    dated="Sơn Hà, ngày 22 tháng 12 năm 2026",
    signing=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
    signer="Nguyễn Hoàng Phước Thiện Bảo Ngọc",
    qr="BẢN XEM THỬ",
    code="MAU0XEM0THU0KHONG0CO0THAT0",
)
