"""KK-like PDFs with real signatures of a test CA, good and bad, made on demand, once a session.

    papers = SignedPapers(folder)
    papers["signed"].read_bytes()      # see MAKERS for every name
    papers.roots                       # folder of the office's trust list: root.pem

Everybody in them is invented. Root → intermediate → leaf; `stranger` has a root of his own.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from deploy.practice.signer import certify

PIN = "260912"
_PASSPHRASE = b"uji"
_A4 = (841.89, 595.28)
_A3 = (1190.55, 841.89)

_ROWS = ("WATI PERCOBAAN", "JOKO PERCOBAAN", "DEWI CONTOH", "BAYU CONTOH")


def kk_pdf(
    size: tuple[float, float] = _A4, pages: int = 1, mark: str = "", *, upright: bool = False
) -> bytes:
    """An invented KK page, made with pikepdf alone; `mark` makes each one different."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        width, height = reversed(size) if upright else size
        for number in range(pages):
            pdf.add_blank_page(page_size=(width, height))
            page = pdf.pages[number]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(_drawing(width, height, f"{mark} {number + 1}"))
        return _saved(pdf)


@dataclass(frozen=True)
class _Signer:
    """A certificate with its key and chain, as a PKCS#12 file."""

    path: Path

    def sign(self, data: bytes, field: str = "TTE", **metadata: object) -> bytes:
        signer = signers.SimpleSigner.load_pkcs12(str(self.path), passphrase=_PASSPHRASE)
        assert signer
        out = io.BytesIO()
        about = signers.PdfSignatureMetadata(
            field_name=field, reason="Dokumen Kependudukan", location="Contoh", **metadata
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        signers.sign_pdf(writer, about, signer=signer, output=out)
        return out.getvalue()


class SignedPapers:
    """The papers by name, each written once into the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)

    def __getitem__(self, name: str) -> Path:
        path = self._folder / f"{name}.pdf"
        if not path.exists():
            draft = path.with_suffix(".draft")
            draft.write_bytes(MAKERS[name](self))
            draft.replace(path)
        return path

    @cached_property
    def _authority(self) -> "_Authority":
        return _Authority(self._folder / "ca", "Uji")

    @property
    def roots(self) -> Path:
        """The folder with the root certificate that the office trusts."""
        return self._authority.roots

    @cached_property
    def officer(self) -> _Signer:
        """The head of the Dinas, in office."""
        return self._authority.signer("Kepala Dinas Dukcapil Uji", timedelta(days=730))

    @cached_property
    def former(self) -> _Signer:
        """One whose certificate has run out."""
        return self._authority.signer("Pejabat Kedaluwarsa", timedelta(days=-10))

    @cached_property
    def stranger(self) -> _Signer:
        """One whose root the office does not know."""
        elsewhere = _Authority(self._folder / "ca-lain", "Lain")
        return elsewhere.signer("Orang Asing", timedelta(days=730))

    @property
    def signed(self) -> bytes:
        """The good one, as bytes."""
        return self["signed"].read_bytes()


def _signed(papers: SignedPapers) -> bytes:
    return papers.officer.sign(kk_pdf())


def _pades(papers: SignedPapers) -> bytes:
    return papers.officer.sign(kk_pdf(), subfilter=fields.SigSeedSubFilter.PADES)


def _twice(papers: SignedPapers) -> bytes:
    return papers.officer.sign(papers.signed, field="TTE2")


def _one_bit_changed(papers: SignedPapers) -> bytes:
    data = bytearray(papers.signed)
    data[data.index(b"stream") + 60] ^= 1
    return bytes(data)


def _saved_again(papers: SignedPapers) -> bytes:
    with pikepdf.open(io.BytesIO(papers.signed)) as pdf:
        return _saved(pdf)


def _written_over(papers: SignedPapers) -> bytes:
    """New content laid over the page after signing, as an editor does it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(papers.signed))
    page = writer.root["/Pages"]["/Kids"][0]
    false = generic.StreamObject(stream_data=b"BT /F1 30 Tf 100 100 Td (PALSU) Tj ET")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(false)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _encrypted(user: str, owner: str) -> Callable[[SignedPapers], bytes]:
    def make(_: SignedPapers) -> bytes:
        with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
            return _saved(pdf, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))

    return make


def _with_script(_: SignedPapers) -> bytes:
    with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('halo');")
        pdf.Root.OpenAction = pdf.make_indirect(script)
        return _saved(pdf)


def _with_attachment(_: SignedPapers) -> bytes:
    with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
        pdf.attachments["lampiran.txt"] = b"isi"
        return _saved(pdf)


def _huge(_: SignedPapers) -> bytes:
    """Over 20 MB of noise that no compression shrinks."""
    import random

    with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
        pdf.Root.Noise = pdf.make_stream(random.Random(1).randbytes(21 * 2**20))
        return _saved(pdf)


MAKERS: dict[str, Callable[[SignedPapers], bytes]] = {
    "signed": _signed,
    "signed-pades": _pades,
    "signed-twice": _twice,
    "signed-by-stranger": lambda papers: papers.stranger.sign(kk_pdf()),
    "signed-expired": lambda papers: papers.former.sign(kk_pdf()),
    "changed-bit": _one_bit_changed,
    "changed-saved-again": _saved_again,
    "changed-written-over": _written_over,
    "unsigned": lambda _: kk_pdf(),
    "upright": lambda papers: papers.officer.sign(kk_pdf(upright=True)),
    "a3": lambda papers: papers.officer.sign(kk_pdf(_A3)),
    "pages-300": lambda papers: papers.officer.sign(kk_pdf(pages=300)),
    "encrypted": _encrypted(PIN, "pemilik"),
    "encrypted-owner-only": _encrypted("", "pemilik"),
    "script": _with_script,
    "attachment": _with_attachment,
    "truncated": lambda papers: papers.signed[: len(papers.signed) // 2],
    "empty": lambda _: b"",
    "not-a-pdf": lambda _: b"PK\x03\x04 bukan PDF" * 20,
    "huge": _huge,
}


class _Authority:
    """A root and an intermediate, and the certificates they give."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        root_key, self._key = _key(), _key()
        root_name, between = _name(f"Root CA {name}"), _name(f"Sertifikat Elektronik {name}")
        lasting = _lasting(timedelta(days=3650))
        self._root = certify(
            root_name, root_key, root_name, root_key, between=lasting, authority=True
        )
        self._between = certify(
            between,
            self._key,
            root_name,
            root_key,
            between=lasting,
            authority=True,
            path_length=0,
        )
        self.roots = folder / "percaya"
        self.roots.mkdir(exist_ok=True)
        pem = self._root.public_bytes(serialization.Encoding.PEM)
        (self.roots / "root.pem").write_bytes(pem)

    def signer(self, name: str, lasts: timedelta) -> _Signer:
        """Somebody with a certificate of this authority that lasts so long from now."""
        key = _key()
        above, holds = self._between.subject, _lasting(lasts)
        found = certify(_name(name), key, above, self._key, between=holds)
        path = self._folder / f"{name.replace(' ', '-')}.p12"
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"tte",
                key,
                found,
                [self._between, self._root],
                serialization.BestAvailableEncryption(_PASSPHRASE),
            )
        )
        return _Signer(path)


def _lasting(time: timedelta) -> tuple[datetime, datetime]:
    now = datetime.now(UTC)
    return now - timedelta(days=800), now + time


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Contoh"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _drawing(width: float, height: float, mark: str) -> bytes:
    """The page's content: a heading, a table of invented people, a pattern in QR's place."""
    lines = [
        _text(20, width / 2 - 95, height - 50, "KARTU KELUARGA"),
        _text(12, width / 2 - 70, height - 70, "No. 3508172311200001"),
    ]
    lines.append(_text(9, 36, height - 90, "Nama Kepala Keluarga : JOKO PERCOBAAN"))
    for at, person in enumerate(_ROWS):
        y = height - 120 - 18 * at
        lines.append(_text(8, 36, y, f"{at + 1}. {person}   LAKI-LAKI   JATIROTO   01-01-1980"))
        lines.append(f"0.5 w 30 {y - 5:.1f} m {width - 30:.1f} {y - 5:.1f} l S")
    lines += [
        f"{width - 130 + 6 * x:.1f} {40 + 6 * y:.1f} 6 6 re f"
        for x in range(14)
        for y in range(14)
        if (x * 7 + y * 13 + x * y) % 3 == 0
    ]
    lines.append(_text(7, 36, 40, f"Contoh, bukan dokumen asli. {mark}"))
    return "\n".join(lines).encode("ascii")


def _text(size: int, x: float, y: float, words: str) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td ({words}) Tj ET"


def _saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()
