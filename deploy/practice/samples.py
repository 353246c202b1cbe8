"""Sample PDFs of the practice office, to be attached as if they came from SIAK, good and bad."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.environment import SAMPLES
from deploy.practice.paper import sample_kk
from deploy.practice.signer import PracticeSigner
from shared.rules.admin import certificates
from shared.rules.common.actor import SYSTEM

NEW_FAMILY = ("3508172311200099", "Joko Percobaan")
"""Whose sample waits for a file that is yet to be taken in."""

_SIGNER = "Kepala Dinas Dukcapil (LATIHAN)"
_STRANGER = "Kepala Dinas Lain (LATIHAN)"


@dataclass(frozen=True)
class Family:
    """A file that waits for its PDF: how the sample is called, and what stands on its KK."""

    name: str
    number: str
    head: str


def make_samples(data: Path, families: Sequence[Family]) -> None:
    """Lay out a signed sample for each family, and others that the office must refuse.

    The office believes their signer; the certificate of a stranger lies beside them.
    """
    signer = PracticeSigner.of(data / "practice-signer.pem", _SIGNER)
    stranger = PracticeSigner.of(data / "practice-stranger.pem", _STRANGER)
    certificates.add(signer.root_pem, SYSTEM)
    number, head = NEW_FAMILY
    families = [Family(f"Berkas baru, No. KK {number}, {head}", number, head), *families]
    bad = families[-1]
    draft = sample_kk(bad.number, bad.head, "salah", to_sign=True)
    samples = {
        "Contoh salah, tanpa tanda tangan": sample_kk(bad.number, bad.head, "salah"),
        "Contoh salah, penanda tangan asing": stranger.sign(draft),
        "Contoh salah, diubah": signer.sign(draft).replace(b"CONTOH UNTUK", b"KARTU  UNTUK"),
    } | {
        one.name: signer.sign(sample_kk(one.number, one.head, one.name, to_sign=True))
        for one in families
    }
    folder = data / SAMPLES
    folder.mkdir(exist_ok=True)
    for name, pdf in samples.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    (folder / "Sertifikat penanda tangan asing.pem").write_bytes(stranger.root_pem)
