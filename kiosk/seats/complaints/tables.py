"""The complaint book as CSV and as a spreadsheet: what the reader may see, and nobody named."""

from shared import clock
from shared.documents import tables
from shared.rules.applications import seat_lists
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import lists, states
from shared.rules.complaints.sight import Reader
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import lists as corrective

_COLUMNS = {
    "number": "No.",
    "recorded": "Hari/tanggal, jam",
    "channel": "Sarana",
    "name": "Nama (disamarkan)",
    "phone": "No. HP (disamarkan)",
    "village": "Alamat ({desa})",
    "service": "Layanan yang diadukan",
    "topic": "Tentang",
    "category": "Kategori",
    "text": "Isi pengaduan/saran",
    "requested": "Penyelesaian yang diminta",
    "kind": "Klasifikasi",
    "unit": "Diteruskan kepada",
    "reported": "Dilaporkan",
    "follow_ups": "Tindak lanjut",
    "answer": "Jawaban",
    "state": "Status",
    "closed": "Tanggal selesai",
    "actions": "No. PTPP",
}
_WIDTHS = {
    "text": 50,
    "requested": 30,
    "follow_ups": 50,
    "answer": 40,
    "unit": 26,
    "topic": 20,
    "recorded": 22,
    "number": 14,
    "kind": 22,
}


def rows(wanted: lists.BookFilter, who: Reader) -> list[dict[str, str]]:
    """Every complaint that fits, newest first."""
    actions = corrective.numbers(who)
    return [_row(one, actions.get(one.id, [])) for one in lists.every(wanted, who)]


def csv_bytes(table: list[dict[str, str]]) -> bytes:
    """The rows, comma-separated."""
    return tables.csv_bytes(table, _columns())


def xlsx_bytes(table: list[dict[str, str]]) -> bytes:
    """The rows as a spreadsheet."""
    office = here().standard.office.name
    sheet = tables.Sheet("Buku Pengaduan", _columns(), _WIDTHS)
    return tables.xlsx_bytes("Buku Pengaduan", office, table, clock.now(), sheet)


def _row(one: ComplaintView, actions: list[str]) -> dict[str, str]:
    events = lists.entries(one.id, ["follow_up"])
    said = [f"{seat_lists.moment_words(e.at)} {e.name}: {e.text}" for e in events if e.text]
    return {
        "number": one.number,
        "recorded": words.day_and_time(one.recorded_at),
        "channel": one.channel,
        "name": one.name,
        "phone": one.phone,
        "village": one.village,
        "service": one.service,
        "topic": one.topic,
        "category": one.category,
        "text": one.text,
        "requested": one.requested,
        "kind": one.kind_label,
        "unit": one.unit_name or ("Sekretaris dan Camat" if one.guarded else ""),
        "reported": seat_lists.moment_words(one.reported_at),
        "follow_ups": "\n".join(said),
        "answer": one.answer,
        "state": states.LABELS[one.state],
        "closed": seat_lists.moment_words(one.closed_at),
        "actions": ", ".join(actions),
    }


def _columns() -> dict[str, str]:
    return {name: words.local(title) for name, title in _COLUMNS.items()}
