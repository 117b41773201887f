"""Writing in the điều lệnh register: breaches, what the machine proposes, what people decide.

The law book comes in from the caller; the day whose text applies is the day of the act.
"""

from vinhdanh.people.services.conduct.breaches import (
    change_violation,
    complete_file,
    defer_violation,
    excuse_violation,
    record_violation,
    reopen_deferred,
    report_result,
    resume_violation,
    withdraw_violation,
)
from vinhdanh.people.services.conduct.deciding import (
    annul_measure,
    decide_measure,
    exempt_leader,
    lift_measure,
)
from vinhdanh.people.services.conduct.proposing import (
    propose_leader_measure,
    propose_measure,
    propose_unit_measure,
)
from vinhdanh.people.services.conduct.training import (
    TrainingEntry,
    record_establishment,
    record_results,
    record_training,
    withdraw_result,
    withdraw_training,
)

__all__ = [
    "TrainingEntry",
    "annul_measure",
    "change_violation",
    "complete_file",
    "decide_measure",
    "defer_violation",
    "excuse_violation",
    "exempt_leader",
    "lift_measure",
    "propose_leader_measure",
    "propose_measure",
    "propose_unit_measure",
    "record_establishment",
    "record_results",
    "record_training",
    "record_violation",
    "reopen_deferred",
    "report_result",
    "resume_violation",
    "withdraw_result",
    "withdraw_training",
    "withdraw_violation",
]
