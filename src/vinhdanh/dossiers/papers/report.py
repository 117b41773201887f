"""Báo cáo thành tích: what the dossier says under the sections of its form, and what the registers hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from vinhdanh.documents.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
)
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.papers.listed import (
    LONG_POST,
    confirming,
    head_signature,
    honour_words,
    place_of,
    ranked,
)
from vinhdanh.dossiers.papers.register import (
    Given,
    Served,
    Work,
    given_to,
    honour_tables,
    served,
    served_table,
    works_of,
    works_table,
)
from vinhdanh.dossiers.reports import Template, template_named, template_of
from vinhdanh.dossiers.selectors.parts import last_of
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Post
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of

BLANK = "…" * 60  # to be filled by hand
_PARTS = {
    "individual": {"I": "Sơ lược lý lịch", "II": "Thành tích đạt được"},
    "collective": {"I": "Sơ lược đặc điểm, tình hình", "II": "Thành tích đạt được"},
}
_NUMBERED = re.compile(r"([IVX]+)\.(?:(\d+)\.)? *(.+)")
_FOR = {
    RoundKind.SUDDEN: "về thành tích đột xuất",
    RoundKind.TOPICAL: "về thành tích thi đua theo chuyên đề",
    RoundKind.CONTRIBUTION: "về quá trình cống hiến",
    RoundKind.FOREIGN: "về thành tích đối ngoại",
}


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says.

    Attributes:
        form: the name of its template: individual, collective or short.
        about: what is asked for.
        facts: lines of the curriculum, or the name of the collective; an empty value is filled by hand.
        texts: section's key → what was written there.
        posts: where a report about contributions lists them, else None.
    """

    form: str
    about: str
    facts: tuple[tuple[str, str], ...]
    texts: dict[str, str]
    works: Sequence[Work] = ()
    posts: Sequence[Served] | None = None
    titles: Sequence[Given] = ()
    forms: Sequence[Given] = ()
    note: str = ""
    reporter: str = ""  # who reports: the person, the head of the collective
    confirms: str = ""  # the head who confirms it
    within: bool = True  # whether he leads the unit itself, not the one above


def report_kind(proposal: Proposal) -> PaperKind:
    """Which of the reports a proposal asks for."""
    by_round = {
        RoundKind.SUDDEN: SUDDEN,
        RoundKind.TOPICAL: TOPICAL,
        RoundKind.CONTRIBUTION: CONTRIBUTION,
    }
    usual = COLLECTIVE if proposal.collective_id else INDIVIDUAL
    return by_round.get(RoundKind(proposal.round.kind), usual)


def report_paper(proposal: Proposal) -> Paper:
    """The report of a dossier; what nobody has written yet is left to be filled by hand."""
    template, kind = template_of(proposal), RoundKind(proposal.round.kind)
    version = last_of(proposal, PartKind.REPORT)
    texts = {key: str(text) for key, text in version.content.items()} if version else {}
    if "deed" not in texts and template.section("deed"):
        texts["deed"] = proposal.achievement
    police = proposal.round.unit.force == "police"
    head, within = confirming(proposal)
    titles, forms = given_to(proposal.subject, police=police) if template.register else ([], [])
    honour = honour_words(proposal.honour, police=police)
    told = Reported(
        _form_name(template),
        " ".join(filter(None, (f"Đề nghị tặng {honour} năm {proposal.years}", _FOR.get(kind, "")))),
        _facts(proposal, contribution=kind == RoundKind.CONTRIBUTION),
        texts,
        works_of(list(proposal.works.all())),
        served(proposal.person) if kind == RoundKind.CONTRIBUTION and proposal.person else None,
        titles,
        forms,
        f"({proposal.round})" if kind == RoundKind.TOPICAL else "",
        _reporter(proposal),
        head.name,
        within,
    )
    return _paper(letterhead_of(proposal.unit), told, collective=bool(proposal.collective_id))


def _reporter(proposal: Proposal) -> str:
    if proposal.collective is not None:
        return head_signature(proposal.collective).name
    return ranked(proposal.person) if proposal.person else ""


def _form_name(template: Template) -> str:
    return next(name for name in ("individual", "collective", "short") if template_named(name) == template)


def _facts(proposal: Proposal, *, contribution: bool) -> tuple[tuple[str, str], ...]:
    """What the records know of the subject, by the names of the form's lines."""
    if proposal.person is not None:
        return _life(proposal.person, place_of(proposal), contribution=contribution)
    if proposal.collective is not None:
        return (("Tên tập thể đề nghị", proposal.collective.name),)
    if proposal.household is not None:
        return (("Họ và tên chủ hộ", proposal.household.name), ("Nơi ở", ""))
    assert proposal.outsider is not None
    return (
        ("Họ và tên", proposal.outsider.name),
        ("Nơi công tác, nơi ở", proposal.outsider.whereabouts),
    )


def _life(person: Person, place: str, *, contribution: bool) -> tuple[tuple[str, str], ...]:
    post = Post.objects.standing(timezone.localdate()).filter(person=person).first()
    learnt = (person.get_education_display() if person.education else "", person.major)
    lines = [
        ("Họ và tên", person.name),
        ("Ngày, tháng, năm sinh", f"{person.born:%d/%m/%Y}" if person.born else ""),
        ("Giới tính", person.get_sex_display() if person.sex else ""),
        ("Quê quán", ""),
        ("Trú quán", ""),
        ("Đơn vị công tác", place),
        ("Cấp bậc", person.rank),
        ("Chức vụ (Đảng, chính quyền, đoàn thể)", (post.title or post.grade_label) if post else ""),
        ("Trình độ chuyên môn, nghiệp vụ", ", ".join(filter(None, learnt))),
        ("Học hàm, học vị, danh hiệu, giải thưởng", ""),
    ]
    if contribution:
        lines += [
            ("Ngày vào ngành", f"{person.joined:%d/%m/%Y}" if person.joined else ""),
            ("Ngày vào Đảng", f"{person.party_joined:%d/%m/%Y}" if person.party_joined else ""),
            ("Ngày nghỉ hưu (hoặc từ trần)", f"{person.left:%d/%m/%Y}" if person.left else ""),
        ]
    return tuple(lines)


# ---- the paper --------------------------------------------------------------------------------------


def _paper(head: Letterhead, told: Reported, *, collective: bool) -> Paper:
    body = _short(told, collective=collective) if told.form == "short" else _full(told)
    return Paper(
        title=f"Báo cáo thành tích: {told.facts[0][1]}",
        letterhead=head,
        kind="BÁO CÁO THÀNH TÍCH",
        about=told.about,
        note=told.note,
        body=body,
        signatures=_signatures(told, collective=collective),
    )


def _full(told: Reported) -> tuple[Block, ...]:
    """The sections of the template under their parts; then the register's two tables."""
    names, part = _PARTS[told.form], ""
    blocks: list[Block] = []
    if told.form == "collective":
        blocks.append(Facts(told.facts))
    for section in template_named(told.form).sections:
        numeral, number, label = _numbered(section.label)
        if numeral and numeral != part:
            blocks.append(Heading(f"{numeral}. {names.get(numeral, label)}"))
            part = numeral
        if number:
            blocks.append(Heading(f"{number}. {label}", 3))
        text = told.texts.get(section.key, "")
        if section.key == "i":
            blocks += _curriculum(told.facts, text)
            if told.posts is not None:
                blocks += [Heading("Quá trình công tác", 3), served_table(told.posts)]
        else:
            blocks += written(text)
    if told.works:
        blocks += [Heading("Sáng kiến, đề tài đã được công nhận", 3), works_table(told.works)]
    blocks.append(Heading("III. Các hình thức đã được khen thưởng"))
    blocks += honour_tables(told.titles, told.forms)
    if told.posts is not None:
        blocks += [Heading("IV. Kỷ luật"), Paragraph(BLANK)]
    return tuple(blocks)


def _short(told: Reported, *, collective: bool) -> tuple[Block, ...]:
    """The deed alone, without a history."""
    first = "Sơ lược đặc điểm" if collective else "Sơ lược lý lịch"
    blocks: list[Block] = [Heading(f"I. {first}"), Facts(told.facts), Heading("II. Thành tích")]
    for section in template_named("short").sections:
        blocks += [Heading(section.label, 3), *written(told.texts.get(section.key, ""))]
    return tuple(blocks)


def _numbered(label: str) -> tuple[str, str, str]:
    """«II.1. Quyền hạn» as II, 1, Quyền hạn; a label without numeral as it is."""
    found = _NUMBERED.fullmatch(label)
    return (found[1], found[2] or "", found[3]) if found else ("", "", label)


def _curriculum(facts: Sequence[tuple[str, str]], text: str) -> list[Block]:
    """The form's lines: what was written by hand goes before the records; what is no such line, after."""
    typed: dict[str, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if key := colon and _line_of(name, facts):
            typed[key] = value.strip()
        elif line.strip():
            rest.append(line)
    lines = tuple((name, typed.get(name) or value) for name, value in facts)
    return [Facts(lines), *(Paragraph(line) for line in rest)]


def _line_of(name: str, facts: Sequence[tuple[str, str]]) -> str:
    """The line of the form that somebody means by «Ngày sinh», «Chức vụ»; empty for none."""
    said = set(fold(name).split())
    return next((one for one, _ in facts if said and said <= set(re.findall(r"\w+", fold(one)))), "")


def written(text: str) -> list[Block]:
    """A text as paragraphs; a line to be filled by hand where there is none."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()] or [Paragraph(BLANK)]


def _signatures(told: Reported, *, collective: bool) -> Signatures:
    """Who reports and who confirms; for somebody from outside, or a household, the unit reports alone."""
    sealed, named = "(Ký, đóng dấu)", "(Ký, ghi rõ họ tên)"
    if collective:
        above = ("THỦ TRƯỞNG CẤP TRÊN TRỰC TIẾP", "NHẬN XÉT, XÁC NHẬN")
        own = Signature(("THỦ TRƯỞNG ĐƠN VỊ",), told.reporter, sealed)
        return Signatures((Signature(above, told.confirms, sealed), own))
    unit = "THỦ TRƯỞNG ĐƠN VỊ" if told.within else "THỦ TRƯỞNG CẤP TRÊN TRỰC TIẾP"
    confirms = Signature((unit, "XÁC NHẬN, ĐỀ NGHỊ"), told.confirms, sealed)
    proposes = Signature(("XÁC NHẬN CỦA CẤP TRÌNH KHEN",), note=sealed)
    if not told.reporter:
        return Signatures((proposes, confirms))
    reporter = Signature(("NGƯỜI BÁO CÁO THÀNH TÍCH",), told.reporter, named)
    return Signatures((confirms, reporter, proposes))


# ---- fictitious data --------------------------------------------------------------------------------

_WORKS = (
    ("2024", "Số hóa hồ sơ cán bộ", "Cơ sở", "Quyết định số 211/QĐ-CAT ngày 05/12/2024"),
    ("2025", "Tra cứu chế độ, chính sách bằng mã", "Cơ sở", "Quyết định số 305/QĐ-CAT ngày 02/12/2025"),
)


Sample = Callable[[Letterhead, bool], Paper]


def _sample_of(
    form: str, about: str, *, posts: bool = False, note: str = "", collective: bool = False
) -> Sample:
    """A ``PaperKind.sample`` of one of the forms."""

    def sample(head: Letterhead, long: bool) -> Paper:
        text = "Hoàn thành 118% chỉ tiêu năm 2025, tăng 12% so với năm 2024; không để hồ sơ quá hạn.\n"
        person = (
            ("Họ và tên", "Nguyễn Hoàng Phước Thiện Bảo Ngọc" if long else "Nguyễn Văn Hòa"),
            ("Ngày, tháng, năm sinh", "12/04/1984"),
            ("Giới tính", "Nam"),
            ("Quê quán", ""),
            ("Đơn vị công tác", "Đội Chính sách, Phòng Tổ chức cán bộ"),
            ("Cấp bậc", "Thiếu tá"),
            ("Chức vụ (Đảng, chính quyền, đoàn thể)", LONG_POST if long else "Đội trưởng"),
        )
        year = range(2006, 2026) if long else range(2023, 2026)
        decision = "Quyết định số {}/QĐ-CAT ngày 08/01/{} của Giám đốc Công an tỉnh Sơn Hà"
        keys = [one.key for one in template_named(form).sections if one.key != "i"]
        return _paper(
            head,
            Reported(
                form,
                about,
                (("Tên tập thể đề nghị", "Đội Chính sách, Phòng Tổ chức cán bộ"),) if collective else person,
                dict.fromkeys(keys, text * (12 if long else 1)),
                _WORKS * (8 if long else 1),
                [
                    ("03/2008 – 05/2015", "Cán bộ, Đội Chính sách", "7 năm 2 tháng"),
                    (
                        "06/2015 – nay",
                        f"{LONG_POST if long else 'Đội trưởng'}, Đội Chính sách",
                        "10 năm 7 tháng",
                    ),
                ]
                if posts
                else None,
                [(str(at), "Chiến sĩ tiên tiến", decision.format(at % 40, at + 1)) for at in year],
                [(str(at), "Giấy khen", decision.format(at % 30, at + 1)) for at in year if at % 2],
                note,
                "Thiếu tá Nguyễn Văn Hòa",
                "Thượng tá Đỗ Đức Hòa",
            ),
            collective=collective,
        )

    return sample


_DECREE = "phụ lục Nghị định 152/2025/NĐ-CP"
INDIVIDUAL = PaperKind(
    "bao-cao-ca-nhan",
    "Báo cáo thành tích cá nhân",
    _sample_of("individual", "Đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025"),
    ground=f"Mẫu báo cáo thành tích cá nhân, {_DECREE}",
)
COLLECTIVE = PaperKind(
    "bao-cao-tap-the",
    "Báo cáo thành tích tập thể",
    _sample_of("collective", "Đề nghị tặng danh hiệu “Đơn vị quyết thắng” năm 2025", collective=True),
    ground=f"Mẫu báo cáo thành tích tập thể, {_DECREE}",
)
SUDDEN = PaperKind(
    "bao-cao-dot-xuat",
    "Báo cáo thành tích đột xuất",
    _sample_of("short", "Đề nghị tặng Giấy khen năm 2025 về thành tích đột xuất"),
)
TOPICAL = PaperKind(
    "bao-cao-chuyen-de",
    "Báo cáo thành tích theo chuyên đề",
    _sample_of(
        "individual",
        "Đề nghị tặng Giấy khen năm 2025 về thành tích thi đua theo chuyên đề",
        note="(Phong trào thi đua “Ba nhất” năm 2025)",
    ),
)
CONTRIBUTION = PaperKind(
    "bao-cao-cong-hien",
    "Báo cáo quá trình cống hiến",
    _sample_of(
        "individual",
        "Đề nghị tặng Huân chương Bảo vệ Tổ quốc hạng Ba về quá trình cống hiến",
        posts=True,
    ),
)
