"""Accounts, roles, delegations, interventions, signing in and out. Policy first, journal last."""

from vinhdanh.access.services.accounts import (
    change_password,
    close_account,
    create_account,
    reopen_account,
)
from vinhdanh.access.services.delegations import delegate, revoke_delegation
from vinhdanh.access.services.interventions import close_intervention, open_intervention
from vinhdanh.access.services.roles import end_role, follow_unit, give_role
from vinhdanh.access.services.signing import (
    close_sessions,
    end_session,
    note_session,
    sign_in,
    sign_out,
)
from vinhdanh.access.services.tokens import make_token, pass_token, revoke_token

__all__ = [
    "change_password",
    "close_account",
    "close_intervention",
    "close_sessions",
    "create_account",
    "delegate",
    "end_role",
    "end_session",
    "follow_unit",
    "give_role",
    "make_token",
    "note_session",
    "open_intervention",
    "pass_token",
    "reopen_account",
    "revoke_delegation",
    "revoke_token",
    "sign_in",
    "sign_out",
]
