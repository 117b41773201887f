"""``vinhdanh judge`` and ``vinhdanh person``: the law on a workbook, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vinhdanh.web.cli.books import load_book, nearest
from vinhdanh.web.cli.output import Exit, count, emit, fail, notes, parse_day, screen, seconds, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.steps import Steps, Told

if TYPE_CHECKING:
    from vinhdanh.engine import Facts, Household, LawBook, Person, Unit, Verdicts
    from vinhdanh.exchange.reading import Problem, Reading

SHOWN_PROBLEMS = 12

File = Annotated[Path, typer.Argument(metavar="TỆP", help="Bảng dữ liệu cán bộ (.xlsx).")]
Year = Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm xét.", min=1980, max=2043)]
LawDate = Annotated[
    date | None,
    typer.Option(
        "--law-date",
        metavar="NGÀY",
        parser=parse_day,
        help="Theo luật của ngày này; bỏ trống là 31/12 năm xét.",
    ),
]
Members = Annotated[
    Literal["verdicts", "grants"],
    typer.Option(
        "--members", help="Tập thể tính theo kết quả xét từng người (verdicts) hay quyết định đã có (grants)."
    ),
]
Overlays = Annotated[
    list[str] | None,
    typer.Option("--overlay", metavar="BỘ", help="Thêm quy chế của cơ quan: tên bộ kèm theo, hoặc thư mục."),
]
Spellings = Annotated[
    Path | None,
    typer.Option(
        "--spellings", metavar="TỆP", help="Bảng cách viết riêng của đơn vị (.yaml), thêm vào bảng có sẵn."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "judge", example="vinhdanh judge du-lieu.xlsx --year 2025 --out ket-qua.xlsx", panel="Xét")(
        judge
    )
    register(app, "person", example="vinhdanh person du-lieu.xlsx 276-118 --year 2025", panel="Xét")(person)


def judge(
    file: File,
    year: Year,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="TỆP", help="Ghi kết quả ra tệp Excel này.")
    ] = None,
    law_date: LawDate = None,
    members: Members = "verdicts",
    overlay: Overlays = None,
    spellings: Spellings = None,
    as_json: Json = False,
) -> None:
    """Xét cả bảng dữ liệu: ai đạt danh hiệu, hình thức nào, vì sao, còn thiếu gì, và dòng nào phải sửa."""
    check_input(file, spellings)
    if out is not None:
        check_output(out, file)
    steps = Steps(quiet=as_json)
    with steps.step("Nạp luật"):
        book = load_book(overlay or ())
    with steps.step(f"Đọc {file.name}") as progress:
        reading = read(file, book, year, spellings, progress)
    with steps.step(f"Xét năm {year}"):
        from vinhdanh.engine import judge as judge_force

        verdicts = judge_force(book, reading.facts, year=year, law_date=law_date, members=members)
    if out is not None:
        from vinhdanh.exchange.results import write_results

        with steps.step(f"Ghi {out.name}") as progress:
            write_results(out, verdicts, reading.problems, progress=progress)
    if as_json:
        emit(_as_facts(file, out, reading, verdicts, steps))
    else:
        _print(file, out, reading, verdicts, steps)
    if any(problem.severity == "error" for problem in reading.problems):
        raise typer.Exit(Exit.ROWS_LEFT_OUT)


def check_input(*files: Path | None) -> None:
    """Refuse before any work a file that is not there; say what is there under a similar name."""
    for path in files:
        if path is not None and not path.is_file():
            near = nearest(path.name, [other.name for other in path.parent.glob(f"*{path.suffix}")][:200])
            fail(f"Không có tệp {path}.", near or "Kiểm tra lại đường dẫn.")


def check_output(out: Path, file: Path | None = None) -> None:
    """Refuse before any work what could not be written, or would overwrite the input."""
    if file is not None and out.resolve() == file.resolve():
        fail(f"Tệp kết quả trùng tệp vào: {out}.", "Đặt tên khác cho --out.", Exit.USAGE)
    if out.suffix.lower() != ".xlsx":
        fail(
            f"Kết quả ghi ra tệp .xlsx; đọc được “{out.name}”.",
            f"Ví dụ: {out.stem or 'ket-qua'}.xlsx.",
            Exit.USAGE,
        )
    if not out.parent.is_dir():
        fail(f"Không có thư mục {out.parent}.", "Tạo thư mục đó, hoặc chọn chỗ khác.")


def read(
    file: Path, book: LawBook, year: int, spellings: Path | None = None, progress: Told | None = None
) -> Reading:
    """The workbook as facts and problems, or one message."""
    from vinhdanh.exchange.reading import read_workbook
    from vinhdanh.exchange.spellings import SpellingError

    try:
        reading = read_workbook(file, book=book, year=year, own_spellings=spellings, progress=progress)
    except SpellingError as error:
        fail(f"Bảng cách viết {spellings} chưa dùng được: {error}", "Sửa tệp đó rồi chạy lại.")
    if reading.unreadable is not None:
        problem = reading.unreadable
        hint = f" Cách sửa: {problem.suggestion}." if problem.suggestion else ""
        fail(f"{file.name}: {problem.message}{hint}", "Lấy biểu mẫu đúng: vinhdanh template bieu-mau.xlsx")
    facts = reading.facts
    if not (facts.persons or facts.units or facts.households):
        fail(
            f"{file.name} chưa có cán bộ, đơn vị hay hộ nào để xét.",
            "Nhập ít nhất trang Đơn vị và trang Cán bộ.",
        )
    return reading


# ---- what is printed ------------------------------------------------------------------------------


def _print(file: Path, out: Path | None, reading: Reading, verdicts: Verdicts, steps: Steps) -> None:
    console = screen()
    facts = reading.facts
    console.print(f"\n[bold]{file.name}[/], năm {verdicts.year}: {population(facts)}")
    print_verdicts(verdicts)
    _print_problems(reading.problems)
    if out is not None:
        console.print(f"Đã ghi {out} ({seconds(steps.total)} cả thảy).")


def print_verdicts(verdicts: Verdicts) -> None:
    """Titles by verdicts, a table for each kind of subject, and what has no rule in one sentence."""
    from vinhdanh.web.cli.tables import HEADINGS, verdict_table, without_rule

    console = screen()
    for kind in HEADINGS:
        if shown := verdict_table(verdicts, kind):
            console.print(shown)
    for ended in ends_of(verdicts):
        console.print(f"Lưu ý: {ended}", markup=False)
    if names := without_rule(verdicts):
        console.print(f"Chưa có quy định trong bộ luật cho {len(names)} danh hiệu, hình thức:", style="dim")
        told = f"{'; '.join(names)}. Vì sao: vinhdanh law coverage --missing\n"
        console.print(told, style="dim", markup=False)


def ends_of(verdicts: Verdicts) -> list[str]:
    """Sentences on where the law files end before the day whose law was applied."""
    from vinhdanh.engine import ended_on

    day = verdicts.law_date
    return [ended.sentence for ended in ended_on(verdicts.book, day)] if isinstance(day, date) else []


def population(facts: Facts) -> str:
    """How many persons, units and households, in words."""
    parts = [f"{count(len(facts.persons))} cán bộ", f"{count(len(facts.units))} tập thể"]
    return ", ".join([*parts, f"{count(len(facts.households))} hộ"] if facts.households else parts)


def _print_problems(problems: tuple[Problem, ...]) -> None:
    """A digest: how many of what kind, and the first that have to be mended."""
    console = screen()
    if not problems:
        console.print("Bảng dữ liệu không có lỗi.")
        return
    kinds = Counter(problem.severity for problem in problems)
    console.print(
        "Bảng dữ liệu: "
        + ", ".join(f"{count(number)} {severity.label.lower()}" for severity, number in sorted(kinds.items()))
    )
    waiting = [problem for problem in problems if problem.severity != "fixed"]
    first = sorted(waiting, key=lambda problem: problem.severity != "error")[:SHOWN_PROBLEMS]
    shown = table("Ô", "Đọc được", "Việc gì, sửa thế nào", "Ảnh hưởng")
    for problem in first:
        hint = f" Gợi ý: {problem.suggestion}." if problem.suggestion else ""
        shown.add_row(problem.place, problem.read, problem.message + hint, problem.effect)
    if first:
        console.print(shown)
    if len(waiting) > len(first):
        rest = count(len(waiting) - len(first))
        console.print(f"… và {rest} chỗ nữa, kể đủ trong tệp kết quả (--out) hoặc --json.")


def _as_facts(
    file: Path, out: Path | None, reading: Reading, verdicts: Verdicts, steps: Steps
) -> dict[str, Any]:
    from vinhdanh.web.cli.tables import counts_as_facts, verdicts_as_facts

    facts = reading.facts
    return {
        "file": file,
        "out": out,
        "year": verdicts.year,
        "law_date": verdicts.law_date,
        "law_ended": ends_of(verdicts),
        "members": verdicts.members,
        "law": verdicts.book.fingerprint,
        "fingerprint": verdicts.fingerprint,
        "subjects": {
            "persons": len(facts.persons),
            "units": len(facts.units),
            "households": len(facts.households),
        },
        "rules": counts_as_facts(verdicts),
        "verdicts": verdicts_as_facts(verdicts),
        "problems": [problem_facts(problem) for problem in reading.problems],
        "seconds": {name: round(took, 3) for name, took in steps.took.items()},
    }


def problem_facts(problem: Problem) -> dict[str, Any]:
    """One problem of the workbook as JSON facts."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "read": problem.read,
        "expected": problem.expected,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "effect": problem.effect,
        "subject": problem.subject,
        "count": problem.count,
    }


# ---- one person -----------------------------------------------------------------------------------


def person(
    file: File,
    number: Annotated[
        str, typer.Argument(metavar="SỐ_HIỆU", help="Số hiệu, mã đơn vị hoặc mã hộ; họ tên cũng được.")
    ],
    year: Year,
    rule: Annotated[str, typer.Option("--rule", metavar="MÃ", help="Chỉ một dòng xét, ví dụ CSTD_BO.")] = "",
    law_date: LawDate = None,
    members: Members = "verdicts",
    overlay: Overlays = None,
    spellings: Spellings = None,
    as_json: Json = False,
) -> None:
    """Giải thích từng tiêu chí của một người (hoặc một tập thể, một hộ): có gì, cần gì, theo điều nào."""
    from vinhdanh.engine import judge as judge_force
    from vinhdanh.engine import plan

    check_input(file, spellings)
    book = load_book(overlay or ())
    reading = read(file, book, year, spellings)
    subject = find_subject(reading.facts, number)
    lines = [line.id for line in book.rule_lines]
    if rule and rule not in lines:
        fail(
            f"Không có dòng xét “{rule}”.",
            nearest(rule.upper(), lines) or "Xem: vinhdanh law list.",
            Exit.USAGE,
        )
    verdicts = judge_force(book, reading.facts, year=year, law_date=law_date, members=members)
    explanations = [one for one in verdicts.explain_all(subject) if rule in ("", one.rule)]
    plans = {one.rule: plan(verdicts, subject, one.rule) for one in explanations}
    mine = [problem for problem in reading.problems if problem.subject == subject]
    if as_json:
        from vinhdanh.web.cli.tables import explanation_as_facts

        emit(
            {
                "subject": subject,
                "name": verdicts.subject(subject).name,
                "year": year,
                "law_date": verdicts.law_date_of(subject),
                "law_ended": ends_of(verdicts),
                "rules": [
                    explanation_as_facts(one)
                    | {"earliest": plans[one.rule].earliest, "needs": list(plans[one.rule].needs)}
                    for one in explanations
                ],
                "problems": [problem_facts(problem) for problem in mine],
            }
        )
    else:
        from vinhdanh.web.cli.explaining import print_subject

        print_subject(screen(), verdicts, subject, explanations, plans, in_full=bool(rule))
        for ended in ends_of(verdicts):
            screen().print(f"Lưu ý: {ended}", markup=False)
        if mine:
            _print_problems(tuple(mine))
    if any(problem.severity == "error" for problem in mine):
        notes().print("Dữ liệu của người này có chỗ chưa dùng được, kết quả trên có thể thiếu.")
        raise typer.Exit(Exit.ROWS_LEFT_OUT)


def find_subject(facts: Facts, asked: str) -> str:
    """The id meant by an id or a name typed in any way; one message when that is nobody or several."""
    from vinhdanh.exchange.text import code_key, fold

    subjects: list[Person | Unit | Household] = [*facts.persons, *facts.units, *facts.households]
    ids = {code_key(subject.id): subject.id for subject in subjects}
    if found := ids.get(code_key(asked)):
        return found
    named = [subject for subject in subjects if fold(subject.name) == fold(asked)]
    if len(named) == 1:
        return named[0].id
    if named:
        shown = ", ".join(subject.id for subject in named[:10])
        fail(f"Có {len(named)} người, đơn vị tên “{asked}”.", f"Nêu số hiệu: {shown}.", Exit.USAGE)
    alike = [subject for subject in subjects if fold(asked) in fold(subject.name)][:5]
    hint = (
        "Gần giống: " + ", ".join(f"{subject.id} {subject.name}" for subject in alike) + "."
        if alike
        else nearest(code_key(asked), list(ids))
    )
    fail(f"Không có số hiệu, mã đơn vị hay họ tên “{asked}” trong bảng.", hint)
