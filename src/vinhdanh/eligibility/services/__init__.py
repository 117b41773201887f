"""Running the engine over the records: policy first, journal last. A run is frozen when it is finished."""

from vinhdanh.eligibility.services.checking import check_run
from vinhdanh.eligibility.services.rounds import close_round, open_round, rename_round, reopen_round
from vinhdanh.eligibility.services.running import RunOpen, run_now, start_run

__all__ = [
    "RunOpen",
    "check_run",
    "close_round",
    "open_round",
    "rename_round",
    "reopen_round",
    "run_now",
    "start_run",
]
