"""A broken office folder is refused with its file, its key and a plain reason."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import standard
from shared.errors import SetupError

OFFICES = Path(standard.__file__).parent / "offices"

JUNK = [
    "5",
    '"x"',
    '""',
    "[]",
    "{}",
    "true",
    "2026-01-01",
    "[[1]]",
    "nan",
    "-1",
    "[{}]",
    "1e999",
    "08:00:00",
    '"{x}"',
    "{a=[{b=1}]}",
    "99999999999999999999",
    "2026-01-01T00:00:00",
]

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(OFFICES / "jatiroto", tmp_path / "kantor")


@pytest.fixture
def edit(folder: Path) -> Edit:
    def change(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def sentences(folder: Path) -> list[str]:
    return [str(each) for each in standard.check(folder)]


BROKEN = [
    # file, what stands there, what is written instead, key, reason
    (
        "services.toml",
        'letter = "K"',
        'letter = "A"',
        "services[2].letter",
        "huruf 'A' sudah dipakai layanan KK",
    ),
    (
        "services.toml",
        'letter = "K"',
        'letter = "O"',
        "services[2].letter",
        (
            "huruf 'O' mudah tertukar dengan huruf atau angka lain; "
            "pakai salah satu dari A, F, H, K, L, M, R, U"
        ),
    ),
    (
        "services.toml",
        'letter = "K"',
        'letter = "KK"',
        "services[2].letter",
        "harus satu huruf besar, misalnya 'A'",
    ),
    ("services.toml", 'code = "INFO"', 'code = "KK"', "services[3].code", "'KK' sudah dipakai"),
    (
        "services.toml",
        'code = "AMBIL"',
        'code = "ambil kk"',
        "services[2].code",
        "harus kode berhuruf besar, misalnya 'KK_ASLI'",
    ),
    ("services.toml", 'short = "KK"\n', "", "services[1].short", "belum diisi"),
    ("services.toml", 'short = "KK"', 'short = " "', "services[1].short", "tidak boleh kosong"),
    (
        "services.toml",
        'short = "KK"',
        "short = 5",
        "services[1].short",
        "harus berupa teks di antara tanda kutip",
    ),
    (
        "services.toml",
        "kinds = true",
        "kind = true",
        "services[1].kind",
        "kunci ini tidak dikenal; periksa ejaannya",
    ),
    ("services.toml", "kinds = true", 'kinds = "ya"', "services[1].kinds", "harus true atau false"),
    (
        "services.toml",
        'icon = "id"',
        'icon = "<svg>"',
        "services[1].icon",
        "harus nama ikon, misalnya 'file-check'",
    ),
    (
        "services.toml",
        "[8, 20]",
        "[20, 8]",
        "services[1]",
        "expected_minutes: angka pertama harus yang paling kecil",
    ),
    (
        "services.toml",
        "[8, 20]",
        '["8", 20]',
        "services[1].expected_minutes[1]",
        "harus berupa angka bulat tanpa tanda kutip",
    ),
    ("services.toml", "[8, 20]", "[0, 20]", "services[1].expected_minutes[1]", "paling kecil 1"),
    ("services.toml", "[8, 20]", "[8]", "services[1].expected_minutes[2]", "belum diisi"),
    (
        "services.toml",
        "valid_from = 2023-01-02",
        'valid_from = "2 Januari"',
        "services[1].valid_from",
        "harus tanggal seperti 2026-11-23",
    ),
    (
        "services.toml",
        'clause = "4.1"',
        'clause = "empat"',
        "services[1].clause",
        "harus nomor pasal, misalnya '4.2'",
    ),
    (
        "services.toml",
        'clause = "4.1"\n',
        "",
        "services[1]",
        "isi clause (nomor pasal standar) atau basis (dasar di luar standar)",
    ),
    (
        "services.toml",
        'clause = "4.1"',
        'clause = "4.1"\nvalid_to = 2022-01-01',
        "services[1]",
        "valid_to lebih awal daripada valid_from",
    ),
    (
        "counters.toml",
        '["INFO"]',
        '["INFO", "PASPOR"]',
        "counters[2].services",
        "layanan 'PASPOR' tidak ada di services.toml",
    ),
    ("counters.toml", '["INFO"]', "[]", "counters[2].services", "harus ada paling sedikit satu"),
    ("counters.toml", "id = 2", "id = 1", "counters[2].id", "1 sudah dipakai"),
    (
        "queue.toml",
        'priority_letter = "U"',
        'priority_letter = "M"',
        "queue[1].priority_letter",
        "huruf 'M' sudah dipakai layanan INFO",
    ),
    (
        "hours.toml",
        'close = "15.00"',
        'close = "07.00"',
        "periods[1].week[1]",
        "close (tutup) harus sesudah open (buka)",
    ),
    (
        "hours.toml",
        'last_ticket = "14.30"',
        'last_ticket = "16.00"',
        "periods[1].week[1]",
        "last_ticket (nomor terakhir) harus antara open dan close",
    ),
    (
        "hours.toml",
        'open = "08.00"',
        'open = "8:00"',
        "periods[1].week[1].open",
        'jam ditulis seperti "08.00" atau "14.30"',
    ),
    (
        "hours.toml",
        '"Senin"',
        '"Monday"',
        "periods[1].week[1].days[1]",
        (
            "'Monday' tidak dikenal; pilih 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu' "
            "atau 'Minggu'"
        ),
    ),
    (
        "office.toml",
        '"Asia/Jakarta"',
        '"WIB"',
        "office.zone",
        "zona waktu tidak dikenal, misalnya 'Asia/Jakarta'",
    ),
    (
        "office.toml",
        '"KECAMATAN JATIROTO",\n    "Jl.',
        '"KECAMATAN JATIROTO – ASRI",\n    "Jl.',
        "office.slip_lines[2]",
        "baris karcis hanya boleh berisi huruf biasa (ASCII)",
    ),
    (
        "office.toml",
        '"350817"',
        '"35.08.17"',
        "office.region_code",
        "harus enam angka tanpa titik, misalnya '350817'",
    ),
    (
        "posts.toml",
        'role = "camat"',
        'role = "lurah"',
        "posts[7].role",
        (
            "'lurah' tidak dikenal; pilih 'petugas_loket', 'operator', "
            "'petugas_layanan_informasi', 'kasi_pelayanan_umum', 'kepala_seksi', "
            "'sekretaris', 'camat' atau 'admin'"
        ),
    ),
    (
        "kinds.toml",
        'group = "HILANG_RUSAK"',
        'group = "LAIN"',
        "kinds[16].group",
        "kelompok 'LAIN' tidak ada di [[groups]]",
    ),
    (
        "items.toml",
        'bring = "TUNJUKKAN"',
        'bring = "FOTO"',
        "items[4].bring",
        "cara membawa 'FOTO' tidak ada di [[bring]]",
    ),
    (
        "matrix.toml",
        'item = "KTP_EL"',
        'item = "SIM"',
        "needs.HILANG[2].item",
        "berkas 'SIM' tidak ada di items.toml",
    ),
    (
        "matrix.toml",
        'replaces = ["KK_ASLI"]',
        'replaces = ["KK_LAMA"]',
        "needs.HILANG[1].replaces",
        "berkas 'KK_LAMA' tidak ada di items.toml",
    ),
    (
        "matrix.toml",
        'group = "KAWIN"',
        'group = "NIKAH"',
        "needs.BARU_NIKAH[2].group",
        "kelompok 'NIKAH' tidak ada di [[groups]]",
    ),
    (
        "matrix.toml",
        "min_met = 1",
        "min_met = 4",
        "needs.UBAH_LAHIR",
        "kelompok LAHIR meminta 4 berkas, padahal isinya hanya 3",
    ),
    (
        "matrix.toml",
        "RUSAK = [",
        "ROBEK = [",
        "needs.RUSAK",
        "jenis permohonan ini belum punya daftar berkas",
    ),
    (
        "matrix.toml",
        "RUSAK = [",
        "ROBEK = [",
        "needs.ROBEK",
        "jenis 'ROBEK' tidak ada di kinds.toml",
    ),
    (
        "matrix.toml",
        'item = "KTP_EL"',
        'item = "SURAT_HILANG"',
        "needs.HILANG[2].item",
        "'SURAT_HILANG' sudah dipakai",
    ),
    (
        "matrix.toml",
        'when = "bila diwakilkan orang lain", ',
        "",
        "needs.SEMUA[1]",
        "need K harus punya when (syaratnya, misalnya 'bila diwakilkan')",
    ),
    (
        "matrix.toml",
        'need = "W"',
        'need = "X"',
        "needs.BARU_NIKAH[1].need",
        "'X' tidak dikenal; pilih 'W', 'K', '1' atau 'O'",
    ),
    ("matrix.toml", "min_met = 1", "min_met = 0", "groups[1].min_met", "paling kecil 1"),
    (
        "choices.toml",
        "switched_off = []",
        'switched_off = ["KK_ASLI"]',
        "switched_off[1]",
        "KK_ASLI diminta standar (pasal 2.1), tidak dapat dimatikan",
    ),
    (
        "choices.toml",
        "switched_off = []",
        'switched_off = ["UBAH_MATI.WALI"]',
        "switched_off[1]",
        "tidak ada berkas 'UBAH_MATI.WALI' di matrix.toml",
    ),
    (
        "choices.toml",
        '"BARU_OA"',
        '"BARU_PASPOR"',
        "referred[3]",
        "jenis 'BARU_PASPOR' tidak ada di kinds.toml",
    ),
    (
        "legal.toml",
        'status = "DIGANTI"',
        'status = "BERLAKU"',
        "legal_basis[1]",
        "replaced_by diisi bila status DIGANTI, dan hanya bila begitu",
    ),
    (
        "clauses.toml",
        'clause = "4.2"',
        'clause = "4.1"',
        "clauses[8].clause",
        "'4.1' sudah dipakai",
    ),
    (
        "clauses.toml",
        "Kantor Kecamatan {kecamatan}",
        "Kantor Kecamatan {kecmatan}",
        "{kecmatan}",
        "kata pengganti tidak dikenal; yang ada: {kecamatan}, {kabupaten}, {desa}, {Desa}",
    ),
    (
        "notices.toml",
        'id = "gratis"',
        'id = "Gratis!"',
        "notices[1].id",
        "hanya huruf kecil, angka, dan tanda hubung, misalnya 'jam-layanan'",
    ),
    (
        "survey.toml",
        'code = "SKM_2017"',
        'code = "IKM_2004"',
        "forms[2].code",
        "'IKM_2004' sudah dipakai; beri kode baru",
    ),
    (
        "survey.toml",
        'slug = "persyaratan"',
        'slug = "prosedur"',
        "forms[1]",
        "slug tidak boleh sama",
    ),
    (
        "survey.toml",
        'least = "62.51"',
        'least = "91.00"',
        "forms[1]",
        "grades ditulis dari nilai tertinggi, yang terakhir mulai dari 25",
    ),
    (
        "survey.toml",
        'code = "P", title = "Perempuan"',
        'code = "L", title = "Perempuan"',
        "respondent[1]",
        "code tidak boleh sama",
    ),
    ("survey.toml", "[10, 10]", "[20, 10]", "samples[1]", "rows ditulis dari yang terkecil"),
    (
        "objectives.toml",
        'code = "SM-02"',
        'code = "SM-01"',
        "objectives[3].code",
        "'SM-01' sudah dipakai",
    ),
    (
        "objectives.toml",
        'of = "PUNGLI"',
        'of = "PARKIR"',
        "objectives[18].of",
        "golongan 'PARKIR' tidak ada di [[categories]] complaints.toml",
    ),
    (
        "complaints.toml",
        'categories = ["PUNGLI"]',
        'categories = ["PARKIR"]',
        "answers[4].categories",
        "kode PARKIR tidak ada di [[categories]]",
    ),
    (
        "objectives.toml",
        'direction = "trend"',
        'direction = "at_most"',
        "objectives[22]",
        "proposed diisi, kecuali bila direction trend",
    ),
    ("promise.toml", "rupiah = 0", "rupiah = -1", "fees[1].rupiah", "paling kecil 0"),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "reason"), BROKEN)
def test_a_mistake_is_told_with_file_key_and_reason(
    folder: Path, edit: Edit, file: str, old: str, new: str, key: str, reason: str
) -> None:
    edit(file, old, new)
    assert f"Berkas {file}, kunci {key}: {reason}" in sentences(folder)


@pytest.mark.parametrize(("file", "old", "new", "key", "reason"), BROKEN[:3])
def test_loading_stops_at_the_first_mistake(
    folder: Path, edit: Edit, file: str, old: str, new: str, key: str, reason: str
) -> None:
    edit(file, old, new)
    with pytest.raises(SetupError) as stopped:
        standard.load(folder)
    assert (stopped.value.file, stopped.value.key, stopped.value.reason) == (file, key, reason)


def test_all_mistakes_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit("services.toml", 'letter = "K"', 'letter = "Z"')
    edit("hours.toml", 'open = "08.00"', 'open = "8"')
    edit("people.toml", 'role = "camat"', 'role = "raja"')
    assert {each.file for each in standard.check(folder)} == {
        "services.toml",
        "hours.toml",
        "people.toml",
    }


@pytest.mark.parametrize(
    ("text", "place"), [('[[queue]]\n\nx = "1\n', "baris 3"), ("x = [", "akhir berkas")]
)
def test_a_file_that_is_no_toml_says_where(folder: Path, text: str, place: str) -> None:
    (folder / "queue.toml").write_text(text, encoding="utf-8")
    assert sentences(folder) == [
        (
            f"Berkas queue.toml, kunci (bentuk TOML): salah tulis pada {place}; "
            "periksa tanda kutip, kurung, dan koma"
        )
    ]


def test_a_file_that_is_no_text_says_so(folder: Path) -> None:
    (folder / "queue.toml").write_bytes(b'a = "\xff\xfe"')
    assert sentences(folder) == [
        "Berkas queue.toml, kunci (seluruh berkas): simpan sebagai teks UTF-8"
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_value_whatever_stops_the_check_itself(data: st.DataObject) -> None:
    with TemporaryDirectory() as scratch:
        folder = shutil.copytree(OFFICES / "jatiroto", Path(scratch) / "kantor")
        file = data.draw(st.sampled_from(sorted(folder.glob("*.toml"))))
        lines = file.read_text(encoding="utf-8").split("\n")
        settable = [n for n, line in enumerate(lines) if re.match(r"\s*\w+ = ", line)]
        place, junk = data.draw(st.sampled_from(settable)), data.draw(st.sampled_from(JUNK))
        lines[place] = f"{lines[place].split(' = ')[0]} = {junk}"
        file.write_text("\n".join(lines), encoding="utf-8")
        assert all(each.file and each.key and each.reason for each in standard.check(folder))


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "counters.toml").unlink()
    assert sentences(folder) == [
        "Berkas counters.toml, kunci (seluruh berkas): berkas ini belum ada"
    ]


def test_a_misspelt_file_is_told(folder: Path) -> None:
    (folder / "counters.toml").rename(folder / "loket.toml")
    assert sentences(folder)[0].startswith(
        "Berkas loket.toml, kunci (nama berkas): nama berkas tidak dikenal; yang dikenal: office"
    )


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    assert sentences(tmp_path / "x") == [
        f"Berkas {tmp_path / 'x'}, kunci standard: folder ini tidak ditemukan"
    ]


def test_an_extended_folder_must_exist(folder: Path, edit: Edit) -> None:
    edit("office.toml", "[office]", 'extends = "../tidak-ada"\n[office]')
    assert sentences(folder) == [
        "Berkas office.toml, kunci extends: folder '../tidak-ada' tidak ditemukan"
    ]


def test_folders_may_not_extend_each_other(folder: Path, edit: Edit) -> None:
    edit("office.toml", "[office]", 'extends = "."\n[office]')
    assert sentences(folder) == [
        "Berkas office.toml, kunci extends: folder ini saling menunjuk; hapus salah satu"
    ]


def test_a_mistake_in_a_borrowed_file_names_the_folder_it_came_from(
    folder: Path, edit: Edit
) -> None:
    branch = folder.parent / "cabang"
    branch.mkdir()
    office = (folder / "office.toml").read_text(encoding="utf-8")
    (branch / "office.toml").write_text(f'extends = "../kantor"\n{office}', encoding="utf-8")
    assert sentences(branch) == []
    edit("services.toml", 'letter = "K"', 'letter = "Z"')
    assert sentences(branch)[0].startswith(
        "Berkas ../kantor/services.toml, kunci services[2].letter:"
    )


def test_an_office_without_hours_is_refused(folder: Path) -> None:
    (folder / "hours.toml").write_text("cuti_bersama_closed = true\n", encoding="utf-8")
    assert sentences(folder) == [
        ("Berkas hours.toml, kunci (seluruh berkas): isi periods (jam pelayanan)")
    ]


def test_a_letter_that_is_heard_wrongly_is_only_advised_against(folder: Path, edit: Edit) -> None:
    edit("services.toml", 'letter = "K"', 'letter = "D"')
    assert sentences(folder) == []
    advice = standard.advice(standard.load(folder))
    assert advice == (
        "Huruf 'D' (Ambil KK jadi) mudah salah dengar; lebih aman: A, F, H, K, L, M, R, U.",
    )


def test_a_letter_may_pass_to_another_service_later(folder: Path, edit: Edit) -> None:
    edit("services.toml", 'letter = "K"', 'letter = "A"\nvalid_from = 2027-01-01')
    edit("services.toml", 'clause = "4.1"', 'clause = "4.1"\nvalid_to = 2026-12-31')
    assert sentences(folder) == []
