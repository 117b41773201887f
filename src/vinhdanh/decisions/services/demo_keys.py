"""The sample's keys: a root made for this one demo, and the key files of who initials and who signs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings

from vinhdanh.decisions.types.signing import DEMO_KEY_FOLDER, DEMO_KEY_PASSPHRASE
from vinhdanh.documents.signing import KeyFile

ROOT = "Chứng thư gốc mẫu, chỉ để chạy thử"
LASTS = timedelta(days=3 * 365)


class DemoKeys:
    """An authority that lives as long as the call that makes it: only its certificate stays."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named(ROOT, "Dữ liệu mẫu")
        self._certificate = self._certified(self._name, self._key.public_key(), authority=True)

    @property
    def root(self) -> bytes:
        """Its certificate, PEM."""
        return self._certificate.public_bytes(Encoding.PEM)

    def key_file(self, file: str, holder: str, organisation: str) -> KeyFile:
        """A key for somebody, left in the data folder for who tries the program out."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certified(_named(holder, organisation), key.public_key())
        data = serialize_key_and_certificates(
            holder.encode(),
            key,
            certificate,
            [self._certificate],
            BestAvailableEncryption(DEMO_KEY_PASSPHRASE.encode()),
        )
        folder = Path(settings.VINHDANH_HOME) / DEMO_KEY_FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
        (folder / file).chmod(0o600)
        return KeyFile(data, DEMO_KEY_PASSPHRASE)

    def _certified(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, authority: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC).replace(microsecond=0)
        usage = x509.KeyUsage(
            digital_signature=not authority,
            content_commitment=not authority,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=authority,
            crl_sign=authority,
            encipher_only=False,
            decipher_only=False,
        )
        above = self._key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + LASTS)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _named(holder: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, holder),
        ]
    )
