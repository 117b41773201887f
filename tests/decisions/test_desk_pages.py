"""Any paper is signed by keys, one after the other, and given back; nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.decisions.keyed import Keyed
from tests.decisions.test_keys_pages import client_of, file
from tests.documents.authority import PASSPHRASE, authority
from tests.documents.test_places import MINUTES
from tests.documents.test_signing import paper, signed
from vinhdanh.audit.models import JournalEntry
from vinhdanh.decisions.models import SignedFile
from vinhdanh.documents.paper import Paper
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.validating import Chain, validate

HERE = "/ky-so-giay-to/"


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Keyed:
    settings.MEDIA_ROOT = tmp_path
    return Keyed()


def sign(client: Client, pdf: bytes, below: str, key: bytes, **more: str) -> HttpResponse:
    given = {
        "file": file("Biên bản.pdf", pdf),
        "below": below,
        "key": file("k.p12", key),
        "secret": PASSPHRASE,
    }
    answer: HttpResponse = client.post(HERE, given | more)
    return answer


def test_minutes_are_signed_by_the_secretary_then_by_the_chair(world: Keyed) -> None:
    page = client_of(world.head).get(HERE).content.decode()
    assert "Ký ở dưới dòng chữ" in page
    first = sign(client_of(world.head), paper_pdf(MINUTES), "THƯ KÝ", authority().head.key_file().data)
    assert first.status_code == 200, first.content.decode()
    assert "attachment" in first["Content-Disposition"]
    second = sign(client_of(world.signer), first.content, "CHỦ TRÌ", authority().director.key_file().data)
    reports = validate(second.content, authority().trust())
    assert [one.chain for one in reports] == [Chain.TRUSTED] * 2
    assert all(one.intact for one in reports)
    entry = JournalEntry.objects.filter(verb="decisions.paper_signed").latest("pk")
    assert entry.subject == "Biên bản.pdf"
    assert PASSPHRASE not in str(entry.data)
    assert SignedFile.objects.count() == 0
    other = client_of(world.standing)
    sign(other, paper(), "PHÓ GIÁM ĐỐC", authority().director.key_file().data)
    assert "Chứng thư số mang tên Trịnh Quốc Bảo" in other.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("pdf", "below", "said"),
    [
        (lambda: paper(), "TRƯỞNG BAN", "Không thấy dòng chữ “TRƯỞNG BAN”"),
        (lambda: paper_pdf(_draft()), "THƯ KÝ", "còn chữ DỰ THẢO"),
        (lambda: signed() + b"more", "PHÓ GIÁM ĐỐC", "bị sửa sau chữ ký của"),
        (lambda: b"GIF89a", "THƯ KÝ", "không phải PDF"),
    ],
)
def test_what_cannot_be_signed_says_why_and_the_key_is_not_shown_again(
    world: Keyed, pdf: Any, below: str, said: str
) -> None:
    answer = sign(client_of(world.signer), pdf(), below, authority().director.key_file().data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert PASSPHRASE not in page
    assert not JournalEntry.objects.filter(verb="decisions.paper_signed").exists()


def _draft() -> Paper:

    return replace(MINUTES, mark="DỰ THẢO")
