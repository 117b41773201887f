"""Two who sign one decision by keys at the same moment, and a machine that stops in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.at_once import at_once, killed_after_each_statement
from tests.decisions.drafted import DAY
from tests.decisions.keyed import Keyed, seen
from tests.decisions.test_at_once import one_of, told_once, whole_or_not
from tests.documents.authority import authority
from tests.documents.test_signing import STAMP
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, SignedFile
from vinhdanh.decisions.selectors.signing import bytes_of, course_of
from vinhdanh.decisions.services import signed_files
from vinhdanh.decisions.services.signed_files import paper_of
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.documents import signing
from vinhdanh.documents.pdf import signature_spaces
from vinhdanh.documents.stamps import stamp_pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, settings: Any) -> Keyed:
    settings.MEDIA_ROOT = tmp_path
    return Keyed()


def test_two_sign_the_same_file(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    digest, key = seen(draft), authority().director.key_file()
    sign = lambda: services.sign_file(actor=world.signer, draft=draft, seen=digest, key=key)  # noqa: E731
    one_of(sign, sign, refused="Không ký số được: quyết định đã ký")
    assert Grant.objects.count() == 1
    assert SignedFile.objects.filter(role=FileRole.SIGNED).count() == 1
    assert told_once("file_signed")


def test_one_signs_by_key_while_another_records_the_signed_paper(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    digest, key = seen(draft), authority().director.key_file()
    other = make_account("pho-giam-doc", (Role.SIGNING_AUTHORITY, "CAT"))
    said = at_once(
        lambda: services.sign_file(actor=world.signer, draft=draft, seen=digest, key=key),
        lambda: services.sign(actor=other, draft=draft, day=DAY),
    )
    assert sorted(word == "done" for word in said) == [False, True], said
    assert Grant.objects.count() == 1
    assert verify_chain() is None


def test_killed_at_any_moment_of_signing_by_key(world: Keyed, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each death the register and the signed file are both there, or neither."""
    draft = world.sent()
    made = world.prepared(draft)
    # Typst sets pages in threads, which a forked process has not: what it drew is drawn before.
    spaces, stamp = signature_spaces(paper_of(draft, made)), stamp_pdf(STAMP, width=66, height=17)
    monkeypatch.setattr(signed_files, "paper_pdf", lambda paper: bytes_of(made))
    monkeypatch.setattr(signed_files, "signature_spaces", lambda paper: spaces)
    monkeypatch.setattr(signing, "stamp_pdf", lambda *_, **__: stamp)
    digest, key = seen(draft), authority().director.key_file()

    def state() -> object:
        row = DecisionDraft.objects.get(pk=draft.pk)
        final = course_of(row).final
        if final is not None:
            assert bytes_of(final).startswith(b"%PDF-")
        return row.state, Grant.objects.count(), final is not None

    deaths = killed_after_each_statement(
        lambda: services.sign_file(actor=world.signer, draft=draft, seen=digest, key=key),
        whole_or_not("file_signed", state, (DraftState.WAITING, 0, False), (DraftState.SIGNED, 1, True)),
    )
    assert deaths > 10
