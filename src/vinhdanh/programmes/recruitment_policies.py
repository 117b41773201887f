"""Who may do what in a round. Pure. Files of candidates do not exist for anybody but those who keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope
from vinhdanh.programmes.recruitment_stages import Owner


def may_run_round(scopes: Iterable[Scope]) -> Answer:
    """Open, change, close and erase rounds: the whole agency's."""
    return decide(scopes, Action.RECRUIT)


def may_report_commune(scopes: Iterable[Scope], path: str) -> Answer:
    """Enter outreach and figures of the commune whose police stand at that path."""
    return decide(scopes, Action.RECRUIT, path)


def may_open_files(scopes: Iterable[Scope], path: str) -> Answer:
    """Read and write the files of a commune's candidates. Whoever may not is told that there are none."""
    answer = decide(scopes, Action.RECRUIT, path)
    return replace(answer, out_of_sight=True) if isinstance(answer, Denied) else answer


def may_move(scopes: Iterable[Scope], path: str, owner: Owner) -> Answer:
    """Say what a step of one candidate found; some steps are the province's alone."""
    held = list(scopes)
    answer = may_open_files(held, path)
    if not answer or owner == Owner.COMMUNE:
        return answer
    whole = may_run_round(held)
    if whole:
        return whole
    return Denied("Bước này do Công an tỉnh ghi: người có quyền tuyển chọn công dân của toàn cơ quan.")
