"""Writing about units, people and their years. Policy first, one transaction, journal last."""

from vinhdanh.people.services.demo import install_demo_accounts
from vinhdanh.people.services.persons import (
    assign_post,
    change_person,
    confer_rank,
    end_post,
    record_absence,
    register_household,
    register_person,
)
from vinhdanh.people.services.units import add_unit, change_unit, succeed_unit
from vinhdanh.people.services.years import (
    close_hold,
    conclude,
    end_discipline,
    open_hold,
    rate_year,
    recognise_work,
    record_discipline,
)

__all__ = [
    "add_unit",
    "assign_post",
    "change_person",
    "change_unit",
    "close_hold",
    "conclude",
    "confer_rank",
    "end_discipline",
    "end_post",
    "install_demo_accounts",
    "open_hold",
    "rate_year",
    "recognise_work",
    "record_absence",
    "record_discipline",
    "register_household",
    "register_person",
    "succeed_unit",
]
