"""What the demo has to import: an old ledger waiting to be looked at, and people on record twice."""

from __future__ import annotations

from datetime import date
from itertools import islice

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine.facts import Facts
from vinhdanh.exchange import services, tasks
from vinhdanh.exchange.intake.mapping import from_json
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.sample.ledger import write_ledger
from vinhdanh.people.models import Person
from vinhdanh.people.services import change_person

NAME = "so-khen-thuong-2010-2013.xlsx"
TWICE = 3  # people who left and came back under another number


def install_demo_imports(facts: Facts, year: int) -> None:
    """Let people come back under new numbers; bring the ledger as the standing body, up to its preview.

    Outside a transaction: the ledger is read as soon as it is kept.
    """
    _come_back(year)
    actor = Account.objects.get(username="thuongtruc")
    with tasks.waited_for():
        intake = services.receive(actor=actor, name=NAME, data=write_ledger(facts), year=year)
        intake.refresh_from_db()
        if intake.state == Intake.State.MAPPING:
            services.set_mapping(actor=actor, intake=intake, maps=from_json(intake.mapping))


def _come_back(year: int) -> None:
    """Newcomers of the year get the name and birth of people who left the year before."""
    left = Person.objects.filter(left__year=year - 1).order_by("number")
    for gone in islice(left.iterator(), TWICE):
        back = Person.objects.filter(joined__gte=date(year, 1, 1), sex=gone.sex, left=None)
        newcomer = back.exclude(name__in=left.values("name")).order_by("number").first()
        if newcomer is not None:
            change_person(
                actor=Operator(),
                person=newcomer,
                why="Dữ liệu mẫu: người trở lại ngành, lập hồ sơ lần thứ hai",
                name=gone.name,
                born=gone.born,
            )
