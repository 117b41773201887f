"""An article of the law in the terminal: its clauses as they stand, its criteria in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from vinhdanh.web.cli.books import SUBJECTS
from vinhdanh.web.cli.output import day

if TYPE_CHECKING:
    from rich.console import Console

    from vinhdanh.engine import Article, LawBook, Rule

BLOCKS = {
    "authority": "Thẩm quyền",
    "base_salary": "Lương cơ sở",
    "criterion": "Tiêu chí",
    "deadline": "Thời hạn",
    "deferral": "Tạm hoãn",
    "dossier": "Hồ sơ",
    "form": "Mẫu",
    "gap": "Chưa có tiêu chí",
    "posting": "Lấy ý kiến công khai",
    "principle": "Nguyên tắc",
    "prohibition": "Hành vi bị cấm",
    "quorum": "Số người dự họp",
    "quota": "Tỷ lệ",
    "reading": "Cách hiểu",
    "fund_share": "Trích quỹ",
    "revocation": "Hủy bỏ, tước, thu hồi",
    "reward": "Tiền thưởng",
    "reward_rules": "Cách tính tiền thưởng",
    "transition": "Chuyển tiếp",
    "vote": "Phiếu bầu",
    "conduct_terms": "Giải thích từ ngữ",
    "measure": "Hình thức xử lý",
    "act_group": "Nhóm hành vi",
    "step_up": "Tăng bậc",
    "step_down": "Giảm bậc",
    "circumstance": "Tình tiết",
    "deferred": "Chưa xem xét xử lý",
    "not_handled": "Không xử lý",
    "case_basis": "Căn cứ xử lý",
    "time_limit": "Thời hạn xử lý",
    "unit_threshold": "Ngưỡng của đơn vị",
    "competence": "Thẩm quyền xử lý",
    "linked": "Trách nhiệm liên đới",
    "linked_exemption": "Miễn trách nhiệm liên đới",
    "training_group": "Đối tượng tập huấn",
    "training_excused": "Miễn, hoãn tập huấn",
    "training_pass": "Đạt yêu cầu tập huấn",
    "training_effect": "Hệ quả tập huấn",
    "lookback": "Thời gian xem xét lùi",
}
FIELDS = {
    "act": "việc",
    "amount": "số tiền",
    "boundary": "mốc",
    "by": "theo",
    "council": "hội đồng",
    "date": "ngày",
    "electronic": "bản điện tử",
    "for": "cho",
    "from": "tính từ",
    "grounds": "căn cứ",
    "ground": "căn cứ",
    "household": "hệ số hộ gia đình",
    "items": "gồm",
    "level": "cấp",
    "media": "phương tiện",
    "name": "tên",
    "note": "ghi chú",
    "number": "số",
    "of": "trên",
    "person": "hệ số cá nhân",
    "rounding": "làm tròn",
    "secret": "bỏ phiếu kín",
    "sets": "số bộ",
    "share": "tỷ lệ",
    "status": "tình trạng",
    "unit": "hệ số tập thể",
    "what": "việc",
    "who": "ai",
    "why": "vì sao",
    "working_days": "số ngày làm việc",
    "year": "năm",
}


def print_article(out: Console, book: LawBook, article: Article) -> None:
    """Print one article: headings and sentences as in its file, blocks in words."""
    from vinhdanh.engine.wording import VERIFIED

    text = article.instrument
    out.print(f"[bold]{escape(article.text.splitlines()[0].lstrip('# '))}[/]")
    until = f" đến {day(text.out_of_force - timedelta(days=1))}" if text.out_of_force else ""
    out.print(f"{escape(text.name)} số {text.number}, hiệu lực từ {day(text.in_force)}{until}")
    rules = {rule.block.line: rule for rule in book.rules if rule.article is article}
    by_line = {block.line: block for block in article.blocks}
    inside = False
    said: list[str] = []  # the running paragraph
    for number, row in enumerate(article.text.splitlines()[1:], start=2):
        if said and (inside or not row.startswith(">")):
            out.print(escape(" ".join(said)))
            said = []
        if row.startswith("```"):
            inside = not inside
            block = by_line.get(number)
            if inside and block is not None:
                if block.kind == "rule" and number in rules:
                    _print_rule(out, rules[number], VERIFIED)
                elif block.kind == "criterion":
                    _print_criterion(out, list(rules.values()), number)
                elif block.kind != "rule":
                    _print_fields(out, block)
        elif inside or not row.strip():
            continue
        elif row.startswith("## "):
            out.print(f"\n[bold]{escape(row[3:])}[/]")
        elif row.startswith(">"):
            said.append(row.lstrip("> ").strip())
        else:
            out.print(escape(row))
    if said:
        out.print(escape(" ".join(said)))
    out.print(f"\n[dim]{escape(article.file)}[/]")


def _print_rule(out: Console, rule: Rule, verified: dict[str, str]) -> None:
    name = rule.name + (f" (trong Công an: {rule.police_name})" if rule.police_name else "")
    out.print(f"\n[bold]{rule.id}[/]  {escape(name)}, cho {SUBJECTS[rule.subject_kind]}")
    dates = f"Áp dụng từ {day(rule.start)}" + ("" if rule.end.year == 9999 else f" đến {day(rule.end)}")
    known = f"{verified[rule.verified]}, kiểm chứng đến {day(rule.verified_to)}"
    out.print(f"{dates}. {known}.")
    for sentence in (rule.mirror_note, rule.incomplete):
        if sentence:
            out.print(f"Lưu ý: {escape(sentence)}")


def _print_criterion(out: Console, rules: list[Rule], line: int) -> None:
    for rule in rules:
        for part in _parts(rule.criterion):
            if part.place.line == line:
                _print_tree(out, part, "  ")
                return


def _parts(criterion: Any) -> list[Any]:
    """The criteria of a rule, one for each block of its file."""
    items = getattr(criterion, "items", ())
    lines = {item.place.line for item in items}
    return [criterion] if len(lines) <= 1 else [part for item in items for part in _parts(item)]


def _print_tree(out: Console, criterion: Any, indent: str) -> None:
    items = getattr(criterion, "items", None)
    if items is None:
        out.print(f"{indent}• {escape(criterion.phrase)}")
        return
    if criterion.mode == "any":
        out.print(f"{indent}• Một trong các điều sau:")
        indent += "  "
    for item in items:
        if criterion.mode == "any" and getattr(item, "items", None):
            out.print(f"{indent}• Đủ các điều sau:")
            _print_tree(out, item, indent + "  ")
        else:
            _print_tree(out, item, indent)


def _print_fields(out: Console, block: Any) -> None:
    """What a block says to people; the program's own codes are for ``--json``."""
    out.print(f"  [bold]{BLOCKS.get(block.kind, block.kind)}[/]")
    for key, value in block.data.items():
        shown = _plain(value)
        if key in FIELDS and shown and (block.kind != "reading" or key in ("by", "why")):
            out.print(f"    {FIELDS[key]}: {escape(shown)}")


def _plain(value: Any) -> str:
    """A field's value as people write it; empty for a code of the program."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return "; ".join(shown for one in value if (shown := _plain(one)))
    text = str(value).strip()
    return "" if re.fullmatch(r"[a-z]+(_[a-z]+)*", text) or isinstance(value, dict) else text
