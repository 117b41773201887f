"""Which role may do what. Pure: scopes and a unit's path in, an answer with its reason out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied

from vinhdanh.access.types import Action, Allowed, Answer, Denied, Role, Scope

ACTIONS: Mapping[Role, frozenset[Action]] = {
    # An officer sees his own file, which is not a matter of units: people.selectors.
    Role.OFFICER: frozenset(),
    Role.UNIT_CLERK: frozenset({Action.VIEW, Action.EDIT, Action.IMPORT, Action.JUDGE}),
    Role.UNIT_HEAD: frozenset({Action.VIEW, Action.CONCLUDE, Action.JUDGE}),
    Role.STANDING_BODY: frozenset(
        {Action.VIEW, Action.EDIT, Action.CONCLUDE, Action.GRANT, Action.IMPORT, Action.JUDGE}
    ),
    Role.COUNCIL_MEMBER: frozenset({Action.VIEW}),
    Role.INSPECTOR: frozenset({Action.VIEW, Action.READ_JOURNAL}),
    # An administrator runs the system and has no business in the records themselves.
    Role.ADMINISTRATOR: frozenset({Action.MANAGE_ACCOUNTS, Action.READ_JOURNAL}),
}


def decide(scopes: Iterable[Scope], action: Action, path: str = "/") -> Answer:
    """May somebody with these scopes do this to a unit (its path), or to the whole agency ("/")?"""
    held = list(scopes)
    able = [scope for scope in held if action in ACTIONS[scope.role]]
    if any(scope.covers(path) for scope in able):
        return Allowed()
    if able:
        return Denied(f"Đồng chí được {action.label} ở đơn vị khác, không phải ở đơn vị này.")
    who = ", ".join(role.label for role, actions in ACTIONS.items() if action in actions)
    return Denied(f"Đồng chí chưa được giao quyền {action.label}. Quyền này thuộc: {who}.")


def units_with(scopes: Iterable[Scope], action: Action) -> frozenset[str]:
    """Codes of the units on which the scopes give an action; ``WHOLE_AGENCY`` among them means all."""
    return frozenset(scope.unit_code for scope in scopes if action in ACTIONS[scope.role])


def require(answer: Answer) -> None:
    """Let an allowed act pass.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    if isinstance(answer, Denied):
        raise PermissionDenied(answer.reason)
