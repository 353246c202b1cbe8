"""A sheet that stands for a KK in the practice office: one A4 page that says it is an example."""

SIGNATURE = b"<" + b"0" * 12_000 + b">"
BYTE_RANGE = b"/ByteRange [0 0000000000 0000000000 0000000000]"
"""Where `PracticeSigner.sign` writes; a page that is not signed has neither."""

_KIND = "/Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached"
_TITLE = (26, 320, 520, "KARTU KELUARGA")
_WARNING = (14, 300, 478, "CONTOH UNTUK LATIHAN, BUKAN DOKUMEN")


def sample_kk(number: str, head: str, mark: str = "", *, to_sign: bool = False) -> bytes:
    """The page as PDF for that KK number and head of family; `mark` makes each one different.

    All three are plain letters. `to_sign` leaves room for a signature.
    """
    words = [
        _TITLE,
        (12, 350, 500, f"No. {number}"),
        _WARNING,
        (11, 40, 440, f"Nama Kepala Keluarga : {head.upper()}"),
        (12, 40, 60, f"Lembar latihan {mark}"),
    ]
    text = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({line}) Tj ET" for size, x, y, line in words)
    rules = "\n".join(f"40 {y} m 800 {y} l S" for y in range(120, 421, 20))
    content = f"{text}\n0.5 w\n{rules}"
    form, notes = (" /AcroForm << /SigFlags 3 /Fields [6 0 R] >>", " /Annots [6 0 R]")
    signature = (
        "<< /Subtype /Widget /FT /Sig /T (TTE) /V 7 0 R /P 3 0 R /F 132 /Rect [0 0 0 0] >>",
        f"<< /Type /Sig {_KIND} {BYTE_RANGE.decode()} /Contents {SIGNATURE.decode()} >>",
    )
    return _pdf(
        f"<< /Type /Catalog /Pages 2 0 R{form if to_sign else ''} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 841.89 595.28] /Contents 4 0 R"
        f" /Resources << /Font << /F1 5 0 R >> >>{notes if to_sign else ''} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(signature if to_sign else ()),
    )


def _pdf(*objects: str) -> bytes:
    made, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    )
    return made.encode("ascii")
