"""The notice board's cards `/papan-pengumuman`: written, previewed as the board shows them."""

from datetime import date
from io import BytesIO

from flask import Blueprint, Response, request, send_file

from kiosk.seats.common import page
from shared import clock, letters
from shared.documents import maker
from shared.errors import N_, NotFound
from shared.rules.oversight import notice_board, statements
from shared.rules.oversight.notice_board import Card
from shared.web import guards

bp = Blueprint("notices", __name__, url_prefix="/papan-pengumuman")
bp.before_request(guards.seat(*notice_board.AUTHORS))

_WRITTEN = {kind: words for kind, (words, _) in notice_board.CHOSEN.items()}


@bp.get("")
def board() -> str:
    """The cards of now, of later and of before; one of them, or a new one, being written."""
    cards, today = notice_board.cards(), clock.service_day()
    chosen = _chosen(cards, request.args.get("kartu", type=letters.whole))
    return page.draw(
        "seats/oversight/notices.html",
        groups=_groups(cards, today),
        card=chosen,
        kinds={**_WRITTEN, **({chosen.kind: chosen.kind_label} if chosen else {})},
        icons={kind: picture for kind, (_, picture) in notice_board.KINDS.items()},
        longest=(notice_board.LONGEST_TITLE, notice_board.LONGEST_BODY),
        today=today,
        statements=statements.all_of(),
    )


@bp.get("/pernyataan/<code>.pdf")
def statement(code: str) -> Response:
    """What the office declares to the public, on A4 for the wall."""
    pdf = maker.make(statements.paper(code))
    name = f"{statements.of(code).code.lower()}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


def _chosen(cards: list[Card], wanted: int | None) -> Card | None:
    if wanted is None:
        return None
    found = next((one for one in cards if one.id == wanted), None)
    if found is None:
        raise NotFound(N_("Kartu ini tidak ada."), code="no-notice")
    return found


def _groups(cards: list[Card], today: date) -> list[tuple[str, str, str, list[Card]]]:
    """Cards of now, of later and of before: what they are called, what is said of none."""
    coming = [one for one in reversed(cards) if one.starts_on > today]
    past = [one for one in cards if one.ends_on and one.ends_on < today]
    return [
        ("now", "Tampil sekarang", "Tidak ada kartu yang tampil.", [c for c in cards if c.shown]),
        ("coming", "Akan datang", "Tidak ada kartu yang akan datang.", coming),
        ("past", "Sudah lewat", "Belum ada kartu yang lewat.", past),
    ]
