"""A KK signed while its signer's certificate was good, with the time attested by somebody else."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.devices.signed_pdf import kk_pdf

NOW = datetime.now(UTC)


class Party:
    """A certificate and its key; without an issuer it is a root."""

    def __init__(
        self, name: str, issuer: "Party | None" = None, *, ends: timedelta, stamps: bool = False
    ) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        by = issuer or self
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(by.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=400))
            .not_valid_after(NOW + ends)
            .add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
            .add_extension(_usage(authority=issuer is None), critical=True)
        )
        if stamps:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purpose, critical=True)
        self.certificate = builder.sign(by.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        return keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


def signed_in_time(trust: Path, *, known_clock: bool) -> bytes:
    """A KK signed 30 days ago; the signer's certificate ended 10 days ago.

    The root goes into `trust`; `known_clock`: it also stands behind the attested time.
    """
    long = timedelta(days=4000)
    root = Party("Root", ends=long)
    (trust / "root.pem").write_bytes(root.pem)
    officer = Party("Pejabat Lama", root, ends=timedelta(days=-10))
    clock = Party("Jam", root if known_clock else Party("Asing", ends=long), ends=long, stamps=True)
    store = SimpleCertificateStore()
    store.register(root.asn1)
    signer = signers.SimpleSigner(
        signing_cert=officer.asn1, signing_key=officer.asn1_key, cert_registry=store
    )
    stamper = DummyTimeStamper(
        clock.asn1, clock.asn1_key, fixed_dt=NOW - timedelta(days=30), certs_to_embed=store
    )
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(kk_pdf())),
        signers.PdfSignatureMetadata(field_name="TTE"),
        signer=signer,
        timestamper=stamper,
        output=out,
    )
    return out.getvalue()


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
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
