"""A small certificate authority for tests, and officials who sign a PDF as they would with their own tool."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
ROOT = "CONTOH Root CA"
# RFC 9336: a certificate for signing documents.
_DOCUMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
# Where lists of revoked certificates would be; nobody asks there.
_LIST = x509.CRLDistributionPoints(
    [x509.DistributionPoint([x509.UniformResourceIdentifier("http://ca.example/crl")], None, None, None)]
)
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "CONTOH"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass(frozen=True)
class Identity:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: _Key

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    @property
    def private(self) -> keys.PrivateKeyInfo:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return keys.PrivateKeyInfo.load(der)


@dataclass(frozen=True)
class Authority:
    """A root of its own, and whom it vouches for."""

    root: Identity

    def issue(
        self,
        name: str,
        *,
        since: datetime = SINCE,
        until: datetime = UNTIL,
        signs: bool = True,
        key: _Key | None = None,
        stamps: bool = False,
    ) -> Identity:
        """Issue a person's certificate, or that of a service that stamps times."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        purpose = [ExtendedKeyUsageOID.TIME_STAMPING] if stamps else [_DOCUMENTS]
        usage = x509.KeyUsage(
            digital_signature=signs,
            content_commitment=signs,
            key_encipherment=not signs,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=False,
            crl_sign=False,
            encipher_only=False,
            decipher_only=False,
        )
        made = (
            _builder(name, self.root.certificate.subject, own, since, until)
            .add_extension(usage, critical=True)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_LIST, critical=False)
            .add_extension(x509.ExtendedKeyUsage(purpose), critical=stamps)
            .sign(self.root.key, hashes.SHA256())
        )
        return Identity(made, own)

    def revocations(self, revoked: Identity, at: datetime) -> bytes:
        """Return a CRL in DER that revokes one certificate."""
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(revoked.certificate.serial_number)
            .revocation_date(at)
            .build()
        )
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.certificate.subject)
            .last_update(at)
            .next_update(UNTIL)
            .add_revoked_certificate(entry)
            .sign(self.root.key, hashes.SHA256())
        )
        return made.public_bytes(Encoding.DER)


def _builder(
    name: str, issuer: x509.Name, key: _Key, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


@cache
def authority(name: str) -> Authority:
    """Return a root that lasts for the whole run."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _builder(name, _name(name), key, SINCE - timedelta(days=900), UNTIL + timedelta(days=9000))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(Identity(made, key))


@cache
def official(name: str, root: str = ROOT) -> Identity:
    """Return a person with a good certificate, the same for the whole run."""
    return authority(root).issue(name)


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return an RSA key for the whole run: making one takes long."""
    return rsa.generate_private_key(65537, bits)


def stamper(root: str, at: datetime) -> DummyTimeStamper:
    """Return a service that stamps one moment, under a root."""
    until = UNTIL + timedelta(days=3000)
    service = authority(root).issue("CONTOH Stempel", stamps=True, key=rsa_key(), until=until)
    registry = SimpleCertificateStore()
    registry.register(authority(root).root.asn1)
    return DummyTimeStamper(service.asn1, service.private, registry, fixed_dt=at)


def sign_pdf(
    pdf: bytes,
    who: Identity,
    *,
    field: str,
    timestamper: DummyTimeStamper | None = None,
    box: tuple[int, float, float, float, float] | None = None,
    root: str = ROOT,
    **metadata: object,
) -> bytes:
    """Add a signature as an official's own tool does; `box` makes it visible."""
    registry = SimpleCertificateStore()
    registry.register(authority(root).root.asn1)
    signer = signers.SimpleSigner(signing_cert=who.asn1, signing_key=who.private, cert_registry=registry)
    spec = fields.SigFieldSpec(field)
    if box is not None:
        page, *rectangle = box
        spec = fields.SigFieldSpec(field, on_page=page, box=tuple(int(each) for each in rectangle))
    made = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES, **metadata),
        signer=signer,
        timestamper=timestamper,
        new_field_spec=spec,
    )
    return bytes(made.getbuffer())
