"""What stands on each slip, on both widths of paper."""

import re

import pytest
import zxingcpp

from printstation.layouts import compose
from printstation.layouts.plain import plain
from printstation.printers import slip_image, slip_reader
from printstation.printers.roll import Roll, balanced
from shared.rules.queue.slip import TicketSlip
from tests.printstation import slips

QR_COMMAND = b"\x1d(k"
WIDTHS = pytest.mark.parametrize("width", [80, 58])


def text_of(data: bytes) -> str:
    return slip_image.text(slip_reader.read(data))


def codes_on(data: bytes, width: int) -> list[str]:
    picture = slip_image.draw(slip_reader.read(data), width)
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@WIDTHS
def test_the_number_can_be_read_in_the_raw_bytes(width):
    assert slips.ticket(width).count(b"A-012") == 1


@WIDTHS
def test_the_number_is_the_largest_thing_on_the_ticket(width):
    lines = [line for line in slip_reader.read(slips.ticket(width)) if hasattr(line, "runs")]
    largest = max(lines, key=lambda line: line.runs[0][1].height * line.runs[0][1].width)
    assert largest.text == "A-012"
    assert largest.runs[0][1].height >= 6


@WIDTHS
def test_a_code_is_a_picture_unless_the_printer_is_known_to_draw_it(width):
    ticket = slips.TICKET
    picture, native = (compose(ticket, width, draws_codes=known) for known in (False, True))
    assert QR_COMMAND not in picture
    assert QR_COMMAND in native
    assert codes_on(picture, width) == codes_on(native, width) == [slips.URL]


@WIDTHS
def test_the_test_slip_asks_whether_the_printer_draws_codes(width):
    trial = compose(slips.TRIAL, width)
    before, _, after = trial.partition(b"Apakah kotak")
    assert QR_COMMAND not in before
    assert QR_COMMAND in after
    assert codes_on(trial, width) == ["ANTREAN CETAK UJI"] * 2


@WIDTHS
def test_a_ticket_tells_its_holder_everything(width):
    words = " ".join(text_of(slips.ticket(width)).split())
    for expected in (
        "KECAMATAN JATIROTO",
        "NOMOR ANTREAN",
        "Kartu Keluarga (KK)",
        "Senin, 23 November 2026",
        "09.15 WIB",
        "Menunggu di depan Anda 4 orang",
        "Perkiraan menunggu sekitar 15-30 menit",
        "Aman ditinggal sampai 10.40 WIB",
        "Mohon menunggu sampai nomor Anda dipanggil.",
        "Nomor berlaku hari ini.",
        "Layanan ini GRATIS (Rp0,00).",
        "Pengaduan & saran: Meja Informasi",
    ):
        assert expected in words


@WIDTHS
def test_the_qr_of_the_drawn_slip_leads_to_the_ticket(width):
    assert codes_on(slips.ticket(width), width) == [slips.URL]


@WIDTHS
def test_without_an_address_for_phones_there_is_no_qr(width):
    assert codes_on(slips.ticket(width, url=None), width) == []
    assert "Pindai" not in text_of(slips.ticket(width, url=None))


@WIDTHS
def test_a_copy_says_so_in_white_on_black_and_an_original_does_not(width):
    def inverse_words(data: bytes) -> list[str]:
        runs = [run for line in slip_reader.read(data) for run in getattr(line, "runs", ())]
        return [text.strip() for text, style in runs if style.inverse]

    assert inverse_words(slips.ticket(width, copy=2)) == ["CETAK ULANG 2"]
    assert inverse_words(slips.ticket(width, priority=True)) == ["PRIORITAS"]
    assert inverse_words(slips.ticket(width)) == []


@WIDTHS
def test_a_practice_slip_cannot_be_taken_for_a_real_one(width):
    words = text_of(slips.ticket(width, practice=True))
    assert words.count("LATIHAN") == 2


@WIDTHS
@pytest.mark.parametrize("kind", ["ticket", "checklist", "test"])
def test_every_line_fits_the_paper(width, kind):
    service = "Informasi, pengaduan dan penyerahan Kartu Keluarga yang sudah selesai"
    slip = slips.UNPERSONAL[kind].model_copy(update={"service": service})
    elements = slip_reader.read(compose(slip, width))
    widest = {80: 504, 58: 384}[width]
    for line in elements:
        if isinstance(line, slip_reader.SlipLine):
            dots = sum(len(t) * s.width * (9 if s.small else 12) for t, s in line.runs)
            assert dots <= widest, line.text


@WIDTHS
@pytest.mark.parametrize("number", ["A-001", "U-999", "KK-1234", "A-12345678"])
def test_numbers_of_any_length_stay_on_one_line(width, number):
    assert number in text_of(slips.ticket(width, number=number)).splitlines()


def test_nobody_ahead_is_said_in_words():
    assert "Menunggu di depan Anda tidak ada" in text_of(slips.ticket(ahead=0))


def test_the_checklist_names_each_paper_and_where_to_get_it():
    words = text_of(compose(slips.CHECKLIST, 80))
    assert "SYARAT MENAMBAH ANAK KE KK" in words
    assert "[ ] Kartu Keluarga (KK) lama" in words
    assert "fotokopi; tempat melahirkan" in words
    assert "Nomor antrean Anda A-012" in words


def test_the_same_payload_always_gives_the_same_bytes():
    assert slips.ticket() == slips.ticket()


@WIDTHS
@pytest.mark.parametrize("kind", ["ticket", "checklist", "test"])
def test_slips_hold_nothing_but_ascii_and_end_with_one_cut(width, kind):
    elements = slip_reader.read(compose(slips.UNPERSONAL[kind], width))
    assert [element for element in elements if isinstance(element, slip_reader.Cut)]
    assert isinstance(elements[-1], slip_reader.Cut)
    assert re.fullmatch(r"[\x20-\x7e\n]*", slip_image.text(elements))


def test_a_payload_that_lacks_its_number_is_refused():
    with pytest.raises(ValueError, match="number"):
        TicketSlip.model_validate(slips.TICKET.model_dump(exclude={"number"}))


@pytest.mark.parametrize(
    ("fancy", "expected"),
    [
        ("± 15–30 menit", "+/- 15-30 menit"),
        ("Kafé “Jatiroto”…", 'Kafé "Jatiroto"...'),
        ("ŁÓDŹ", "ŁÓDŹ"),
        ("ꦱꦫꦗꦮ", "ꦱꦫꦗꦮ"),
        ("satu\ndua\tiga", "satu dua iga"),
        ("漢字", "??"),
        ("\x1b@\x10\x14", "?@??"),
    ],
)
def test_text_is_reduced_to_what_can_be_printed_or_drawn(fancy, expected):
    assert plain(fancy) == expected


@WIDTHS
@pytest.mark.parametrize(
    "name", ["ŁÓDŹ PERCOBAAN", "ꦱꦫꦗꦮ", "Kafé Percobaan dengan nama yang panjang"]
)
def test_letters_outside_the_code_page_come_out_as_a_picture(width, name):
    said = slips.RECEIPT.said.model_copy(update={"applicant": name})
    data = compose(slips.RECEIPT.model_copy(update={"said": said}), width)
    elements = slip_reader.read(data)
    pictures = [one for one in elements if isinstance(one, slip_reader.Picture) and one.rows > 20]
    assert pictures
    assert all(any(one.bits) and not all(one.bits) for one in pictures)
    assert "?" not in slip_image.text(elements)
    assert not re.search(rb"\x10[\x04\x05\x14]", data)


def test_a_line_that_is_drawn_is_as_wide_as_its_letters():
    [line, *_] = slip_reader.read(Roll(80).line("ŁÓDŹ", size=(2, 2)).cut())
    assert isinstance(line, slip_reader.Picture)
    assert line.row_bytes * 8 == pytest.approx(4 * 24, abs=8)


def test_a_line_that_is_drawn_on_black_is_white_on_black():
    plain_line, on_black = (
        slip_reader.read(Roll(80).line("ŁÓDŹ", size=(2, 2), inverse=inverse).cut())[0]
        for inverse in (False, True)
    )
    usual, inverse = (sum(byte.bit_count() for byte in one.bits) for one in (plain_line, on_black))
    assert 0 < usual < inverse
    assert inverse > 4 * len(plain_line.bits)  # more than half of the dots


def test_sentences_break_into_lines_of_about_equal_length():
    lines = balanced("Mohon menunggu sampai nomor Anda dipanggil. Nomor berlaku hari ini.", 42)
    assert lines == ["Mohon menunggu sampai nomor Anda", "dipanggil. Nomor berlaku hari ini."]


class TestReceipt:
    """Tanda Terima Berkas."""

    def words(self, width=80, **changes):
        said = text_of(compose(slips.saying(slips.RECEIPT, **changes), width))
        return " ".join(said.split())

    @WIDTHS
    def test_it_says_number_code_papers_and_due_time(self, width):
        words = self.words(width)
        for said in (
            "TANDA TERIMA BERKAS",
            "KK-2026-000123",
            "Kode cek status 4821",
            "Wati Percobaan",
            "1. KK asli",
            "No. 445/12/2026",
            "paling lambat",
            "pukul 15.00 WIB",
            "GRATIS",
            "Petugas Loket: Sari Percobaan",
        ):
            assert said in words

    @WIDTHS
    def test_a_phone_finds_where_to_ask(self, width):
        assert codes_on(compose(slips.RECEIPT, width), width) == ["http://192.0.2.10:8080/status"]
        without = slips.saying(slips.RECEIPT, status_url=None)
        assert codes_on(compose(without, width), width) == []

    def test_before_the_check_no_time_is_promised(self):
        words = self.words(due=None)
        assert "menunggu pemeriksaan" in words
        assert "paling lambat" not in words

    def test_a_later_receipt_has_no_code(self):
        words = self.words(code="")
        assert "minta kode baru kepada petugas" in words
        assert "4821" not in words

    def test_nothing_handed_in_is_said(self):
        assert "Belum ada berkas yang dicatat." in self.words(papers=[])


class TestReturnNote:
    """Lembar Pengembalian Berkas."""

    def words(self, width=80, **changes):
        said = text_of(compose(slips.saying(slips.RETURN_NOTE, **changes), width))
        return " ".join(said.split())

    @WIDTHS
    def test_it_says_what_is_missing_why_and_where_to_get_it(self, width):
        words = self.words(width)
        for said in (
            "LEMBAR PENGEMBALIAN BERKAS",
            "KK-2026-000123",
            "Dikembalikan (ke-2)",
            "Berkas belum lengkap: nama ibu berbeda",
            "belum ada; tempat melahirkan",
            "2. Buku nikah atau akta perkawinan",
            "tidak terbaca; KUA",
            "tanpa harus mengulang pendaftaran",
            "GRATIS",
        ):
            assert said in words

    @WIDTHS
    def test_fourteen_papers_are_all_there(self, width):
        one = slips.RETURN_NOTE.said.unmet[0]
        words = self.words(width, unmet=[one] * 14, note="")
        assert all(f"{number}. Surat keterangan lahir" in words for number in range(1, 15))

    def test_papers_that_are_all_there_but_wrong(self):
        assert "Semua berkas ada." in self.words(unmet=[])


class TestComplaint:
    @WIDTHS
    def test_it_tells_number_code_and_by_when_it_is_answered(self, width):
        words = " ".join(text_of(compose(slips.COMPLAINT, width)).split())
        for expected in (
            "TANDA TERIMA PENGADUAN",
            "P-2026-0007",
            "4093",
            "melalui Layar sentuh",
            "Senin, 23 November 2026 pukul 09.15 WIB",
            "Tanggapan paling lambat",
            "Senin, 30 November 2026 pukul 15.00 WIB",
            "Pengaduan tidak dipungut biaya.",
            "Identitas Anda dirahasiakan.",
        ):
            assert expected in words

    @WIDTHS
    def test_the_qr_leads_to_its_status_without_the_code(self, width):
        data = compose(slips.COMPLAINT, width)
        assert codes_on(data, width) == [slips.COMPLAINT.url]
        without = slips.COMPLAINT.model_copy(update={"url": None})
        assert codes_on(compose(without, width), width) == []

    def test_secrecy_is_promised_only_where_it_was_asked_for(self):
        open_one = slips.COMPLAINT.model_copy(update={"secret": False})
        assert "dirahasiakan" not in text_of(compose(open_one, 80))


@WIDTHS
@pytest.mark.parametrize("kind", ["receipt", "return-note", "complaint"])
@pytest.mark.parametrize("name", ["W" * 60, "Ni Luh " + "Panjang " * 6 + "é — ½", ""])
def test_no_name_breaks_a_paper_of_a_file(kind, name, width):
    slip = slips.PERSONAL[kind]
    if kind != "complaint":
        slip = slips.saying(slip, applicant=name, submitter=name)
    data = compose(slip, width)
    lines = [line.text for line in slip_reader.read(data) if hasattr(line, "runs")]
    assert max(map(len, lines)) <= {80: 56, 58: 42}[width]
