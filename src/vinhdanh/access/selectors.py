"""Reading accounts and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import (
    Account,
    ApiToken,
    Delegation,
    FailedSignIn,
    Intervention,
    OpenSession,
    RoleAssignment,
)
from vinhdanh.access.policies import decide
from vinhdanh.access.types import (
    DEMO_PASSWORD,
    DEMO_UNLISTED,
    WHOLE_AGENCY,
    Action,
    DemoAccount,
    Operator,
    Role,
    Scope,
    TokenState,
)
from vinhdanh.audit.models import JournalEntry

# What an operator at the prompt stands for: the roles that together may do everything to the records and
# the accounts; a vote is nobody's but the member's. He lends nothing and opens no intervention: he has no
# role of his own and needs no mode.
_OPERATOR_SCOPES = tuple(
    Scope(role)
    for role in (
        Role.STANDING_BODY,
        Role.ADMINISTRATOR,
        Role.UNIT_CLERK,
        Role.UNIT_HEAD,
        Role.REVIEWING_DEPARTMENT,
        Role.COUNCIL_SECRETARY,
        Role.SIGNING_AUTHORITY,
    )
)


def held_on(day: date) -> Q:
    """Assignments that hold on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def scopes(actor: Account | Operator, on: date | None = None, *, about: str = "") -> tuple[Scope, ...]:
    """The roles that an actor holds on a day (today by default), his own and those lent to him.

    While an administrator's intervention is open, it is all that he has: whatever he does then is done in it.

    Args:
        about: số hiệu of the person whom the act concerns. What that person lent is left out: nobody may
            decide about himself through somebody else.
    """
    if isinstance(actor, Operator):
        return _OPERATOR_SCOPES
    if not actor.is_active or (actor.token is not None and actor.token.state != TokenState.LIVE):
        return ()
    day = on or timezone.localdate()
    if actor.kept_scopes is None:
        return _scopes(actor, day, about)
    if (day, about) not in actor.kept_scopes:
        actor.kept_scopes[day, about] = _scopes(actor, day, about)
    return actor.kept_scopes[day, about]


def _scopes(actor: Account, day: date, about: str) -> tuple[Scope, ...]:
    own = tuple(
        Scope(Role(role), code)
        for role, code in actor.roles.filter(held_on(day)).values_list("role", "unit_code")
    )
    if actor.token is not None:
        return narrowed(own, actor.token)
    if any(scope.role == Role.ADMINISTRATOR for scope in own):
        mode = intervention_of(actor)
        if mode:
            return tuple(
                Scope(scope.role, scope.unit_code, capacity=mode.capacity, in_data=True)
                for scope in own
                if scope.role == Role.ADMINISTRATOR
            )
    lent = delegations_running(day).filter(receiver=actor)
    return own + tuple(
        Scope(Role(d.assignment.role), d.unit_code, d.assignment.unit_code, d.capacity)
        for d in lent
        if not about or d.giver.person_number != about
    )


def narrowed(own: Sequence[Scope], token: ApiToken) -> tuple[Scope, ...]:
    """What a key gives of the account's own roles: each at or below a role that is still held.

    What others lent, and an intervention, pass no key.
    """
    found: list[Scope] = []
    for role, code in token.roles:
        for held in own:
            if held.role != role:
                continue
            if code in (WHOLE_AGENCY, held.unit_code):
                found.append(held)
            else:
                found.append(Scope(held.role, code, within=held.unit_code))
    return tuple(dict.fromkeys(found))


def tokens_visible_to(actor: Account | Operator) -> QuerySet[ApiToken]:
    """Every key for who manages accounts or reads the journal; his own for anybody else."""
    if isinstance(actor, Operator):
        tokens = ApiToken.objects.all()
    else:
        tokens = ApiToken.objects.filter(Q(account__in=accounts_visible_to(actor)) | Q(account=actor))
    return tokens.select_related("account")


def delegations_running(day: date) -> QuerySet[Delegation]:
    """Delegations that give a right on a day: not revoked, and their giver still has the role."""
    return Delegation.objects.filter(
        Q(assignment__valid_to__isnull=True) | Q(assignment__valid_to__gte=day),
        revoked__isnull=True,
        valid_from__lte=day,
        valid_to__gte=day,
        assignment__valid_from__lte=day,
        assignment__account__is_active=True,
    ).select_related("assignment__account")


def lenders_to(actor: Account | Operator) -> set[str]:
    """Số hiệu of the people who lend the actor a right today."""
    if isinstance(actor, Operator):
        return set()
    lent = delegations_running(timezone.localdate()).filter(receiver=actor)
    return {one.giver.person_number for one in lent if one.giver.person_number}


def delegations_of(account: Account) -> QuerySet[Delegation]:
    """Everything that the account lent or was lent, newest first, running or over."""
    return Delegation.objects.filter(Q(assignment__account=account) | Q(receiver=account)).select_related(
        "assignment__account", "receiver"
    )


def lendable_roles(account: Account, on: date | None = None) -> list[RoleAssignment]:
    """The account's own roles that it may pass on for a time."""
    held = account.roles.filter(held_on(on or timezone.localdate()))
    return [one for one in held if decide([Scope(Role(one.role))], Action.DELEGATE)]


def intervention_of(account: Account) -> Intervention | None:
    """The intervention that is open now, for the banner on every page; None when there is none."""
    return account.interventions.running(timezone.now()).first()


def interventions() -> QuerySet[Intervention]:
    """All interventions, newest first; ``audit.selectors.acts_under`` has what was done in each."""
    return Intervention.objects.select_related("account")


def journal_visible_to(actor: Account | Operator) -> QuerySet[JournalEntry]:
    """The whole journal for who may read it, nothing for anybody else. One record: ``people.selectors``."""
    allowed = decide(scopes(actor), Action.READ_JOURNAL)
    return JournalEntry.objects.all() if allowed else JournalEntry.objects.none()


def accounts_visible_to(actor: Account | Operator) -> QuerySet[Account]:
    """Every account for who manages them or reads the journal, none for anybody else."""
    held = scopes(actor)
    allowed = any(decide(held, action) for action in (Action.MANAGE_ACCOUNTS, Action.READ_JOURNAL))
    return Account.objects.all() if allowed else Account.objects.none()


def sessions_of(account: Account) -> QuerySet[OpenSession]:
    """The browsers in which an account is signed in, the last used first."""
    since = timezone.now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    began = timezone.now() - timedelta(hours=settings.SESSION_HOURS)
    return account.sessions.filter(seen__gt=since, began__gt=began)


def role_labels(account: Account) -> list[str]:
    """The roles held today, in words, for the page's corner."""
    return [_label(scope) for scope in scopes(account)]


def _label(scope: Scope) -> str:
    words = scope.role.label + (f" ({scope.unit_code})" if scope.unit_code != WHOLE_AGENCY else "")
    if scope.in_data:
        return f"{words}, đang can thiệp dữ liệu"
    return f"{words}, {scope.capacity.words}" if scope.capacity else words


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts whose password is public; none unless the demo runs."""
    if not settings.VINHDANH_DEMO:
        return ()
    offered = Account.objects.filter(is_demo=True, is_active=True).exclude(username__startswith=DEMO_UNLISTED)
    accounts = offered.prefetch_related("roles").order_by("id")
    return tuple(
        DemoAccount(
            username=account.username,
            password=DEMO_PASSWORD,
            full_name=account.full_name,
            roles_text=", ".join(role.get_role_display() for role in account.roles.all()),
            scope_text=account.post_text,
        )
        for account in accounts
    )


def locked_out(username: str, address: str, most: int | None = None) -> bool:
    """Whether so many wrong passwords came for this name from this address that it must wait.

    Args:
        most: how many are borne; by default ``SIGN_IN_ATTEMPTS``.
    """
    since = timezone.now() - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    failures = FailedSignIn.objects.filter(username=username.lower(), address=address, at__gt=since).count()
    return failures >= (settings.SIGN_IN_ATTEMPTS if most is None else most)
