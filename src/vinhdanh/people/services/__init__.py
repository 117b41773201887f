"""Writing about units, people and their years. Policy first, one transaction, journal last."""

from vinhdanh.people.services.classing import close_period, open_period, reopen_period, save_sheet
from vinhdanh.people.services.classing_rules import change_scale, end_exemption, exempt, withdraw_scale
from vinhdanh.people.services.classing_year import accept_year, draft_year
from vinhdanh.people.services.demo import install_demo_accounts
from vinhdanh.people.services.findings import conclude, conclude_many
from vinhdanh.people.services.histories import (
    correct_row,
    end_absence,
    leave_service,
    record_absence,
    remove_row,
    return_to_service,
)
from vinhdanh.people.services.persons import (
    assign_post,
    change_person,
    confer_rank,
    end_post,
    register_household,
    register_person,
)
from vinhdanh.people.services.reorganising import (
    close_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from vinhdanh.people.services.transfers import (
    accept_transfer,
    end_secondment,
    refuse_transfer,
    request_transfer,
    withdraw_transfer,
)
from vinhdanh.people.services.units import add_unit, change_unit
from vinhdanh.people.services.works import change_work, recognise_work
from vinhdanh.people.services.years import (
    annul_discipline,
    close_hold,
    end_discipline,
    open_hold,
    rate_year,
    record_discipline,
    reopen_hold,
    set_title_effect,
)

__all__ = [
    "accept_transfer",
    "accept_year",
    "add_unit",
    "annul_discipline",
    "assign_post",
    "change_person",
    "change_scale",
    "change_unit",
    "change_work",
    "close_hold",
    "close_period",
    "close_unit",
    "conclude",
    "conclude_many",
    "confer_rank",
    "correct_row",
    "draft_year",
    "end_absence",
    "end_discipline",
    "end_exemption",
    "end_post",
    "end_secondment",
    "exempt",
    "install_demo_accounts",
    "leave_service",
    "merge_units",
    "move_unit",
    "open_hold",
    "open_period",
    "rate_year",
    "recognise_work",
    "record_absence",
    "record_discipline",
    "refuse_transfer",
    "register_household",
    "register_person",
    "remove_row",
    "rename_unit",
    "reopen_hold",
    "reopen_period",
    "request_transfer",
    "return_to_service",
    "save_sheet",
    "set_title_effect",
    "split_unit",
    "withdraw_scale",
    "withdraw_transfer",
]
