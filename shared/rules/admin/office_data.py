"""The office's data files as the office itself changes them: judged as at set-up, kept, withdrawn.

The folder's files are the first revision of each. What was written here holds from its day on,
whatever later versions of the program ship.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from peewee import fn

from shared import clock, config, db, files, letters, standard
from shared.announce import announce
from shared.config import Settings
from shared.errors import N_, Invalid, NotFound, Refused, SetupError
from shared.records import DataRevision
from shared.rules.admin import calendar
from shared.rules.common import journal, office
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

LONGEST_REASON, LONGEST_TEXT = 200, 50_000
LARGEST_EMBLEM = 60_000
_PNG = b"\x89PNG\r\n\x1a\n"
HOLDS_WHOLE = ("office.toml", "choices.toml")
"""Files whose entries have no days of their own: the whole file holds from a day."""
CHOSEN_HERE = frozenset(
    {
        *("printers_ticket", "printers_sheet", "printers_width", "printers_codes"),
        *("voice", "logo", "backup_places"),
    }
)
"""Settings that come in force while the office runs."""
TITLES = {
    "office.toml": N_("Nama, alamat, dan sebutan daerah"),
    "services.toml": N_("Layanan dan hurufnya"),
    "counters.toml": N_("Loket"),
    "hours.toml": N_("Jam pelayanan"),
    "queue.toml": N_("Aturan memanggil dan prioritas"),
    "collecting.toml": N_("KK yang menunggu diambil"),
    "kinds.toml": N_("Jenis permohonan"),
    "items.toml": N_("Berkas yang dapat diminta"),
    "matrix.toml": N_("Berkas untuk tiap jenis permohonan"),
    "choices.toml": N_("Pilihan kantor"),
    "clauses.toml": N_("Pasal standar"),
    "legal.toml": N_("Dasar hukum"),
    "promise.toml": N_("Janji: waktu, biaya, produk"),
    "document.toml": N_("Kendali dokumen"),
    "posts.toml": N_("Jabatan"),
    "people.toml": N_("Pemegang jabatan"),
    "resources.toml": N_("Sarana dan kompetensi"),
    "notices.toml": N_("Kartu papan pengumuman"),
    "statements.toml": N_("Maklumat dan pernyataan"),
    "complaints.toml": N_("Pengaduan"),
    "oversight.toml": N_("Pengawasan"),
    "survey.toml": N_("Survei"),
    "safety.toml": N_("Insiden dan keamanan"),
    "objectives.toml": N_("Sasaran mutu"),
    office.SETTINGS: N_("Pencetak, suara, lambang, dan tempat cadangan"),
}
_NAMED_BY = ("code", "id", "role", "clause", "title", "item", "question", "name")
_STALE = N_("Isi ini baru saja diubah orang lain. Muat ulang halaman ini, lalu ubah lagi.")


class Unfit(Invalid):
    """What was written does not pass the checks of `antrean setup`; `problems` says why."""

    code = "unfit"

    def __init__(self, problems: list[SetupError]) -> None:
        super().__init__(N_("Belum disimpan: %(count)s hal harus dibetulkan."), count=len(problems))
        self.problems = problems


@dataclass(frozen=True)
class Altered:
    """One thing that differs: where, what it was and what it is; empty where there is none."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Written:
    """A file as it was written once; `waits`: its day is yet to come."""

    id: int
    valid_from: date
    at: datetime
    who: str
    reason: str
    withdrawn: bool
    waits: bool


@dataclass(frozen=True)
class DataFile:
    """A data file: its text as last written, and what the program ships under that name.

    `seen`: what a press says it saw, 0 for a file that nobody has changed. `newer`: the program
    ships another text than when it was changed here.
    """

    name: str
    title: str
    text: str
    shipped: str
    seen: int
    newer: bool
    waiting: Written | None

    @property
    def whole(self) -> bool:
        """Whether it holds as a whole from a day, having no days in it."""
        return self.name in HOLDS_WHOLE

    @property
    def content(self) -> Mapping[str, Any]:
        """What is in it, as written."""
        return tomllib.loads(self.text)


def every() -> list[DataFile]:
    """All files of the standard, those first that offices change most."""
    rows = _newest()
    return [_file(name, rows.get(name)) for name in TITLES if name != office.SETTINGS]


def changed() -> list[DataFile]:
    """Those that somebody has changed here."""
    rows = _newest()
    return [_file(name, rows[name]) for name in TITLES if name in rows]


def of(name: str) -> DataFile:
    """One file; NotFound when the standard has none of that name."""
    if name not in standard.FILES:
        raise NotFound(N_("Data ini tidak ada."), code="no-file")
    return _known(name)


def _known(name: str) -> DataFile:
    return _file(name, _newest(name).get(name))


def _file(name: str, row: DataRevision | None) -> DataFile:
    shipped = _shipped(name)
    found = _told(row) if row else None
    return DataFile(
        name,
        TITLES[name],
        row.text if row else shipped,
        shipped,
        row.id if row else 0,
        row is not None and row.shipped != shipped,
        found if found and found.waits else None,
    )


def history(name: str) -> list[Written]:
    """What was ever written of that file, newest first."""
    return [_told(row) for row in _rows(name).order_by(DataRevision.id.desc())]


def differences(before: str, after: str) -> list[Altered]:
    """What the second text says otherwise than the first."""
    was, now = (dict(_flat(tomllib.loads(text))) for text in (before, after))
    return [
        Altered(where, was.get(where, ""), now.get(where, ""))
        for where in dict(chain(was.items(), now.items()))
        if was.get(where) != now.get(where)
    ]


def judge(name: str, text: str, day: date) -> None:
    """Raise Unfit unless the office could work with this text from that day on."""
    problems = _problems(name, text, day)
    if problems:
        raise Unfit(problems)


def keep(
    name: str, text: str, reason: str, by: Actor = SYSTEM, *, seen: int, day: date | None = None
) -> None:
    """Let this text hold in the place of the file, from `day` on where it holds as a whole.

    `seen`: `DataFile.seen`. Raises Unfit; Refused when somebody else was quicker, or while another
    text waits for its day.
    """
    today = clock.service_day()
    starts = day or today
    why = " ".join(letters.clean(reason).split())
    if len(why) > LONGEST_REASON or len(text) > LONGEST_TEXT:
        raise Invalid(N_("Tulisannya terlalu panjang."), code="long")
    if starts < today or (starts > today and name not in HOLDS_WHOLE):
        raise Invalid(N_("Hari mulai berlaku paling cepat hari ini."), code="day")
    judge(name, text, starts)  # takes longer than others should wait for the database
    with db.transaction():
        now = _known(name)
        _require_unchanged(now, seen)
        row = DataRevision.create(
            office=here().id,
            file=name,
            text=text,
            shipped=now.shipped,
            valid_from=starts,
            at=clock.now(),
            who=by.who,
            reason=why,
        )
        journal.write(by, "data.kept", name, title=now.title, row=row.id, day=f"{starts}")
        _take_up(name, by)


def choose(
    tables: Mapping[str, Any],
    by: Actor = SYSTEM,
    wrong: Callable[[Settings], list[str]] = lambda _settings: [],
) -> None:
    """Keep what was chosen of the settings, beside what was chosen before; Unfit, or Invalid for
    what `wrong` says of them.
    """
    file = _known(office.SETTINGS)
    kept = dict(file.content)
    for key, one in tables.items():
        kept[key] = {**kept.get(key, {}), **one} if isinstance(one, Mapping) else one
    text = standard.toml(kept)
    judge(office.SETTINGS, text, clock.service_day())
    told = wrong(config.chosen(here().given, text, office.SETTINGS))
    if told:
        raise Invalid(" ".join(told), code="address")
    keep(office.SETTINGS, text, "", by, seen=file.seen)


def hang(picture: bytes, by: Actor = SYSTEM) -> None:
    """Let this picture (PNG) be the office's emblem on screens, papers and slips."""
    if not picture.startswith(_PNG) or len(picture) > LARGEST_EMBLEM:
        raise Invalid(N_("Pilih gambar PNG, paling besar 60 kB."), code="emblem")
    name = f"{hashlib.sha256(picture).hexdigest()[:16]}.png"
    files.write(here().given.data / "emblem" / name, picture)
    choose({"logo": f"emblem/{name}"}, by)


def withdraw(row_id: int, by: Actor = SYSTEM) -> str:
    """Take back what waits for its day, as if it had never been written; the file's name."""
    with db.transaction():
        row = DataRevision.get_or_none(
            DataRevision.office == here().id,
            DataRevision.id == row_id,
            DataRevision.withdrawn_at.is_null(),
        )
        if row is None:
            raise NotFound(N_("Perubahan ini tidak ada."), code="no-revision")
        if row.valid_from <= clock.service_day():
            raise Refused(N_("Perubahan ini sudah berlaku; ubah lagi isinya."), code="holds")
        DataRevision.update(withdrawn_at=clock.now()).where(DataRevision.id == row.id).execute()
        journal.write(by, "data.withdrawn", row.file, title=TITLES[row.file], row=row.id)
    return str(row.file)


def _require_unchanged(now: DataFile, seen: int) -> None:
    if now.seen != seen:
        raise Refused(_STALE, code="changed")
    if now.waiting:
        raise Refused(
            N_("Perubahan lain menunggu harinya. Tarik dahulu perubahan itu."), code="waits"
        )


def _take_up(name: str, by: Actor) -> None:
    """The office works with it at once, this process before its commit; deadlines follow."""
    office.renew()
    if name == "hours.toml":
        calendar.count_anew(by)
    announce("queue", "applications", "notices", "people", "printers")


def _problems(name: str, text: str, day: date) -> list[SetupError]:
    mine = here()
    instead = {**office.written(day), name: text}
    chosen = instead.pop(office.SETTINGS, "")
    if name == office.SETTINGS:
        return _wrong_settings(chosen)
    return standard.check(mine.settings.standard, instead, mine.standard)


def _wrong_settings(text: str) -> list[SetupError]:
    mine = here().given
    try:
        changed = config.chosen(mine, text, office.SETTINGS).written - mine.written
    except SetupError as wrong:
        return [wrong]
    reason = N_("tidak dipilih di sini; tulis di office.toml")
    return [SetupError(office.SETTINGS, one, reason) for one in sorted(changed - CHOSEN_HERE)]


def _shipped(name: str) -> str:
    return "" if name == office.SETTINGS else standard.shipped(here().settings.standard, name)


def _rows(name: str) -> Any:
    return DataRevision.select().where(DataRevision.office == here().id, DataRevision.file == name)


def _newest(*names: str) -> dict[str, DataRevision]:
    """By file what was written of it last and not withdrawn."""
    kept = (DataRevision.office == here().id, DataRevision.withdrawn_at.is_null())
    mine = (*kept, DataRevision.file.in_(names)) if names else kept
    last = DataRevision.select(fn.MAX(DataRevision.id)).where(*mine).group_by(DataRevision.file)
    return {row.file: row for row in DataRevision.select().where(DataRevision.id.in_(last))}


def _told(row: DataRevision) -> Written:
    withdrawn = row.withdrawn_at is not None
    waits = not withdrawn and row.valid_from > clock.service_day()
    return Written(row.id, row.valid_from, row.at, row.who, row.reason, withdrawn, waits)


def _flat(raw: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, str]]:
    for key, one in raw.items():
        place = f"{where} {key}".strip()
        if isinstance(one, Mapping):
            yield from _flat(one, place)
        elif isinstance(one, list) and one and all(isinstance(each, Mapping) for each in one):
            for called, each in _called(one):
                yield from _flat(each, f"{place} {called}")
        else:
            yield place, ", ".join(map(str, one)) if isinstance(one, list) else _plain(one)


def _plain(one: Any) -> str:
    return {True: N_("ya"), False: N_("tidak")}[one] if isinstance(one, bool) else str(one)


def _called(entries: list[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each entry with its name; of equal names a later one says since when, or its place."""
    names: set[str] = set()
    for place, each in enumerate(entries, 1):
        name = next((str(each[key]) for key in _NAMED_BY if key in each), str(place))
        if name in names:
            name = f"{name} ({each.get('valid_from', place)})"
        names.add(name)
        yield name, each
