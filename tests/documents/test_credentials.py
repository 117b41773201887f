"""A credential says what the specifications ask for, and any change shows; another library checks it too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openvc import VerificationPolicy, verify_credential
from openvc.proof import errors as openvc_errors
from openvc.status import CredentialRevoked
from openvc.verify import VerificationResult

from vinhdanh.documents.credentials.badge import Award, badge, issuer_of
from vinhdanh.documents.credentials.checking import Finding, check
from vinhdanh.documents.credentials.encoding import Unreadable, canonical, from_base58, to_base58
from vinhdanh.documents.credentials.integrity import NotGenuine, require_genuine, signed
from vinhdanh.documents.credentials.keys import key_document, keys_in, moment_of, new_key
from vinhdanh.documents.credentials.statuslist import SIZE, is_revoked, status_entry, status_list

NOW = datetime(2026, 12, 28, 2, 26, tzinfo=UTC)
KEY, OTHER = new_key(NOW), new_key(NOW)
LIST = "https://thidua.example/xac-thuc/trang-thai/1.json"
ISSUER = issuer_of(KEY.public, "Công an tỉnh Sơn Hà", "https://thidua.example/")
AT = 70_001
AWARD = Award(
    id="https://thidua.example/x/ABC/chung-chi.json",
    holder_id="urn:uuid:1c0f5b5e-2c59-5f2e-9a41-7a3c5f1d2e10",
    holder="N*** T** B*** T***",
    achievement="https://thidua.example/xac-thuc/#GK",
    title="Giấy khen",
    about="Giấy khen, Quyết định số 1286/QĐ-CAT-PX01 ngày 22/12/2026",
    criteria="Được cơ quan có thẩm quyền xét tặng",
    since=datetime(2026, 12, 22, tzinfo=UTC),
    code="ABC",
)
CREDENTIAL = signed(badge(AWARD, ISSUER, status_entry(LIST, AT)), KEY, NOW)


def listed(*revoked: int, at: datetime = NOW) -> dict[str, Any]:
    return signed(status_list(LIST, ISSUER, revoked, at), KEY, at)


def openvc(credential: dict[str, Any], *revoked: int) -> VerificationResult:
    """Another library's opinion, without a network: it resolves did:key and reads the list itself."""
    policy = VerificationPolicy(expected_types=["OpenBadgeCredential"], now=NOW)
    return verify_credential(credential, policy=policy, resolve_status_list=lambda url: listed(*revoked))


# ---- what the specifications require ----------------------------------------------------------------


def at(document: Any, path: str) -> Any:
    for name in path.split("/"):
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


REQUIRED = {
    # VC Data Model 2.0: the base context first, a type, issuer, subject; RFC 3339 times with a zone.
    "@context/0": "https://www.w3.org/ns/credentials/v2",
    "type/0": "VerifiableCredential",
    # Open Badges 3.0: its context second, its type, an id, a profile, validFrom, a subject with an id or an
    # identifier, and with an achievement that has id, type, name, description and criteria.
    "@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "type/1": "OpenBadgeCredential",
    "id": AWARD.id,
    "issuer/id": KEY.public.did,
    "issuer/type": ["Profile"],
    "validFrom": "2026-12-22T00:00:00Z",
    "credentialSubject/type": ["AchievementSubject"],
    "credentialSubject/id": AWARD.holder_id,
    "credentialSubject/identifier/0/type": "IdentityObject",
    "credentialSubject/identifier/0/identityType": "name",
    "credentialSubject/identifier/0/hashed": False,
    "credentialSubject/identifier/0/identityHash": AWARD.holder,
    "credentialSubject/achievement/id": AWARD.achievement,
    "credentialSubject/achievement/type": ["Achievement"],
    "credentialSubject/achievement/name": AWARD.title,
    "credentialSubject/achievement/description": AWARD.about,
    "credentialSubject/achievement/criteria/narrative": AWARD.criteria,
    "credentialSchema/0/type": "1EdTechJsonSchemaValidator2019",
    # Bitstring Status List 1.0: the entry's four members, the index as a text.
    "credentialStatus/type": "BitstringStatusListEntry",
    "credentialStatus/statusPurpose": "revocation",
    "credentialStatus/statusListIndex": str(AT),
    "credentialStatus/statusListCredential": LIST,
    # Data Integrity: type, suite, purpose, method, a value in base58btc.
    "proof/type": "DataIntegrityProof",
    "proof/cryptosuite": "eddsa-jcs-2022",
    "proof/proofPurpose": "assertionMethod",
    "proof/verificationMethod": KEY.public.method,
    "proof/created": "2026-12-28T02:26:00Z",
}


@pytest.mark.parametrize("path", REQUIRED)
def test_a_credential_has_every_required_property(path: str) -> None:
    assert at(CREDENTIAL, path) == REQUIRED[path]


def test_a_status_list_has_every_required_property() -> None:
    found = listed(5)
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert found["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert (found["id"], found["issuer"]["id"]) == (LIST, KEY.public.did)
    subject = found["credentialSubject"]
    assert subject["type"] == "BitstringStatusList"
    assert subject["statusPurpose"] == "revocation"
    assert subject["encodedList"].startswith("u")  # multibase, base64url without padding
    assert "=" not in subject["encodedList"]
    assert SIZE >= 131_072


# ---- the other library ------------------------------------------------------------------------------


def test_another_library_accepts_it_and_reads_the_same() -> None:
    result = openvc(CREDENTIAL, AT - 1, AT + 1)
    assert (result.format, result.issuer) == ("data-integrity:eddsa-jcs-2022", KEY.public.did)
    assert result.status is not None
    assert not result.status.revoked


def test_another_library_finds_it_revoked() -> None:
    with pytest.raises(CredentialRevoked):
        openvc(CREDENTIAL, AT)


def test_another_library_refuses_it_changed() -> None:
    with pytest.raises(openvc_errors.ProofError):
        openvc({**CREDENTIAL, "name": "Bằng khen"})


# ---- any change shows -------------------------------------------------------------------------------


def leaves(document: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = document.items() if isinstance(document, dict) else enumerate(document)
    found: list[tuple[Any, ...]] = []
    for name, value in steps:
        here = (*before, name)
        found += leaves(value, here) if isinstance(value, dict | list) else [here]
    return found


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(CREDENTIAL))
    *above, name = path
    place: Any = copy
    for step in above:
        place = place[step]
    place[name] = value
    return copy


@given(path=st.sampled_from(leaves(CREDENTIAL)), value=st.text(max_size=12) | st.integers() | st.none())
def test_a_change_of_any_member_is_found(path: tuple[Any, ...], value: Any) -> None:
    document = changed(path, value)
    if document == CREDENTIAL:
        return
    verdict = check(json.dumps(document), [KEY.public], lists=[listed()], now=NOW)
    assert verdict.finding in (Finding.NOT_GENUINE, Finding.UNREADABLE)
    assert not verdict.said


@given(name=st.text(min_size=1, max_size=8), value=st.booleans())
def test_a_member_added_or_taken_away_is_found(name: str, value: bool) -> None:
    document = {**CREDENTIAL, name: value} if name not in CREDENTIAL else CREDENTIAL
    if document is not CREDENTIAL:
        with pytest.raises(NotGenuine):
            require_genuine(document, [KEY.public])
    for gone in CREDENTIAL:
        with pytest.raises(NotGenuine):
            require_genuine({key: CREDENTIAL[key] for key in CREDENTIAL if key != gone}, [KEY.public])


def test_a_key_that_is_not_trusted_proves_nothing() -> None:
    verdict = check(json.dumps(CREDENTIAL), [OTHER.public], now=NOW)
    assert verdict.finding is Finding.NOT_GENUINE
    assert "không có trong danh sách khóa" in verdict.why


def test_one_trusted_key_does_not_speak_for_another() -> None:
    forged = signed({**badge(AWARD, ISSUER, status_entry(LIST, AT))}, OTHER, NOW)
    with pytest.raises(NotGenuine, match="Người ký không phải"):
        require_genuine(forged, [KEY.public, OTHER.public])


def test_a_retired_key_still_counts_and_a_revoked_one_does_not() -> None:
    text = json.dumps(CREDENTIAL)
    retired = replace(KEY.public, retired=NOW)
    assert check(text, [retired, OTHER.public], lists=[], now=NOW).finding is Finding.UNKNOWN_STATUS
    gone = check(text, [replace(retired, revoked=True)], now=NOW)
    assert gone.finding is Finding.NOT_GENUINE
    assert "bị cơ quan hủy" in gone.why


# ---- the list ---------------------------------------------------------------------------------------


@given(st.sets(st.integers(0, SIZE - 1), max_size=20), st.integers(0, SIZE - 1))
def test_a_list_knows_its_bits(revoked: set[int], asked: int) -> None:
    found = status_list(LIST, ISSUER, revoked, NOW)
    assert all(is_revoked(found, index) for index in revoked)
    assert is_revoked(found, asked) == (asked in revoked)


def test_what_the_verdict_is_with_each_kind_of_list() -> None:
    text = json.dumps(CREDENTIAL)

    def finding(*lists: dict[str, Any]) -> Finding:
        return check(text, [KEY.public], lists=lists, now=NOW).finding

    assert finding(listed()) is Finding.GENUINE
    assert finding(listed(AT)) is Finding.REVOKED
    assert finding() is Finding.UNKNOWN_STATUS
    assert finding(listed(at=NOW - timedelta(days=31))) is Finding.UNKNOWN_STATUS  # too old to be relied on
    assert finding(listed(AT, at=NOW - timedelta(days=31))) is Finding.REVOKED  # that does not change back
    forged = listed()
    forged["credentialSubject"] = {**forged["credentialSubject"], "encodedList": "u"}
    assert finding(forged) is Finding.NOT_GENUINE
    assert finding({**listed(), "id": LIST.replace("1.json", "2.json")}) is Finding.UNKNOWN_STATUS


@pytest.mark.parametrize("encoded", ["", "uH4sIAAAA", "zabc", "u!!", "uAA"])
def test_a_damaged_list_is_told(encoded: str) -> None:
    found = status_list(LIST, ISSUER, [], NOW)
    found["credentialSubject"]["encodedList"] = encoded
    with pytest.raises(Unreadable):
        is_revoked(found, 1)


# ---- spelling ---------------------------------------------------------------------------------------


def test_json_is_signed_in_one_spelling() -> None:
    assert canonical({"b": 1, "a": ["Đ", None, True], "\U0001f600": "x", "\ufb33": "y"}) == (
        '{"a":["Đ",null,true],"b":1,"\U0001f600":"x","\ufb33":"y"}'.encode()
    )
    for wrong in (1.5, 2**60, {"a": "\ud800"}, float("nan")):
        with pytest.raises(Unreadable):
            canonical({"x": wrong})


@given(st.binary(max_size=80))
def test_base58_reads_what_it_writes(data: bytes) -> None:
    assert from_base58(to_base58(data)) == data


def test_a_list_of_keys_is_read_back() -> None:
    retired = replace(OTHER.public, retired=NOW, revoked=True)
    document = key_document([retired, KEY.public], address="https://h/khoa.json", name="CAT")
    assert keys_in(json.loads(json.dumps(document))) == [retired, KEY.public]
    assert document["alsoKnownAs"] == [KEY.public.did]  # what was revoked asserts nothing


@pytest.mark.parametrize("wrong", [None, [], {}, {"verificationMethod": []}, {"verificationMethod": ["x"]}])
def test_a_file_without_keys_is_told(wrong: Any) -> None:
    with pytest.raises(Unreadable):
        keys_in(wrong)


@pytest.mark.parametrize("wrong", ["", "hôm nay", "2026-12-22T00:00:00"])
def test_a_moment_needs_its_zone(wrong: str) -> None:
    with pytest.raises(Unreadable):
        moment_of(wrong)


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"type":"OpenBadgeCredential"}', "[" * 5000, "{" * 70_000]
)
def test_whatever_is_given_gets_a_verdict(text: str) -> None:
    assert check(text, [KEY.public], now=NOW).finding in (Finding.UNREADABLE, Finding.NOT_GENUINE)
