"""``vinhdanh law``: what is in force, what an article says, whether the files hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.books import SUBJECTS, article_facts, load_book, nearest, rule_facts, shipped, slug
from vinhdanh.web.cli.output import (
    Exit,
    count,
    day,
    emit,
    fail,
    parse_day,
    screen,
    seconds,
    table,
)
from vinhdanh.web.cli.shell import Group, register

if TYPE_CHECKING:
    from vinhdanh.engine import Article, CaseResult, LawBook

app = typer.Typer(
    cls=Group,
    help="Xem luật: văn bản nào đang có hiệu lực, từng điều nói gì, các tệp luật có đúng không.",
    no_args_is_help=True,
)

Overlays = Annotated[
    list[str] | None,
    typer.Option("--overlay", metavar="BỘ", help="Thêm quy chế của cơ quan: tên bộ kèm theo, hoặc thư mục."),
]
Drafts = Annotated[
    list[str] | None, typer.Option("--draft", metavar="BỘ", help="Thêm dự thảo, chỉ để so sánh.")
]
Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        metavar="NGÀY",
        parser=parse_day,
        help="Theo văn bản có hiệu lực ngày này; bỏ trống là hôm nay.",
    ),
]

COVERAGE = {"encoded": "đã đưa vào", "gap": "chưa đưa vào, có lý do", "missing": "còn thiếu"}


@register(app, "list", example="vinhdanh law list --on 30/09/2026")
def list_rules(on: On = None, overlay: Overlays = None, as_json: Json = False) -> None:
    """Liệt kê danh hiệu, hình thức có tiêu chí đang có hiệu lực trong một ngày."""
    from vinhdanh.engine.wording import VERIFIED

    on = on or date.today()
    book = load_book(overlay or ())
    order = {line.id: at for at, line in enumerate(book.rule_lines)}
    rules = sorted(book.rules_on(on), key=lambda rule: (order.get(rule.id, len(order)), rule.rank))
    texts = [text for text in book.instruments.values() if text.applies_on(on)]
    gaps = book.blocks("gap", on)
    if as_json:
        emit(
            {
                "on": on,
                "instruments": [
                    {
                        "instrument": text.key,
                        "number": text.number,
                        "name": text.name,
                        "kind": text.kind,
                        "from": text.in_force,
                        "verified_to": text.verified_to,
                    }
                    for text in texts
                ],
                "rules": [rule_facts(rule) for rule in rules],
                "gaps": [
                    {"for": gap.subjects_named, "citation": gap.citation, "why": gap.data.get("why", "")}
                    for gap in gaps
                ],
            }
        )
        return
    shown = table("Mã", "Danh hiệu, hình thức", "Cho", "Điều khoản", "Kiểm chứng", "Đến ngày")
    for rule in rules:
        verified = VERIFIED[rule.verified] + (" *" if rule.verified_to and on > rule.verified_to else "")
        shown.add_row(
            rule.id,
            rule.name,
            SUBJECTS[rule.subject_kind],
            rule.citation.text,
            verified,
            day(rule.verified_to),
        )
    out = screen()
    out.print(f"Ngày {day(on)}: {len(texts)} văn bản, {len(rules)} quy tắc có tiêu chí")
    out.print(shown)
    if any(rule.verified_to and on > rule.verified_to for rule in rules):
        out.print("* theo văn bản trước đó, chưa kiểm chứng cho ngày này")
    if gaps:
        out.print(f"Có {len(gaps)} chỗ luật nói đến nhưng chưa có tiêu chí: vinhdanh law coverage")


@register(app, "show", example="vinhdanh law show dieu-22")
def show(
    article: Annotated[str, typer.Argument(metavar="ĐIỀU", help="Số điều: dieu-22, 22 hoặc “Điều 22”.")],
    of: Annotated[
        str, typer.Option("--of", metavar="VĂN_BẢN", help="Của văn bản nào, ví dụ luat-06-2022.")
    ] = "",
    on: On = None,
    overlay: Overlays = None,
    draft: Drafts = None,
    as_json: Json = False,
) -> None:
    """In một điều: từng khoản, tiêu chí, hiệu lực và mức kiểm chứng."""
    book = load_book(overlay or (), draft or ())
    found = _articles(book, slug(article), of, on)
    if as_json:
        emit({"articles": [article_facts(one) for one in found]})
        return
    from vinhdanh.web.cli.article import print_article

    out = screen()
    print_article(out, book, found[0])
    for other in found[1:]:
        out.print(
            f"Văn bản khác cũng có {other.name}: vinhdanh law show {other.slug} --of {other.instrument.key}"
        )


def _articles(book: LawBook, wanted: str, of: str, on: date | None) -> list[Article]:
    """The articles meant, or one message with what there is."""
    if of and of not in book.instruments:
        fail(
            f"Không có văn bản “{of}”.",
            nearest(of, list(book.instruments)) or f"Các văn bản: {', '.join(book.instruments)}.",
        )
    found = book.article(wanted, of or None)
    if not found:
        pool = sorted({one.slug for one in book.articles if of in ("", one.instrument.key)})
        where = f" trong {of}" if of else ""
        fail(f"Không có “{wanted}”{where}.", nearest(wanted, pool) or f"Có: {', '.join(pool)}.")
    if on is None:
        return sorted(found, key=lambda one: not one.instrument.applies_on(date.today()))
    in_force = [one for one in found if one.instrument.applies_on(on)]
    if not in_force:
        texts = ", ".join(f"{one.instrument.key} (từ {day(one.instrument.in_force)})" for one in found)
        fail(f"Ngày {day(on)} không văn bản nào có “{wanted}” còn hiệu lực.", f"Có ở: {texts}.")
    return in_force


@register(app, "check", example="vinhdanh law check --fail-fast")
def check(
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Dừng ở trường hợp sai đầu tiên.")] = False,
    overlay: Overlays = None,
    draft: Drafts = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra các tệp luật và chạy mọi trường hợp thử ghi cạnh từng điều. Sai thì mã thoát là 1."""
    import time

    started = time.perf_counter()
    results = []
    for result in _results(overlay or (), draft or ()):
        results.append(result)
        if fail_fast and not result.passed:
            break
    wrong = [result for result in results if not result.passed]
    took = time.perf_counter() - started
    if as_json:
        emit(
            {"cases": len(results), "failed": [_case_facts(one) for one in wrong], "seconds": round(took, 3)}
        )
    else:
        out = screen()
        for one in wrong:
            out.print(f"{one.file}: {one.rule}: {one.name}\n  {one.problem}", markup=False)
        told = f"{count(len(wrong))} sai" if wrong else "tất cả đúng"
        out.print(f"{count(len(results))} trường hợp: {told} ({seconds(took)})")
    if wrong:
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _results(overlays: Sequence[str], drafts: Sequence[str]) -> Iterator[CaseResult]:
    """The cases of the named texts, each beside the national law; of all that ships when none is named.

    The national cases run without overlays: those refine what the cases expect.
    """
    from vinhdanh.engine.cases import check_cases, check_folder

    if not overlays and not drafts:
        yield from check_cases(load_book(code=Exit.NOT_IN_ORDER))
        overlays, drafts = shipped("overlay"), shipped("draft")
    for name in overlays:
        book = load_book([name], code=Exit.NOT_IN_ORDER)
        yield from check_folder(book, _folder(book, name))
    for name in drafts:
        book = load_book(drafts=[name], code=Exit.NOT_IN_ORDER)
        yield from check_folder(book, _folder(book, name))


def _folder(book: LawBook, name: str) -> Path:
    return next(folder for folder in book.folders if folder.name == Path(name).name)


def _case_facts(result: CaseResult) -> dict[str, Any]:
    return {"file": result.file, "rule": result.rule, "name": result.name, "problem": result.problem}


@register(app, "coverage", example="vinhdanh law coverage --missing")
def coverage_of_law(
    missing: Annotated[bool, typer.Option("--missing", help="Chỉ những dòng chưa đưa vào.")] = False,
    as_json: Json = False,
) -> None:
    """Cho biết từng quy định đã biết của luật được đưa vào ở đâu, hoặc vì sao chưa."""
    from vinhdanh.engine import coverage
    from vinhdanh.engine.coverage import MARKS

    rows = coverage(load_book(shipped("overlay"), shipped("draft")))
    totals = {state: sum(row.state == state for row in rows) for state in COVERAGE}
    listed = [row for row in rows if not missing or row.state != "encoded"]
    if as_json:
        emit(
            {
                "totals": totals,
                "facts": [
                    {
                        "fact": row.fact,
                        "statement": row.statement,
                        "mark": row.mark,
                        "state": row.state,
                        "section": row.section,
                        "where": row.where,
                        "why": row.why,
                    }
                    for row in listed
                ],
            }
        )
        return
    shown = table("Mã", "Quy định", "Nguồn", "Tình trạng", "Ở đâu, vì sao")
    for row in listed:
        shown.add_row(
            row.fact,
            row.statement,
            MARKS.get(row.mark, row.mark),
            COVERAGE[row.state],
            row.why or "\n".join(row.where),
        )
    out = screen()
    out.print(shown)
    out.print(
        f"{len(rows)} quy định đã biết: "
        + ", ".join(f"{number} {COVERAGE[state]}" for state, number in totals.items())
    )
