"""Which role may do what. Pure: scopes and a unit's path in, an answer with its reason out.

Whatever no line here allows is refused, and a refusal is always a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import PermissionDenied

from vinhdanh.access.types import Acting, Action, Allowed, Answer, Denied, Role, Scope
from vinhdanh.audit.types import Actor

ACTIONS: Mapping[Role, frozenset[Action]] = {
    # An officer sees his own file, which is not a matter of units: people.selectors.
    Role.OFFICER: frozenset(),
    Role.UNIT_CLERK: frozenset(
        {
            Action.VIEW,
            Action.EDIT,
            Action.IMPORT,
            Action.JUDGE,
            Action.REQUEST_TRANSFER,
            Action.RECRUIT,
            Action.PROPOSE,
        }
    ),
    Role.UNIT_HEAD: frozenset(
        {
            Action.VIEW,
            Action.CONCLUDE,
            Action.JUDGE,
            Action.REQUEST_TRANSFER,
            Action.ANSWER_TRANSFER,
            Action.DELEGATE,
            Action.PROPOSE,
            Action.SUBMIT,
        }
    ),
    # Who appraises has not written what he appraises.
    Role.REVIEWING_DEPARTMENT: frozenset({Action.VIEW, Action.JUDGE, Action.APPRAISE}),
    Role.STANDING_BODY: frozenset(
        {
            Action.VIEW,
            Action.EDIT,
            Action.CONCLUDE,
            Action.GRANT,
            Action.IMPORT,
            Action.JUDGE,
            Action.REQUEST_TRANSFER,
            Action.ANSWER_TRANSFER,
            Action.RECRUIT,
            Action.RUN_ROUND,
            Action.ISSUE,
        }
    ),
    Role.COUNCIL_SECRETARY: frozenset({Action.VIEW, Action.JUDGE, Action.CONVENE}),
    Role.COUNCIL_MEMBER: frozenset({Action.VIEW, Action.VOTE}),
    Role.SIGNING_AUTHORITY: frozenset({Action.VIEW, Action.CONCLUDE, Action.DELEGATE, Action.SIGN}),
    Role.INSPECTOR: frozenset({Action.VIEW, Action.READ_JOURNAL}),
    # An administrator runs the system and has no business in the records themselves …
    Role.ADMINISTRATOR: frozenset({Action.MANAGE_ACCOUNTS, Action.READ_JOURNAL, Action.INTERVENE}),
}
# … unless he says why, for a while: to mend records, never to conclude or to honour.
IN_DATA = frozenset({Action.VIEW, Action.EDIT, Action.IMPORT, Action.JUDGE})

# Who watches over the others, or over the machine, holds no pen besides.
APART = frozenset({Role.INSPECTOR, Role.ADMINISTRATOR})
WRITING = frozenset(
    {
        Action.EDIT,
        Action.CONCLUDE,
        Action.GRANT,
        Action.IMPORT,
        Action.PROPOSE,
        Action.SUBMIT,
        Action.APPRAISE,
        Action.RUN_ROUND,
        Action.CONVENE,
        Action.ISSUE,
        Action.SIGN,
    }
)


class OutOfSight(PermissionDenied):
    """Refused about a record that the account doesn't see: a page answers "not found"."""


def actions_of(scope: Scope) -> frozenset[Action]:
    """What one scope allows. Nobody passes on what was only lent to him."""
    if scope.in_data:
        return ACTIONS[scope.role] | IN_DATA
    return ACTIONS[scope.role] - {Action.DELEGATE} if scope.capacity else ACTIONS[scope.role]


def decide(
    scopes: Iterable[Scope], action: Action, path: str = "/", *, seen_from: Collection[str] = ()
) -> Answer:
    """May somebody with these scopes do this to a unit (its path), or to the whole agency ("/")?

    Args:
        seen_from: paths of other units that see the same record; from there a refusal gives nothing away.
    """
    held = list(scopes)
    able = [scope for scope in held if action in actions_of(scope)]
    covering = [scope for scope in able if scope.covers(path)]
    if covering:
        return Allowed(by=min(covering, key=lambda scope: scope.capacity is not None))
    viewing = [scope for scope in held if Action.VIEW in actions_of(scope)]
    hidden = path != "/" and not any(scope.covers(at) for scope in viewing for at in (path, *seen_from))
    if able:
        return Denied(f"Đồng chí được {action.label} ở đơn vị khác, không phải ở đơn vị này.", hidden)
    return Denied(_refusal(held, action), hidden)


def decide_somewhere(scopes: Iterable[Scope], action: Action) -> Answer:
    """May somebody with these scopes do this at all, in whatever part of the agency?

    Which units these are is asked later. To ask ``decide`` about the code of each scope's unit would miss
    a borrowed role, whose unit lies below another one.
    """
    held = list(scopes)
    able = [scope for scope in held if action in actions_of(scope)]
    if able:
        return Allowed(by=min(able, key=lambda scope: scope.capacity is not None))
    return decide(held, action)


def _refusal(held: list[Scope], action: Action) -> str:
    if any(scope.in_data for scope in held):
        return (
            f"Chế độ can thiệp dữ liệu không gồm quyền {action.label}. "
            "Đóng chế độ này để làm việc với vai trò được giao."
        )
    who = ", ".join(role.label for role, actions in ACTIONS.items() if action in actions)
    refusal = f"Đồng chí chưa được giao quyền {action.label}. Quyền này thuộc: {who}."
    if action in IN_DATA and any(scope.role == Role.ADMINISTRATOR for scope in held):
        refusal += " Quản trị viên chỉ làm được sau khi mở chế độ can thiệp dữ liệu, có ghi lý do."
    return refusal


def units_with(scopes: Iterable[Scope], action: Action) -> frozenset[str]:
    """Codes of the units on which the scopes give an action; ``WHOLE_AGENCY`` among them means all."""
    return frozenset(scope.unit_code for scope in scopes if action in actions_of(scope))


def may_delegate(role: Role, *, own: bool, lent: bool = False, held: bool = True) -> Answer:
    """May somebody pass this role on for a time?

    Args:
        own: it was given to him; ``lent``: he has it by delegation only.
        held: it is in his hand today (not over, and no intervention is open).
    """
    if lent:
        return Denied("Người được ủy quyền không được ủy quyền lại cho người khác.")
    if not own:
        return Denied("Chỉ người được giao vai trò mới ủy quyền được vai trò đó.")
    if not held:
        return Denied(f"Đồng chí hiện không giữ vai trò {role.label} nên không ủy quyền được.")
    if Action.DELEGATE not in ACTIONS[role]:
        able = ", ".join(role.label for role, actions in ACTIONS.items() if Action.DELEGATE in actions)
        return Denied(f"Vai trò {role.label} không ủy quyền được. Ủy quyền được: {able}.")
    return Allowed()


def may_make_token(*, own: bool, held: bool) -> Answer:
    """May somebody give this role to a key of the API?

    Args:
        own: the role was given to him.
        held: it holds today.
    """
    if not own:
        return Denied("Khóa API chỉ mang vai trò được giao cho chính đồng chí, không mang vai trò ủy quyền.")
    if not held:
        return Denied("Vai trò này hôm nay không còn hiệu lực nên không gắn vào khóa được.")
    return Allowed()


def apart(roles: Iterable[Role]) -> bool:
    """Whether the roles may be in one hand: who inspects or administers does not write records too."""
    held = set(roles)
    writes = any(ACTIONS[role] & WRITING for role in held)
    return not (held & APART and writes)


def require(answer: Answer) -> None:
    """Let an allowed act pass.

    Raises:
        PermissionDenied: with the sentence of the refusal.
        OutOfSight: the same, about a record that the account doesn't see.
    """
    if isinstance(answer, Denied):
        raise (OutOfSight if answer.out_of_sight else PermissionDenied)(answer.reason)


def admit(actor: Actor, *answers: Answer) -> Acting:
    """Let an act pass that needs all these answers; who does it, and in which capacity, for the journal.

    Raises:
        PermissionDenied: with the sentence of the first refusal.
    """
    lent = None
    for answer in answers:
        require(answer)
        if isinstance(answer, Allowed) and answer.by and answer.by.capacity and not answer.by.in_data:
            lent = lent or answer.by.capacity
    name = f"{actor.full_name} ({lent.words})" if lent else actor.full_name
    return Acting(name, actor.username, lent or actor.capacity)
