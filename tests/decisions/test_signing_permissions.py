"""Services of digital signing × every role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.decisions.drafted import DAY
from tests.decisions.keyed import Keyed, seen
from tests.documents.authority import authority
from tests.documents.test_signing import SEAL, SIGNATURE, paper, signed
from tests.dossiers.review import OPERATOR
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, StampImage, TrustedRoot

ISSUE, SIGN, MANAGE = Action.ISSUE, Action.SIGN, Action.MANAGE_ACCOUNTS
ACTS: dict[str, tuple[Action, ...]] = {
    "set_signing_order": (ISSUE, SIGN),
    "prepare_file": (ISSUE, SIGN),
    "sign_file": (SIGN,),
    "record_signed_elsewhere": (SIGN,),
    "put_seal_image": (ISSUE,),
    "drop_image": (ISSUE,),
    "trust_root": (MANAGE,),
    "end_root": (MANAGE,),
}
# Whose turn it is, and whose own picture it is: no role gives that.
BY_NAME = {"initial_file", "put_signature_image", "sign_paper"}

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Keyed:
    settings.MEDIA_ROOT = tmp_path
    return Keyed()


def call(name: str, actor: Any, key: int, world: Keyed) -> object:
    act = getattr(services, name)
    draft = DecisionDraft.objects.filter(pk=key).first()
    match name:
        case "set_signing_order":
            return act(actor=actor, draft=draft, named=[])
        case "prepare_file":
            return act(actor=actor, draft=draft, day=DAY)
        case "sign_file":
            assert draft is not None
            return act(actor=actor, draft=draft, seen=seen(draft), key=authority().director.key_file())
        case "record_signed_elsewhere":
            return act(actor=actor, draft=draft, data=signed(paper()), day=DAY, despite="X")
        case "put_seal_image":
            return act(actor=actor, authority=world.authority, data=SEAL)
        case "drop_image":
            return act(actor=actor, image=StampImage.objects.get(pk=key))
        case "trust_root":
            return act(actor=actor, data=authority().middle.der, ground="X")
        case _:
            return act(actor=actor, root=TrustedRoot.objects.get(pk=key), why="X")


def prepared(world: Keyed, name: str) -> int:
    if name == "drop_image":
        return services.put_seal_image(actor=OPERATOR, authority=world.authority, data=SEAL).pk
    if name in ("trust_root", "end_root"):
        return TrustedRoot.objects.get().pk
    draft = world.sent()
    if name == "sign_file":
        world.prepared(draft)
    return draft.pk


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(world: Keyed, name: str) -> None:
    key = prepared(world, name)
    columns = [list(Action).index(one) for one in ACTS[name]]
    for role in Role:
        may = any(TABLE[role].split()[column] == "x" for column in columns)
        # Certificates are trusted by the whole agency: who manages the accounts of a part of it may not.
        whole = "" if MANAGE in ACTS[name] else "CAT"
        for code, expected in ((whole, may), ("PX01", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(name, actor, key, world), account, world)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)


def test_only_who_is_named_initials_and_only_oneself_sets_his_picture(world: Keyed) -> None:
    draft = world.sent()
    services.set_signing_order(actor=world.standing, draft=draft, named=[(world.head, "")])
    world.prepared(draft)
    for actor in (world.signer, world.standing):
        with pytest.raises(PermissionDenied, match="thứ tự ký nháy"):
            services.initial_file(actor=actor, draft=draft, seen=seen(draft), key=authority().head.key_file())
        with pytest.raises(PermissionDenied, match="chữ ký của chính mình"):
            services.put_signature_image(actor=actor, account=world.head, data=SIGNATURE)
    with pytest.raises(PermissionDenied, match="người có tài khoản"):
        services.sign_paper(
            actor=OPERATOR, data=paper(), name="x.pdf", below="PHÓ GIÁM ĐỐC", key=authority().head.key_file()
        )
    world.initialled(draft)
    services.put_signature_image(actor=world.head, account=world.head, data=SIGNATURE)
