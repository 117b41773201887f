"""A certification authority of the tests' own: root, authority below it, signers, time stamps, revocation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vinhdanh.documents.signing import KeyFile
from vinhdanh.documents.trust import Trust

PASSPHRASE = "Mật khẩu của khóa 25"
NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def rsa_key() -> Key:
    return rsa.generate_private_key(65537, 2048)


class Holder:
    """A certificate with its key."""

    def __init__(
        self,
        name: str,
        issuer: Holder | None = None,
        *,
        organisation: str = "Công an tỉnh Sơn Hà",
        ca: bool = False,
        begins: datetime = NOW - YEAR,
        ends: datetime = NOW + 2 * YEAR,
        uses: list[x509.ObjectIdentifier] | None = None,
        signs: bool = True,
        key: Key | None = None,
    ) -> None:
        self.issuer = issuer or self
        self.key: Key = key or ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        usage = x509.KeyUsage(
            digital_signature=not ca and signs,
            content_commitment=not ca and signs,
            key_encipherment=not ca and not signs,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=ca,
            crl_sign=ca,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.issuer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.issuer.key.public_key()),
                critical=False,
            )
        )
        if uses:
            builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=True)
        self.certificate = builder.sign(self.issuer.key, hashes.SHA256())

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    @cached_property
    def pkcs12(self) -> bytes:
        """The key file with its passphrase; making one costs a tenth of a second."""
        return serialize_key_and_certificates(
            b"ky",
            self.key,
            self.certificate,
            [self.issuer.certificate],
            BestAvailableEncryption(PASSPHRASE.encode()),
        )

    def key_file(self, passphrase: str = PASSPHRASE) -> KeyFile:
        return KeyFile(self.pkcs12, passphrase)

    def key_der(self) -> bytes:
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def revoking(self, *holders: Holder, on: datetime = NOW - timedelta(days=1)) -> bytes:
        """The list of what this authority revoked, in DER."""
        builder = x509.CertificateRevocationListBuilder(
            self.name, NOW - timedelta(hours=1), NOW + timedelta(days=30)
        )
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        ).add_extension(x509.CRLNumber(1), critical=False)
        for one in holders:
            row = x509.RevokedCertificateBuilder(one.certificate.serial_number, on)
            builder = builder.add_revoked_certificate(row.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


class Authority:
    """A root, an authority below it, and those whom it certified."""

    def __init__(self) -> None:
        self.root = Holder("Gốc thử nghiệm", organisation="Cơ quan chứng thực", ca=True)
        self.middle = Holder("Chứng thực công vụ", self.root, organisation="Cơ quan chứng thực", ca=True)
        self.director = self.certified("Trịnh Quốc Bảo")
        self.head = self.certified("Nguyễn Thị Tổng Hợp")
        self.stamps = self.certified(
            "Dấu thời gian",
            uses=[ExtendedKeyUsageOID.TIME_STAMPING],
            organisation="Cơ quan chứng thực",
            key=rsa_key(),  # the stamper of the tests knows no other kind
        )

    def certified(self, name: str, **more: object) -> Holder:
        return Holder(name, self.middle, **more)  # type: ignore[arg-type]

    def trust(self, *, lists: tuple[bytes, ...] = ()) -> Trust:
        return Trust(roots=(self.root.der,), lists=lists)

    def whole_trust(self) -> Trust:
        """With lists that say that nobody is revoked."""
        return self.trust(lists=(self.root.revoking(), self.middle.revoking()))

    def stamper(self, at: datetime | None = None) -> DummyTimeStamper:
        """A time-stamping authority without a network; ``at`` stops its clock."""
        return DummyTimeStamper(
            self.stamps.asn1,
            asn1_keys.PrivateKeyInfo.load(self.stamps.key_der()),
            certs_to_embed=SimpleCertificateStore.from_certs([self.middle.asn1]),
            fixed_dt=at,
        )


@cache
def authority() -> Authority:
    """One authority for all tests of a process."""
    return Authority()
