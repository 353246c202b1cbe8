"""The first set-up in the browser: who opens it, how far it has come, what the office still lacks.

Nothing waits for it: until it is done, and beside it, the office works on the data it was given.
"""

import hmac
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shared import clock, db
from shared.errors import N_, NotFound, SignInNeeded
from shared.records import DataRevision, Device, SetupStep, SlipJob
from shared.rules.admin import certificates, office_data, people
from shared.rules.common import backups, journal, own_account, staff, tries
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import special_days
from shared.rules.paper import printers, slips

STEPS = {
    "kantor": N_("Kantor"),
    "standar": N_("Standar"),
    "layanan": N_("Layanan"),
    "loket": N_("Loket"),
    "jam": N_("Jam"),
    "kalender": N_("Kalender"),
    "orang": N_("Orang"),
    "pencetak": N_("Pencetak"),
    "layar": N_("Layar dan suara"),
    "cadangan": N_("Cadangan"),
    "akhir": N_("Selesai"),
}
"""The pages in their order, by the code under which it is kept that somebody went through."""
FINISHED = "selesai"
DESKS = "meja"
"""Somebody says that every officer's computer believes the office's certificate."""
_POSTS = (staff.COUNTER, staff.OPERATOR, staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT)
_SEEN_BY_ADMIN = ("office.toml", "services.toml", "counters.toml", "hours.toml")
_TRIED = "kode:persiapan"
_WRONG = N_("Kode persiapan salah. Lihat lagi di terminal atau di berkasnya.")


@dataclass(frozen=True)
class Lack:
    """One thing that an office needs: whether it is there, and where it is put right.

    `step`: the page of the set-up that it belongs to, `certificates`, `voice` or `file NAME`.
    """

    step: str
    title: str
    words: str
    ok: bool


def offered() -> bool:
    """Whether this office has yet to be set up by somebody; a practice office never has."""
    return not here().settings.practice and FINISHED not in done()


def done() -> frozenset[str]:
    """The steps that somebody went through."""
    rows = SetupStep.select(SetupStep.step).where(SetupStep.office == here().id)
    return frozenset(row.step for row in rows)


def following(step: str) -> str:
    """The step after that one; the last is followed by itself."""
    order = list(STEPS)
    return order[min(order.index(step) + 1, len(order) - 1)]


def first_open() -> str:
    """Where it goes on: the first step that nobody went through yet."""
    known = done()
    return next((step for step in STEPS if step not in known), "akhir")


def go_through(step: str, by: Actor) -> None:
    """Keep that somebody went through this step; once is enough."""
    if step not in (*STEPS, FINISHED, DESKS):
        raise NotFound(N_("Langkah ini tidak ada."), code="no-step")
    with db.transaction():
        if step not in done():
            SetupStep.create(office=here().id, step=step, at=clock.now(), who=by.who)
            titles = {DESKS: N_("Komputer petugas"), **STEPS}
            journal.write(by, "setup.step", step, title=titles.get(step, N_("Persiapan")))


def has_code() -> bool:
    """Whether the code of the terminal still opens the set-up."""
    return (here().settings.data / staff.SETUP_CODE).is_file()


def begin(code: str, name: str, password: str, address: str, browser: str) -> staff.Officer:
    """Make who has the code of the terminal the admin, instead of the first sign-in.

    Raises SignInNeeded for a wrong code, TooMany after some, Invalid for a bad name or password.
    """
    folder = here().settings.data
    tried = tries.at_sign_in(_TRIED, address, "")
    kept = _read(folder / staff.SETUP_CODE)
    first = _read(folder / staff.FIRST_SIGN_IN)
    given = "".join(filter(string.digits.__contains__, code))
    if not (kept and first and hmac.compare_digest(kept[0], given)):
        raise SignInNeeded(_WRONG, code="wrong-code")
    tries.right(tried)
    username, old = first
    row = staff.row_of(username)
    if row is None:
        raise SignInNeeded(_WRONG, code="wrong-code")
    person = staff.officer(row)
    people.rename(username, name, person.acting(staff.ADMIN))
    return own_account.change_password(person, old, password, address, browser)


def lacks(maker: str = "", *, has_authority: bool = False) -> list[Lack]:
    """What an office needs, each with whether it is there; `maker`: who would speak a call now.

    `has_authority`: the office has a certificate of its own, which its desks must believe.
    """
    return [
        *_unseen_data(),
        *_unknown_days(),
        *_empty_posts(),
        _certificate(),
        *_unchosen_printers(),
        *([_voice(maker)] if maker else []),
        _screen(),
        *([_desks()] if has_authority else []),
        _backup(),
        *_newer_files(),
    ]


def _read(path: Path) -> list[str]:
    return path.read_text("utf-8").split() if path.is_file() else []


def _unseen_data() -> Iterator[Lack]:
    rows = DataRevision.select(DataRevision.file).where(
        DataRevision.office == here().id, DataRevision.withdrawn_at.is_null()
    )
    kept = {row.file for row in rows}
    for step, file in zip(("kantor", "layanan", "loket", "jam"), _SEEN_BY_ADMIN, strict=True):
        ok = file in kept
        said = N_("Sudah dipastikan.") if ok else N_("Masih isi bawaan; periksa lalu simpan.")
        yield Lack(step, office_data.TITLES[file], said, ok)


def _unknown_days() -> Iterator[Lack]:
    year = clock.service_day().year
    unfilled = special_days.unfilled(year, year + 1)
    ok = not unfilled and "kalender" in done()
    words = N_("Libur nasional dan cuti bersama sudah diperiksa.")
    if not ok:
        words = N_("Periksa libur nasional dan cuti bersama tahun ini.")
    yield Lack("kalender", N_("Kalender"), words, ok)


def _empty_posts() -> Iterator[Lack]:
    held = {role for one in staff.everybody() if one.active for role in one.roles}
    for role in _POSTS:
        ok = role in held
        said = N_("Ada orangnya.") if ok else N_("Belum ada orang dengan peran ini.")
        yield Lack("orang", staff.post_title(role), said, ok)
    if (here().settings.data / staff.FIRST_SIGN_IN).is_file():
        said = N_("Kata sandi pertama belum diganti; siapa pun yang melihatnya dapat masuk.")
        yield Lack("orang", N_("Masuk pertama"), said, False)


def _certificate() -> Lack:
    ok = any(not one.is_over for one in certificates.everything())
    said = N_("Ada yang berlaku.") if ok else N_("Belum ada, jadi belum ada KK yang dapat dicetak.")
    return Lack("certificates", N_("Sertifikat tanda tangan"), said, ok)


def _unchosen_printers() -> Iterator[Lack]:
    without = printers.without()
    for name in (slips.TICKET_PRINTER, slips.SHEET_PRINTER):
        ok = without.get(name, True)
        said = N_("Sudah dipilih.") if ok else N_("Belum dipilih; pilih, atau pilih tidak dipakai.")
        yield Lack("pencetak", printers.title(name), said, ok)
    if slips.TICKET_PRINTER not in without and not here().settings.practice:
        ok = (
            SlipJob.select()
            .where(SlipJob.office == here().id, SlipJob.state == slips.PRINTED)
            .exists()
        )
        said = N_("Sudah pernah mencetak.") if ok else N_("Cetak karcis uji, lalu lihat kertasnya.")
        yield Lack("pencetak", N_("Karcis uji"), said, ok)


def _voice(maker: str) -> Lack:
    ok = maker != "chime"
    said = (
        N_("Panggilan dapat diucapkan.") if ok else N_("Hanya bel: belum ada suara yang dipasang.")
    )
    return Lack("voice", N_("Suara panggilan"), said, ok)


def _screen() -> Lack:
    known = Device.select().where(Device.office == here().id, Device.revoked_at.is_null())
    ok = known.exists()
    said = N_("Ada layar yang dikenal.") if ok else N_("Belum ada layar sentuh yang dipasangkan.")
    return Lack("layar", N_("Layar sentuh"), said, ok)


def _desks() -> Lack:
    ok = DESKS in done()
    said = N_("Semua sudah percaya.") if ok else N_("Beri tahu tiap komputer untuk percaya.")
    return Lack("layar", N_("Komputer petugas"), said, ok)


def _backup() -> Lack:
    found = backups.state(here().settings.data)
    ok = bool(found.daily) and not backups.overdue()
    said = N_("Ada yang baik.") if ok else N_("Belum ada yang baik, atau sudah terlalu tua.")
    return Lack("cadangan", N_("Cadangan"), said, ok)


def _newer_files() -> Iterator[Lack]:
    for one in office_data.changed():
        if one.newer:
            said = N_("Versi baru program membawa isi lain; lihat bedanya.")
            yield Lack(f"file {one.name}", one.title, said, False)
