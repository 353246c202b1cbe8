"""The signer of the practice office: a root of its own, and a head of the Dinas who is none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs7,
)
from cryptography.x509.oid import NameOID

from deploy.practice.paper import BYTE_RANGE, SIGNATURE
from shared import files

# Whatever day the practice clock shows, they hold.
_ALWAYS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class PracticeSigner:
    """A key, its certificate, and the root that stands behind it."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @classmethod
    def of(cls, path: Path, name: str) -> Self:
        """The signer kept at this path, made there the first time."""
        kept = files.made_once(path, lambda: _made(name))
        key = load_pem_private_key(kept, None)
        certificate, root = x509.load_pem_x509_certificates(kept)
        assert isinstance(key, rsa.RSAPrivateKey)
        return cls(key, certificate, root)

    @property
    def root_pem(self) -> bytes:
        """What an admin adds to believe this signer."""
        return self.root.public_bytes(Encoding.PEM)

    def sign(self, draft: bytes) -> bytes:
        """The page of `sample_kk` with the signature in the room that it left for one."""
        hole = draft.index(SIGNATURE)
        begins, ends = hole, hole + len(SIGNATURE)
        covered = f"/ByteRange [0 {begins} {ends} {len(draft) - ends}]"
        whole = draft.replace(BYTE_RANGE, covered.ljust(len(BYTE_RANGE)).encode())
        proof = (
            pkcs7.PKCS7SignatureBuilder()
            .set_data(whole[:begins] + whole[ends:])
            .add_signer(self.certificate, self.key, SHA256())
            .add_certificate(self.root)
            .sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
        )
        filled = b"<" + proof.hex().encode().ljust(len(SIGNATURE) - 2, b"0") + b">"
        return whole[:begins] + filled + whole[ends:]


def _made(name: str) -> bytes:
    """Key, certificate and root as PEM."""
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    issuer, subject = _named(f"Root CA {name}"), _named(name)
    root = certify(issuer, root_key, issuer, root_key, between=_ALWAYS, authority=True)
    certificate = certify(subject, key, issuer, root_key, between=_ALWAYS)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + b"".join(one.public_bytes(Encoding.PEM) for one in (certificate, root))


def _named(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certify(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    *,
    between: tuple[datetime, datetime],
    authority: bool = False,
    path_length: int | None = None,
) -> x509.Certificate:
    """The certificate of somebody who signs, or of an `authority` with so many more below it.

    `between`: the first and last moment at which it holds.
    """
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(between[0])
        .not_valid_after(between[1])
        .add_extension(x509.BasicConstraints(authority, path_length), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .add_extension(usage, critical=True)
        .sign(issuer_key, SHA256())
    )
