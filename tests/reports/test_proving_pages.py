"""The pages that anybody opens: what they say, what they give away, how they are guarded."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openvc import VerificationPolicy, verify_credential
from openvc.status import CredentialRevoked

from tests.records import Tree, make_account, paper
from vinhdanh.access.models import FailedSignIn
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards import services
from vinhdanh.awards.models import Grant, GrantProof
from vinhdanh.awards.proof_keys import ring
from vinhdanh.awards.selectors.proofs import proof_texts
from vinhdanh.awards.services.proofs import prepare, rotate_keys, set_name_consent
from vinhdanh.documents.credentials.keys import keys_in
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

OPERATOR = Operator()
DAY = date(2025, 12, 20)
NOWHERE = "A" * 26


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """Keys of this test alone, and an address of the site."""
    settings.VINHDANH_HOME = tmp_path
    settings.PUBLIC_URL = "https://thidua.example"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def grant(tree: Tree) -> Grant:
    """An honour of Lê Thị Ánh, with its proof."""
    made = services.record_grant(
        actor=OPERATOR,
        subject=tree.an,
        honour="GK",
        year=2025,
        decision=paper(),
        serial="0412",
        achievement="Khám phá nhanh vụ trộm cắp",
    )
    prepare(by=OPERATOR, grants=[made])
    return made


def code(grant: Grant) -> str:
    return GrantProof.objects.get(grant=grant).code


def page(grant: Grant, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/x/{code(grant)}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def annul(grant: Grant) -> None:
    services.annul(actor=OPERATOR, grant=grant, ground="Kê khai sai", on=DAY, decision=paper("9/QĐ-CAT"))


# ---- what they say ----------------------------------------------------------------------------------


def test_a_paper_in_force_is_confirmed_and_nothing_else_is_told(grant: Grant) -> None:
    said = page(grant)
    assert "Giấy khen này có thật và đang có hiệu lực" in said
    for told in ("Số 7/QĐ-CAT, ngày 20/12/2025", "Giám đốc Công an tỉnh", "L* T** Á**", "0412"):
        assert told in said
    for kept in ("Ánh", "102", "Đội Chính sách", "Phòng Tổ chức", "trộm cắp"):
        assert kept not in said


def test_an_annulled_paper_is_told_with_its_decision_and_not_its_reason(grant: Grant) -> None:
    annul(grant)
    said = page(grant)
    assert "Giấy khen này không còn giá trị" in said
    assert "Đã thu hồi từ ngày 20/12/2025, theo QĐ 9/QĐ-CAT ngày 20/12/2025" in said
    assert "Kê khai sai" not in said
    assert "có thật" not in said


def test_a_paper_issued_anew_names_the_one_that_counts(grant: Grant) -> None:
    services.reissue(actor=OPERATOR, grant=grant, ground="Hỏng", on=DAY, serial="C01")
    said = page(grant)
    assert "Đang có hiệu lực, đã cấp lại bản khác" in said
    assert "C01" in said
    assert "0412" not in said


def test_a_row_struck_as_a_mistake_proves_nothing_any_more(grant: Grant) -> None:
    services.strike(actor=OPERATOR, grant=grant, ground="Ghi nhầm", on=DAY)
    said = page(grant)
    assert "đã xóa khỏi sổ" in said
    assert "có hiệu lực" not in said


def test_a_name_is_shown_in_full_after_consent(grant: Grant, tree: Tree) -> None:
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Giấy số 1")
    assert "Lê Thị Ánh" in page(grant)


def test_a_code_is_read_as_people_type_it(grant: Grant) -> None:
    typed = code(grant).lower()
    spaced = " ".join(typed[at : at + 4] for at in range(0, 26, 4))
    for written in (spaced, f"https://thidua.example/x/{typed}", f"/x/{typed}/"):
        answer = Client().get("/xac-thuc/", {"ma": written}, follow=True)
        assert answer.redirect_chain[-1][0] == f"/x/{code(grant)}/", written
    assert Client().get(f"/x/{code(grant)}").status_code == 200, "as the QR has it, without a slash"


# ---- what they do not give away ---------------------------------------------------------------------


def test_a_secret_code_is_answered_like_one_that_was_never_given(grant: Grant, tree: Tree) -> None:
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.TOP_SECRET)
    for tail in ("", "chung-chi.json"):
        secret = Client().get(f"/x/{code(grant)}/{tail}")
        unknown = Client().get(f"/x/{NOWHERE}/{tail}")
        assert secret.status_code == unknown.status_code == 404
        assert secret.content == unknown.content
        assert secret.headers == unknown.headers
    # The signed form of a paper that was printed before is not confirmed here either.
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.OPEN)
    signed = proof_texts([grant])[grant.pk]
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.SECRET)
    said = Client().post("/xac-thuc/", {"noi-dung": signed}).content.decode()
    assert "Không xác nhận được trên mạng" in said
    assert "7/QĐ-CAT" not in said


def test_the_page_is_the_same_whoever_looks(grant: Grant) -> None:
    stranger = page(grant)
    for role in (Role.STANDING_BODY, Role.OFFICER):
        client = Client()
        client.force_login(make_account(f"tk-{role}", (role, "CAT")))
        assert page(grant, client) == stranger


@pytest.mark.parametrize(
    "path", ["/x/{}/", "/x/{}/chung-chi.json", "/xac-thuc/", "/xac-thuc/khoa/", "/xac-thuc/khoa.json"]
)
def test_nothing_is_kept_by_browsers_or_found_by_search_engines(grant: Grant, path: str) -> None:
    address = path.format(code(grant))
    client = Client()
    answer = client.get(address)
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not client.cookies, "no cookie is set"
    assert client.head(address).status_code == 200
    if address != "/xac-thuc/":
        assert client.post(address).status_code == 405
        assert client.put(address).status_code == 405


def test_search_engines_are_sent_away(db: None) -> None:
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_guessing_is_stopped_after_some_misses(grant: Grant, settings: Any) -> None:
    settings.PUBLIC_MISSES = 3
    client = Client()
    answers = [client.get(f"/x/{NOWHERE[:-1]}{sign}/").status_code for sign in "BCD"]
    assert answers == [404, 404, 429]
    blocked = client.get(f"/x/{code(grant)}/")  # the right one neither: no guess learns anything now
    assert blocked.status_code == 429
    assert blocked["Retry-After"] == "900"
    assert "Thử quá nhiều lần" in blocked.content.decode()
    before = FailedSignIn.objects.count()
    client.get(f"/x/{NOWHERE}/")
    assert FailedSignIn.objects.count() == before, "a locked address writes nothing more"
    assert client.get("/xac-thuc/khoa.json").status_code == 200, "checking without the site goes on"
    assert Client(REMOTE_ADDR="10.0.0.9").get(f"/x/{code(grant)}/").status_code == 200


def test_who_only_looks_up_real_papers_is_never_stopped(grant: Grant, settings: Any) -> None:
    settings.PUBLIC_MISSES = 3
    client = Client()
    assert {client.get(f"/x/{code(grant)}/").status_code for _ in range(8)} == {200}


# ---- credentials, lists, keys -----------------------------------------------------------------------


def published(path: str) -> Any:
    return json.loads(Client().get(path).content)


def test_another_library_checks_what_the_pages_publish(grant: Grant) -> None:
    credential = published(f"/x/{code(grant)}/chung-chi.json")

    def fetched(address: str) -> Any:
        assert address.startswith("https://thidua.example/xac-thuc/trang-thai/")
        return published(address.removeprefix("https://thidua.example"))

    policy = VerificationPolicy(expected_types=["OpenBadgeCredential"], require_status_issuer_binding=True)
    assert verify_credential(credential, policy=policy, resolve_status_list=fetched).status is not None
    [named] = credential["credentialSubject"]["identifier"]
    assert named["identityHash"] == "L* T** Á**"
    for kept in ("Ánh", "102", "trộm cắp", "PX01-D1"):
        assert kept not in json.dumps(credential, ensure_ascii=False)
    annul(grant)
    with pytest.raises(CredentialRevoked):
        verify_credential(credential, policy=policy, resolve_status_list=fetched)


def test_the_credential_is_the_same_each_time(grant: Grant) -> None:
    address = f"/x/{code(grant)}/chung-chi.json"
    assert published(address) == published(address)


def test_the_keys_page_lists_old_keys_too(grant: Grant) -> None:
    proof_texts([grant])
    rotate_keys(by=OPERATOR, why="Đổi hằng năm")
    rotate_keys(by=OPERATOR, why="Máy chủ bị xâm nhập", revoke=True)
    document = published("/xac-thuc/khoa.json")
    assert keys_in(document) == ring().public_keys()
    assert len(document["assertionMethod"]) == 2
    said = Client().get("/xac-thuc/khoa/").content.decode()
    for key in ring().public_keys():
        assert key.fingerprint in said
    assert "Đã hủy" in said


def test_there_is_no_list_that_was_not_begun(grant: Grant) -> None:
    answer = Client().get("/xac-thuc/trang-thai/1.json")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Type"] == "application/vc"
    assert Client().get("/xac-thuc/trang-thai/2.json").status_code == 404


# ---- the page that checks ---------------------------------------------------------------------------


def test_whatever_is_pasted_or_uploaded_gets_its_verdict(grant: Grant) -> None:
    signed = proof_texts([grant])[grant.pk]
    credential = Client().get(f"/x/{code(grant)}/chung-chi.json").content
    client = Client(enforce_csrf_checks=True)  # anybody may post: nothing is written

    def verdict(**given: Any) -> str:
        return " ".join(client.post("/xac-thuc/", given).content.decode().split())

    for said in (
        verdict(**{"noi-dung": signed}),
        verdict(**{"noi-dung": credential.decode()}),
        verdict(tep=SimpleUploadedFile("c.json", credential)),
    ):
        assert "Chữ ký đúng, giấy đang có hiệu lực" in said
        assert "L* T** Á**" in said
    assert "Không phải bản do cơ quan ký" in verdict(**{"noi-dung": credential.decode().replace("L*", "B*")})
    assert "Không đọc được" in verdict(**{"noi-dung": "xin chào"})
    assert "Dán nội dung" in verdict()
    assert "lớn hơn 64 KB" in verdict(tep=SimpleUploadedFile("c.json", b"x" * 70_000))
    assert "không phải văn bản" in verdict(tep=SimpleUploadedFile("c.json", b"\xff\xfe\x00"))
    annul(grant)
    assert "Giấy này không còn giá trị" in verdict(**{"noi-dung": signed})


def test_checking_files_is_counted_as_well(grant: Grant, settings: Any) -> None:
    settings.PUBLIC_MISSES = 3
    answers = [Client().post("/xac-thuc/", {"noi-dung": "VD1.x.y"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
