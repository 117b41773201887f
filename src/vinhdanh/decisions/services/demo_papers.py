"""The papers of the sample: a Word template, a blank, a printer, a decision signed by keys, its prints."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from docx import Document

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.decisions.models import CertificateBlank, DecisionDraft, IssuingAuthority
from vinhdanh.decisions.papers.notice import NOTICE
from vinhdanh.decisions.selectors.drafts import candidates, waiting_proposals
from vinhdanh.decisions.selectors.signing import course_of
from vinhdanh.decisions.services.blanks import (
    install_emblem,
    place_spots,
    scan_blank,
    shift_printer,
    write_blank,
)
from vinhdanh.decisions.services.demo import SIGNER, WHO
from vinhdanh.decisions.services.demo_keys import DemoKeys
from vinhdanh.decisions.services.drafts import make_drafts, send_draft
from vinhdanh.decisions.services.printing import Means, print_certificates, spoil_sheet
from vinhdanh.decisions.services.signed_files import (
    initial_file,
    prepare_file,
    set_signing_order,
    sign_file,
)
from vinhdanh.decisions.services.trust import trust_root
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.documents.certificates import Certificate, Layout, certificate_pictures
from vinhdanh.documents.docx import built_in
from vinhdanh.documents.emblem import emblem_png
from vinhdanh.documents.signing import KeyFile
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.models import Unit
from vinhdanh.people.services.letterheads import accept_template

CLERK = Operator(full_name="Thường trực Hội đồng")
HONOUR = "GK"
CONTACT = "Cần biết thêm, liên hệ Thường trực Hội đồng thi đua, khen thưởng, Phòng Tổ chức cán bộ."
TEMPLATE_NAME = "Thông báo kết quả, có dòng liên hệ.docx"
# A plain ring of our own: an emblem of the State is the agency's to install.
RING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="#b8862b">'
    b'<circle cx="50" cy="50" r="46" stroke-width="4"/><circle cx="50" cy="50" r="38" stroke-width="1.5"/>'
    b'<path d="M50 24v52M24 50h52" stroke-width="1.5"/></svg>'
)
RING_NAME = "Biểu trưng mẫu.svg"
HEAD_POST = "Trưởng phòng Tổ chức cán bộ"
LOWER = {"named": 4, "place": 4, "merit": 3}  # millimetres, by which our blank has them below the usual
PRINTER = "HP LaserJet, phòng 204"
PRINTED, SPOILT, AGAIN = 6, 2, 4  # sheets of the run; places of the one that jammed and of the one done again


def install_demo_papers(agency: Unit) -> None:
    """What the pages of papers, certificates and signatures show, for an agency whose decisions are there."""
    accept_template(actor=CLERK, unit=agency, kind=NOTICE, name=TEMPLATE_NAME, data=_own_template())
    install_emblem(actor=CLERK, unit=agency, name=RING_NAME, data=RING)
    blank = _blank(agency)
    authority = IssuingAuthority.objects.filter(unit=agency).first()
    director = Account.objects.filter(username="lanhdao").first()
    head = Account.objects.filter(username="thutruong").first()
    if authority is None or director is None or head is None:
        return
    keys = DemoKeys()
    trust_root(
        actor=Operator(full_name="Quản trị hệ thống"),
        data=keys.root,
        ground="Lập khi chạy thử, khóa không giữ lại: không dùng cho việc thật",
    )
    mine = keys.key_file("giam-doc.p12", director.full_name, agency.name)
    his = keys.key_file("truong-phong.p12", head.full_name, "Phòng Tổ chức cán bộ")
    for waiting in DecisionDraft.objects.filter(authority=authority, state=DraftState.WAITING):
        _prepared(waiting, head)
    given = _praised(authority, {director.person_number, head.person_number})
    if given:
        _printed(_signed_by_keys(authority, given, (head, his), (director, mine)), blank)


def _own_template() -> bytes:
    """The built-in template with a line of the agency's own at its foot."""
    document = Document(BytesIO(built_in()))
    line = document.add_paragraph()
    line.add_run(CONTACT).italic = True
    places = [one for one in document.paragraphs if "{{ phu_luc }}" in one.text]
    places[0]._p.addprevious(line._p)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# ---- the blank ------------------------------------------------------------------------------------


def _blank(agency: Unit) -> CertificateBlank:
    blank = write_blank(
        actor=CLERK,
        unit=agency,
        name="Phôi giấy khen CAT",
        honour=HONOUR,
        kind=ArtefactKind.CERTIFICATE,
        width=Decimal(297),
        height=Decimal(210),
    )
    spots = {one.piece: {"y": one.y + LOWER.get(one.piece, 0)} for one in blank.spots.all()}
    blank = place_spots(actor=CLERK, blank=blank, spots=spots, edition=blank.edition)
    scan_blank(actor=CLERK, blank=blank, data=_scan(agency))
    shift_printer(actor=CLERK, blank=blank, printer=PRINTER, dx=Decimal("-1.5"), dy=Decimal("0.5"))
    return blank


def _scan(agency: Unit) -> bytes:
    """The blank as a printing house would have made it: our own frame and words, and the ring."""
    empty = Certificate(
        authority=f"Giám đốc {agency.name}".upper(), given="TẶNG", form="GIẤY KHEN", recipient=""
    )
    [picture] = certificate_pictures([empty], Layout(emblem_png(RING)), ppi=110)
    return picture


# ---- signed by keys -------------------------------------------------------------------------------


def _praised(authority: IssuingAuthority, besides: set[str]) -> list[Proposal]:
    """Who waits for a giấy khen and is none of those who sign."""
    today = timezone.localdate()
    rows = [one for one in candidates(authority, waiting_proposals(authority.unit), today) if one.ground]
    return [
        one.proposal
        for one in rows
        if one.proposal.honour == HONOUR
        and not (one.proposal.person and one.proposal.person.number in besides)
    ]


def _prepared(draft: DecisionDraft, head: Account) -> None:
    """Its file is made; the head of the office has yet to initial it."""
    set_signing_order(actor=CLERK, draft=draft, named=[(head, HEAD_POST)])
    number = draft.number.n if draft.number else None
    prepare_file(actor=CLERK, draft=draft, day=draft.dated, number=number)


def _signed_by_keys(
    authority: IssuingAuthority,
    proposals: list[Proposal],
    initials: tuple[Account, KeyFile],
    signature: tuple[Account, KeyFile],
) -> DecisionDraft:
    today = timezone.localdate()
    [draft] = make_drafts(
        actor=CLERK,
        authority=authority,
        proposals=proposals,
        dated=today,
        submission=f"số {today:%-d}15/TTr-PX01 ngày {today:%d/%m/%Y}",
        signer=SIGNER,
        signer_post=WHO,
    )
    send_draft(actor=CLERK, draft=draft)
    draft.refresh_from_db()
    _prepared(draft, initials[0])
    initial_file(actor=initials[0], draft=draft, seen=_seen(draft), key=initials[1])
    return sign_file(
        actor=signature[0], draft=draft, seen=_seen(draft), key=signature[1], location=authority.place
    )


def _seen(draft: DecisionDraft) -> str:
    newest = course_of(draft).newest
    return newest.sha256 if newest else ""


# ---- printed --------------------------------------------------------------------------------------


def _printed(draft: DecisionDraft, blank: CertificateBlank) -> None:
    """Some of a decision's certificates; one sheet jammed, one was done again. The rest waits."""
    lines = list(draft.lines.order_by("position")[:PRINTED])
    means = Means(blank, blank.printers.first())
    serials = {
        line.grant_id: f"GK {draft.dated.year}.{9000 + line.position}" for line in lines if line.grant_id
    }
    run = print_certificates(actor=CLERK, draft=draft, lines=lines, means=means, serials=serials)
    sheets = list(run.sheets.order_by("position"))
    if len(sheets) > AGAIN:
        spoil_sheet(actor=CLERK, sheet=sheets[SPOILT], why="Kẹt giấy, rách mép phải")
        last = lines[AGAIN]
        assert last.grant_id is not None
        number = {last.grant_id: f"GK {draft.dated.year}.9100"}
        print_certificates(
            actor=CLERK,
            draft=draft,
            lines=[last],
            means=means,
            serials=number,
            why="Lem mực ở tên người nhận",
        )
