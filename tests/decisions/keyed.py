"""Decisions signed by keys: a province whose director and head of office hold certificates."""

from __future__ import annotations

from typing import Any

from tests.decisions.drafted import DAY, Decided
from tests.documents.authority import authority
from tests.dossiers.review import OPERATOR
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, SignedFile, TrustedRoot
from vinhdanh.decisions.selectors.signing import course_of
from vinhdanh.documents.signing import KeyFile


class Keyed(Decided):
    """The agency trusts one root; the director and the head of office have keys under it."""

    def __init__(self, *, trusting: bool = True) -> None:
        super().__init__()
        self.head = make_account("tong-hop", (Role.UNIT_HEAD, "PX01"))
        Account.objects.filter(pk=self.head.pk).update(full_name="Nguyễn Thị Tổng Hợp")
        Account.objects.filter(pk=self.signer.pk).update(full_name="Trịnh Quốc Bảo")
        self.head.refresh_from_db()
        self.signer.refresh_from_db()
        self.root: TrustedRoot | None = None
        if trusting:
            ground = "Nhận tại Cục, đối chiếu dấu vân tay qua điện thoại"
            self.root = services.trust_root(actor=OPERATOR, data=authority().root.pem, ground=ground)

    def prepared(self, draft: DecisionDraft | None = None, **more: Any) -> SignedFile:
        found = draft or self.sent()
        given: dict[str, Any] = {
            "actor": self.standing,
            "draft": found,
            "day": DAY,
            "signer": "Trịnh Quốc Bảo",
        }
        return services.prepare_file(**(given | more))

    def initialled(self, draft: DecisionDraft) -> SignedFile:
        return services.initial_file(
            actor=self.head, draft=draft, seen=seen(draft), key=authority().head.key_file()
        )

    def keyed(self, draft: DecisionDraft, key: KeyFile | None = None, **more: Any) -> DecisionDraft:
        given: dict[str, Any] = {"actor": self.signer, "seen": seen(draft)}
        return services.sign_file(draft=draft, key=key or authority().director.key_file(), **(given | more))


def seen(draft: DecisionDraft) -> str:
    """The digest of the file that the page would show."""
    newest = course_of(draft).newest
    return newest.sha256 if newest else ""
