"""The demo's data: the sample province in the database, its accounts, and one judging of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vinhdanh.web.cli.output import count, fail, notes, screen, seconds, table
from vinhdanh.web.cli.steps import Steps

if TYPE_CHECKING:
    from vinhdanh.engine import Verdicts

YEAR = 2025
ELSEWHERE = "Chạy thử ở thư mục khác: VINHDANH_HOME=/tmp/thu vinhdanh demo"


def is_demo() -> bool | None:
    """Whether the database holds the sample; None while it holds nothing."""
    from django.db import DatabaseError

    from vinhdanh.access.models import Account
    from vinhdanh.people.models import Person

    try:
        demo = Account.objects.filter(is_demo=True).exists()
        real = Account.objects.filter(is_demo=False).exists()
        people = Person.objects.exists()
    except DatabaseError:  # no tables yet, or those of another version
        return None
    if real or (people and not demo):
        return False
    return True if demo else None


def settle(steps: Steps) -> None:
    """Put the sample province and its accounts into an empty database; leave one that has them alone."""
    held = is_demo()
    if held is False:
        fail("Cơ sở dữ liệu này có dữ liệu thật, không chạy thử trên đó.", ELSEWHERE)
    if held:
        notes().print("Dùng lại tỉnh mẫu đã có (lập lại từ đầu: --reset).")
        return
    from django.db import transaction

    from vinhdanh.access.types import Operator
    from vinhdanh.awards.services.demo import install_demo_honours, install_demo_proofs
    from vinhdanh.council.services.demo import install_demo_councils
    from vinhdanh.decisions.services.demo import install_demo_decisions
    from vinhdanh.decisions.services.demo_papers import install_demo_papers
    from vinhdanh.dossiers.services.demo import install_demo_decided_round, install_demo_open_round
    from vinhdanh.dossiers.services.demo_dossiers import install_demo_dossiers
    from vinhdanh.dossiers.services.demo_high import install_demo_high_round
    from vinhdanh.eligibility.memory import results_of
    from vinhdanh.eligibility.services import run_now
    from vinhdanh.eligibility.services.demo import install_demo_rounds
    from vinhdanh.exchange.demo import install_demo_imports, install_demo_packages
    from vinhdanh.exchange.records import record_facts
    from vinhdanh.exchange.sample import sample_province
    from vinhdanh.exchange.sample.mergers import with_merger
    from vinhdanh.exchange.sample.names import draw_name
    from vinhdanh.movements.services.demo import install_demo_movements
    from vinhdanh.movements.services.demo_calendar import install_demo_calendar
    from vinhdanh.movements.services.demo_clusters import install_demo_clusters
    from vinhdanh.movements.services.demo_directives import install_demo_directives
    from vinhdanh.movements.services.demo_figures import install_demo_figures
    from vinhdanh.movements.services.demo_registration import install_demo_registration
    from vinhdanh.movements.services.demo_targets import install_demo_targets
    from vinhdanh.people.models import Unit
    from vinhdanh.people.services.demo import install_demo_accounts
    from vinhdanh.people.services.demo_conduct import install_demo_conduct
    from vinhdanh.people.services.demo_letterheads import install_demo_letterheads
    from vinhdanh.people.services.demo_months import install_demo_months
    from vinhdanh.people.services.demo_ratings import install_demo_ratings
    from vinhdanh.people.services.demo_records import install_demo_records
    from vinhdanh.people.services.demo_registers import install_demo_registers
    from vinhdanh.programmes.services.recruitment_demo import install_demo_recruitment
    from vinhdanh.programmes.services.training_demo import install_demo_training
    from vinhdanh.reports.services.demo import install_demo_reports
    from vinhdanh.reports.services.demo_books import install_demo_book

    with steps.step("Lập tỉnh mẫu Sơn Hà"):
        province = with_merger(sample_province())
    facts = province.facts
    # Whole or not at all: a sample that was broken off is begun anew the next time.
    with transaction.atomic():
        with steps.step(f"Ghi {count(len(facts.persons))} cán bộ, các tháng phân loại, khen thưởng"):
            record_facts(facts, province.details, actor=Operator(), artefacts=province.artefacts)
            install_demo_accounts()
            install_demo_months(YEAR)
            install_demo_registers(YEAR)
            install_demo_honours(YEAR)
            install_demo_records()
        with steps.step("Ghi vi phạm điều lệnh, tuyển chọn, tập huấn"):
            install_demo_conduct(YEAR)
            install_demo_recruitment(YEAR, draw_name=draw_name)
            install_demo_training(YEAR)
        with steps.step("Phong trào, đăng ký, cụm khối, chỉ đạo, chỉ tiêu"):
            agency = Unit.objects.get(code="CAT")
            install_demo_movements(agency)
            install_demo_registration(agency)
            install_demo_clusters(agency)
            install_demo_directives(agency)
            install_demo_figures(agency)
            install_demo_targets(agency, YEAR)
            install_demo_calendar(YEAR)
        with steps.step(f"Xếp loại, kết luận năm {YEAR + 1}; các đợt xét tặng {YEAR}, {YEAR + 1}"):
            install_demo_ratings(YEAR + 1)
            decided = install_demo_decided_round(agency, YEAR)
            install_demo_high_round(agency, YEAR)
            run = run_now(actor=Operator(), year=YEAR + 1)
            opened = install_demo_open_round(agency, YEAR + 1, results_of(run))
            install_demo_dossiers(opened)
        with steps.step("Hội đồng, hòm phiếu, quyết định, quỹ khen thưởng"):
            install_demo_councils(agency, decided, opened)
            install_demo_decisions(agency, decided, opened)
            install_demo_proofs(YEAR)
        with steps.step("Đầu giấy, mẫu Word, phôi giấy khen, quyết định ký số"):
            install_demo_letterheads(agency)
            install_demo_papers(agency)
        with steps.step("Báo cáo tổng kết, bảng vinh danh"):
            install_demo_reports(agency, YEAR)
            install_demo_book(agency, YEAR)
    with steps.step("Sổ cũ chờ nhập, hồ sơ trùng, đợt xét"):
        install_demo_rounds(YEAR)
        install_demo_imports(facts, YEAR)
    with steps.step("Gói dữ liệu đã lập, gói chờ ghi"):
        install_demo_packages(YEAR)


def judged(steps: Steps) -> tuple[Verdicts, float]:
    """The newest finished run of the year, and its seconds; judged now if there is none under today's law."""
    from vinhdanh.access.types import Operator
    from vinhdanh.eligibility.books import law
    from vinhdanh.eligibility.memory import results_of
    from vinhdanh.eligibility.models import Run
    from vinhdanh.eligibility.services import run_now
    from vinhdanh.eligibility.services.demo import begin_demo_corrections
    from vinhdanh.eligibility.services.running import compare_ahead

    book = law().fingerprint
    run = Run.objects.filter(year=YEAR, state=Run.State.DONE, book_fingerprint=book).first()
    with steps.step(f"Xét cả lực lượng năm {YEAR}") as progress:
        if run is None:
            undo = begin_demo_corrections(YEAR)
            run_now(actor=Operator(), year=YEAR, told=lambda now: progress(now.get_state_display(), 0, 0))
            undo()
            run = run_now(actor=Operator(), year=YEAR)
            compare_ahead(run)
        verdicts = results_of(run).verdicts
    return verdicts, run.seconds or 0.0


def print_judged(verdicts: Verdicts, took: float) -> None:
    """Titles by verdicts, and how long it took."""
    from vinhdanh.web.cli.judging import population, print_verdicts

    out = screen()
    out.print(f"\n[bold]Công an tỉnh Sơn Hà[/], năm {verdicts.year}: {population(verdicts.facts)}")
    print_verdicts(verdicts)
    out.print(f"Xét {count(verdicts.statuses.size)} kết quả trong {seconds(took)}.")


def print_accounts(address: str) -> None:
    """Where to sign in, and as whom."""
    from vinhdanh.access.selectors import demo_accounts
    from vinhdanh.council.types.boxes import DEMO_PASSPHRASES
    from vinhdanh.decisions.types.signing import DEMO_KEY_FOLDER, DEMO_KEY_PASSPHRASE

    accounts = demo_accounts()
    shown = table("Tên đăng nhập", "Mật khẩu", "Họ và tên", "Vai trò", "Xem được")
    for one in accounts:
        shown.add_row(one.username, one.password, one.full_name, one.roles_text, one.scope_text)
    out = screen()
    out.print(shown)
    chair, secretary = DEMO_PASSPHRASES
    out.print(f"Đóng hòm phiếu mẫu: Chủ tịch [bold]{chair}[/], Thư ký [bold]{secretary}[/]")
    out.print(f"Khóa ký số mẫu: thư mục {DEMO_KEY_FOLDER}, mật khẩu [bold]{DEMO_KEY_PASSPHRASE}[/]")
    out.print(f"Mở [bold]{address}[/] (dừng: Ctrl+C)")
