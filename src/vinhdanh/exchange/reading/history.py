"""Ratings, grants, works and the other records about subjects; contradictions are never settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vinhdanh.engine import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Finding,
    Grant,
    GrantState,
    Hold,
    HoldGround,
    Level,
    Merit,
    Unassessed,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)
from vinhdanh.exchange.reading.desk import ANYBODY, PEOPLE, Desk, conflict, groups, resolve, without_repeats
from vinhdanh.exchange.reading.directory import Codes
from vinhdanh.exchange.reading.problems import Severity
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.reading.subjects import in_order
from vinhdanh.exchange.text import tidy

_UNASSESSED = {reason.value: reason for reason in Unassessed}
_KIND_WORDS = {"person": "cá nhân", "unit": "tập thể", "household": "hộ gia đình"}


def build_ratings(rows: list[Row], desk: Desk) -> list[YearRating]:
    """Ratings; a year with two different levels stays unknown."""
    known: list[Row] = []
    for row in resolve(rows, "subject", ANYBODY, desk):
        level, reason = row.values.get("level"), row.values.get("unassessed")
        if level in _UNASSESSED:  # the reason stands in the column of the level
            row.values["unassessed"] = reason = reason or level
            del row.values["level"]
            level = None
        if level is None and reason is None:
            message = "Thiếu mức xếp loại, cũng không có lý do không xếp loại."
            desk.lose("missing", row, "level", message, expected="mức xếp loại hoặc lý do")
        elif level is not None and reason is not None:
            message = "Vừa có mức xếp loại, vừa có lý do không xếp loại."
            desk.lose("contradiction", row, "unassessed", message, expected="chỉ một trong hai")
        else:
            known.append(row)
    ratings = []
    for same in groups(without_repeats(known, desk), "subject", "year"):
        if len(same) > 1:
            conflict(same, "level", lambda r: r.shown("level") or r.shown("unassessed"), desk)
            continue
        values = same[0].values
        ratings.append(
            YearRating(
                id=same[0].id,
                subject=values["subject"],
                year=values["year"],
                level=Level[values["level"].upper()] if "level" in values else None,
                unassessed=_UNASSESSED[values["unassessed"]] if "unassessed" in values else None,
            )
        )
    return ratings


def build_grants(rows: list[Row], works: Mapping[str, Work], desk: Desk) -> list[Grant]:
    """Grants (lượt khen). A yearly title that two rows tell differently is not used."""
    kept: list[Row] = []
    for row in resolve(rows, "subject", ANYBODY, desk):
        honour = desk.honours[row.values["honour"]]
        kind = desk.kinds[row.values["subject"]]
        if kind not in honour.subjects:
            whose = ", ".join(_KIND_WORDS[k] for k in honour.subjects)
            message = f"Chỉ tặng {whose}, dòng này ghi cho {_KIND_WORDS[kind]}."
            desk.lose("wrong_subject", row, "honour", message, expected=f"danh hiệu cho {_KIND_WORDS[kind]}")
            continue
        decided = row.values.get("decided")
        if decided is not None and decided.year < row.values["year"]:
            desk.report(
                Severity.WARNING,
                "decided_before_year",
                row,
                "decided",
                f"Quyết định ký trước năm được tính ({row.values['year']}).",
                f"Vẫn tính cho năm {row.values['year']}.",
            )
        kept.append(row)
    kept = without_repeats(kept, desk)
    lost: set[str] = set()
    for same in groups(kept, "subject", "honour", "year"):
        if len(same) > 1:
            lost |= _settle_title(same, desk)
    codes = Codes(works)
    grants = [_grant(row, codes, works, desk) for row in kept if row.id not in lost]
    _report_double_use(grants, {row.id: row for row in kept}, desk)
    return grants


def _settle_title(same: list[Row], desk: Desk) -> set[str]:
    """Rows to leave out where one title of one year is told more than once."""
    first = same[0]
    if desk.honours[first.values["honour"]].kind != "emulation_title":
        return set()  # several Giấy khen in one year are several occasions
    for key in ("merit", "state"):
        if len({row.values.get(key) for row in same}) > 1:
            conflict(same, key, lambda r, key=key: r.shown(key) or "để trống", desk)  # type: ignore[misc]
            return {row.id for row in same}
    for key in ("number", "decided", "authority"):
        if len({row.values[key] for row in same if key in row.values}) > 1:
            for other in same[1:]:
                desk.report(
                    Severity.WARNING,
                    "title_twice",
                    other,
                    key,
                    f"Danh hiệu này năm ấy đã ghi ở dòng {first.number} với “{first.shown(key)}”.",
                    "Vẫn tính là một năm có danh hiệu; số và ngày lấy ở dòng đầu.",
                    expected="mỗi năm một lần",
                )
            break
    return {row.id for row in same[1:]}


def _grant(row: Row, codes: Codes, works: Mapping[str, Work], desk: Desk) -> Grant:
    values = row.values
    used = []
    for code in values.get("works", ()):
        found = codes.exact(code)
        if found is None:
            near = codes.nearest(code)
            desk.report(
                Severity.ERROR,
                "unknown_work",
                row,
                "works",
                f"Không có mã “{code}” ở trang Sáng kiến.",
                desk.effects.of_cell("grants", "works", values),
                expected="mã ở trang Sáng kiến",
                suggestion=near,
            )
        else:
            used.append(found)
            if desk.kinds[values["subject"]] == "person" and values["subject"] not in works[found].authors:
                desk.report(
                    Severity.WARNING,
                    "not_the_author",
                    row,
                    "works",
                    f"{values['subject']} không có trong các tác giả của {found}.",
                    "Sáng kiến vẫn bị coi là đã dùng.",
                )
    return Grant(
        id=row.id,
        subject=values["subject"],
        honour=values["honour"],
        year=values["year"],
        merit=Merit(values.get("merit", Merit.CONG_TRANG)),
        decided=values.get("decided"),
        number=values.get("number", ""),
        authority=values.get("authority", ""),
        state=GrantState(values.get("state", GrantState.IN_FORCE)),
        state_since=values.get("state_since"),
        works=tuple(used),
    )


def _report_double_use(grants: list[Grant], rows: Mapping[str, Row], desk: Desk) -> None:
    """A recognised work supports one honour of a person only; a second use is pointed out."""
    first: dict[tuple[str, str], Grant] = {}
    for grant in grants:
        for work in grant.works if grant.state == GrantState.IN_FORCE else ():
            before = first.setdefault((grant.subject, work), grant)
            if before is not grant:
                desk.report(
                    Severity.WARNING,
                    "work_used_twice",
                    rows[grant.id],
                    "works",
                    f"{work} đã dùng cho lần khen ở {before.id}.",
                    "Hai lần khen đều được tính; người có thẩm quyền xem lại.",
                )


def build_findings(rows: list[Row], desk: Desk) -> list[Finding]:
    """Findings; two different ones about one question and year cancel each other."""
    findings = []
    known = without_repeats(resolve(rows, "subject", ANYBODY, desk), desk)
    for same in groups(known, "subject", "about", "year"):
        if (
            len({(r.values["holds"], r.values.get("figure"), r.values.get("covers_members")) for r in same})
            > 1
        ):
            conflict(same, "holds", lambda r: f"{r.shown('holds')} {r.shown('figure')}".strip(), desk)
            continue
        values = same[0].values
        findings.append(
            Finding(
                id=same[0].id,
                subject=values["subject"],
                about=values["about"],
                year=values["year"],
                holds=values["holds"],
                figure=values.get("figure"),
                covers_members=values.get("covers_members", False),
                by=values.get("by", ""),
                on=values.get("on"),
                evidence=values.get("evidence", ""),
            )
        )
    return findings


def build_works(rows: list[Row], desk: Desk) -> list[Work]:
    """Recognised works with the authors that are known."""
    works = []
    for row in rows:
        authors = []
        for code in row.values["authors"]:
            one = replace(row, values={**row.values, "authors": code})
            author = desk.directory.subject(one, "authors", PEOPLE, loses_row=False)
            if author is not None:
                authors.append(author)
        if not authors:
            continue
        values = row.values
        works.append(
            Work(
                id=values["id"],
                authors=tuple(dict.fromkeys(authors)),
                kind=WorkKind(values["kind"]),
                year=values["year"],
                scope=WorkScope[values["scope"].upper()],
                name=tidy(values["name"]),
                recognised=values.get("recognised"),
                number=values.get("number", ""),
            )
        )
    return works


def build_discipline(rows: list[Row], desk: Desk) -> tuple[list[Discipline], list[Hold]]:
    """Disciplines and holds. Where two rows end one differently, it counts as still running."""
    disciplines, holds = [], []
    forms = {form.name.lower(): form for form in DisciplineForm}
    known = resolve(rows, "subject", ANYBODY, desk)
    for row in known:
        in_order(row, "start", "end", desk.problems, desk.effects)
    for same in groups(without_repeats(known, desk), "subject", "what", "start"):
        row, values = same[0], same[0].values
        end = values.get("end")
        for other in same[1:]:
            if other.values.get("end") != end:
                desk.report(
                    Severity.ERROR,
                    "conflicting_rows",
                    other,
                    "end",
                    f"Dòng {row.number} ghi ngày kết thúc “{row.shown('end') or 'để trống'}”.",
                    desk.effects.of_cell("discipline", "end", values),
                    expected="một ngày kết thúc",
                )
                end = None
        if values["what"] in forms:
            disciplines.append(
                Discipline(
                    row.id,
                    values["subject"],
                    forms[values["what"]],
                    values["start"],
                    end,
                    values.get("number", ""),
                )
            )
        else:
            holds.append(Hold(row.id, values["subject"], HoldGround(values["what"]), values["start"], end))
    return disciplines, holds


def build_absences(rows: list[Row], desk: Desk) -> list[Absence]:
    """Absences of persons."""
    absences = []
    for row in without_repeats(resolve(rows, "person", PEOPLE, desk), desk):
        values = row.values
        if "end" in values and values["end"] < values["start"]:
            start = f"{values['start']:%d/%m/%Y}"
            message = f"Trước ngày bắt đầu ({start})."
            desk.lose("ends_before_start", row, "end", message, expected=f"từ {start} trở đi")
            continue
        absences.append(
            Absence(row.id, values["person"], AbsenceKind(values["kind"]), values["start"], values.get("end"))
        )
    return absences
