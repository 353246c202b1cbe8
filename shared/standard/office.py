"""Who the office is and who works there: name, address, villages, posts and their holders."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from shared.standard.schema import Dated, Words, entry, matching

Role = Literal[
    "petugas_loket",
    "operator",
    "petugas_layanan_informasi",
    "kasi_pelayanan_umum",
    "kepala_seksi",
    "sekretaris",
    "camat",
    "admin",
]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("zona waktu tidak dikenal, misalnya 'Asia/Jakarta'") from error
    return name


RegionCode = Annotated[str, matching(r"\d{6}", "harus enam angka tanpa titik, misalnya '350817'")]
SlipLine = Annotated[
    str,
    matching(r"[\x00-\x7f]*", "baris karcis hanya boleh berisi huruf biasa (ASCII)"),
    Field(max_length=42),
]


@entry
class Village:
    """A village of the sub-district; its ministry code where it is known."""

    name: Words
    code: str = ""


@entry
class LocalWords:
    """What this region calls the parts of a sub-district: Desa or Nagari, Dusun or Jorong."""

    village: Words
    village_en: Words
    hamlet: Words


@entry
class Office:
    """The office's identity; `kecamatan`, `kabupaten` and `words` fill the other files' texts."""

    name: Words
    kecamatan: Words
    kabupaten: Words
    regency: Words
    province: Words
    address: Words
    phone: str
    email: str
    website: str
    postcode: str
    region_code: RegionCode
    zone: Annotated[str, AfterValidator(_zone)]
    letterhead: tuple[Words, ...]
    slip_lines: tuple[SlipLine, ...]
    villages: tuple[Village, ...]
    words: LocalWords
    practice: bool = False


@entry
class Post(Dated):
    """A post of the office and what it does."""

    role: Role
    title: Words
    section: str = ""
    duties: Words


@entry
class Holder(Dated):
    """Who holds a post; `acting` is empty, "Plt." or "Plh."."""

    role: Role
    name: Words
    acting: Literal["", "Plt.", "Plh."] = ""


@entry
class Signatory:
    """Somebody who made, checked or approved the standard, as printed on its cover."""

    name: Words
    post: Words


@entry
class Document(Dated):
    """One edition of the standard; `printed_*` keep what its pages say where they disagree."""

    title: Words
    number: Words
    printed_number: Words
    printed_number_pages: Words
    revision: Words
    printed_revision_pages: Words
    revision_date: str
    pages: int
    made_by: Signatory
    checked_by: Signatory
    approved_by: Signatory
