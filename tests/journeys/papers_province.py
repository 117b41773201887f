"""A province with decisions of both years and their papers, as ``vinhdanh demo`` has them, only smaller."""

from __future__ import annotations

YEAR = 2025


def fill() -> None:
    """Records, accounts, a round that is over and one under way, councils, decisions, papers."""
    from vinhdanh.access.types import Operator
    from vinhdanh.awards.services.demo import install_demo_honours, install_demo_proofs
    from vinhdanh.council.services.demo import install_demo_councils
    from vinhdanh.decisions.services.demo import install_demo_decisions
    from vinhdanh.decisions.services.demo_papers import install_demo_papers
    from vinhdanh.dossiers.services.demo import install_demo_decided_round, install_demo_open_round
    from vinhdanh.eligibility.memory import results_of
    from vinhdanh.eligibility.services import run_now
    from vinhdanh.exchange.records import record_facts
    from vinhdanh.exchange.sample import sample_province
    from vinhdanh.exchange.sample.mergers import with_merger
    from vinhdanh.people.models import Unit
    from vinhdanh.people.services.demo import install_demo_accounts
    from vinhdanh.people.services.demo_letterheads import install_demo_letterheads
    from vinhdanh.people.services.demo_ratings import install_demo_ratings
    from vinhdanh.people.services.demo_records import install_demo_records

    province = with_merger(sample_province(scale=0.15))
    record_facts(province.facts, province.details, actor=Operator())
    install_demo_accounts()
    install_demo_honours(YEAR)
    install_demo_records()
    agency = Unit.objects.get(code="CAT")
    install_demo_ratings(YEAR + 1)
    decided = install_demo_decided_round(agency, YEAR)
    run = run_now(actor=Operator(), year=YEAR + 1)
    opened = install_demo_open_round(agency, YEAR + 1, results_of(run))
    install_demo_councils(agency, decided, opened)
    install_demo_decisions(agency, decided, opened)
    install_demo_proofs(YEAR)
    install_demo_letterheads(agency)
    install_demo_papers(agency)
