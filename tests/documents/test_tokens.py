"""A token by PKCS#11: SoftHSM stands for the maker's library and device."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pkcs11 import Attribute, lib
from pkcs11.util.x509 import decode_x509_certificate

from tests.documents.authority import authority, rsa_key
from tests.documents.test_signing import paper
from vinhdanh.documents.signing import SigningError, Token, sign
from vinhdanh.documents.validating import validate

PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
LIBRARY = next((one for one in PLACES if Path(one).exists()), "")
PIN = "24681357"
LABEL = "Ban Giam doc"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not LIBRARY and not os.environ.get("CI"),
        reason="no SoftHSM here: install your system's softhsm2 to test tokens",
    ),
]


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Token:
    """A token with the director's key, its certificate and its issuer's."""
    assert LIBRARY, "no SoftHSM, and in CI its tests are never skipped"
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)  # the library reads it once a process
    keyed = {"ky": authority().director, "ky rsa": authority().certified("Lê RSA", key=rsa_key())}
    acts = [["--init-token", "--free", "--label", LABEL, "--so-pin", "87654321", "--pin", PIN]]
    for number, (name, holder) in enumerate(keyed.items(), 1):
        key = folder / f"{number}.pem"
        key.write_bytes(holder.key_pem())
        identity = ["--label", name, "--id", f"0{number}"]
        acts.append(["--import", str(key), "--token", LABEL, *identity, "--pin", PIN])
    for act in acts:
        subprocess.run(["softhsm2-util", *act], check=True, capture_output=True)
    with lib(LIBRARY).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        for number, holder in enumerate([*keyed.values(), authority().middle], 1):
            given = decode_x509_certificate(holder.der)
            session.create_object(given | {Attribute.TOKEN: True, Attribute.ID: bytes([number])})
    return Token(LIBRARY, LABEL, PIN, "ky")


def test_a_token_signs_with_its_own_chain(token: Token) -> None:
    [found] = validate(sign(paper(), signer=token, field_name="Ky"), authority().trust())
    assert (found.signer, found.good) == ("Trịnh Quốc Bảo", True)


def test_two_keys_of_a_token_sign_one_after_the_other(token: Token) -> None:
    first = sign(paper(), signer=token, field_name="Ky")
    second = sign(first, signer=replace(token, key="ky rsa"), field_name="Ky2")
    assert [one.signer for one in validate(second, authority().trust()) if one.good] == [
        "Trịnh Quốc Bảo",
        "Lê RSA",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"pin": "00000000"}, "sai mã PIN"),
        ({"label": "Khong co"}, "không thấy thiết bị"),
        ({"library": "/nowhere/lib.so"}, "không thấy thiết bị"),
        ({"key": "khac"}, "không có khóa ký"),
        ({"key": ""}, "nhiều khóa ký"),
    ],
)
def test_a_token_that_cannot_sign_says_why(token: Token, more: dict[str, str], said: str) -> None:
    wrong = replace(token, **more)
    with pytest.raises(SigningError, match=said) as refused:
        sign(paper(), signer=wrong, field_name="Ky")
    assert wrong.pin not in str(refused.value)
    assert refused.value.__cause__ is None
