"""Who may say whether a name is shown: every role × whose name it is × the expected answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.records import Tree, make_account, make_household
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Role
from vinhdanh.awards.services import register_outsider
from vinhdanh.awards.services.proofs import set_name_consent


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.mark.parametrize("role", Role)
def test_each_role_may_write_consent_as_it_may_write_honours(tree: Tree, role: Role) -> None:
    may = TABLE[role].split()[list(Action).index(Action.GRANT)] == "x"
    household = make_household("HO-1", tree.px01)
    outsider = register_outsider(actor=Operator(), name="Trần Văn Khoát")
    for code, reaches in ((WHOLE_AGENCY, True), ("PX01", True), ("PX02", False)):
        account = make_account(f"{role}-{code or 'ca'}", (role, code))
        for recipient in (tree.an, household, outsider):

            def act(actor: Any, world: Any, recipient: Any = recipient) -> object:
                return set_name_consent(actor=actor, recipient=recipient, full=True, ground="Giấy số 1")

            # Somebody from outside belongs to no unit: only who has the whole agency writes about him.
            here = may and reaches and (recipient is not outsider or code == WHOLE_AGENCY)
            assert answer(act, account, tree) == ("done" if here else "refused"), (role, code)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", Role)
def test_everybody_decides_about_himself_whatever_his_role(tree: Tree, role: Role) -> None:
    account = make_account("anh", (role, "PX02"), person_number="102")

    def act(actor: Any, world: Any) -> object:
        return set_name_consent(actor=actor, recipient=tree.an, full=True)

    assert answer(act, account, tree) == "done"  # type: ignore[arg-type]
