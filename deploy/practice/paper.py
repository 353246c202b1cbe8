"""A sheet that stands for a KK in the practice office: one A4 page that says it is an example."""

_LINES = (
    (26, 320, 520, "KARTU KELUARGA"),
    (14, 300, 495, "CONTOH UNTUK LATIHAN, BUKAN DOKUMEN"),
)


def sample_kk(mark: str) -> bytes:
    """The page as PDF; `mark` (plain letters) makes each one different."""
    words = [*_LINES, (12, 40, 60, f"Lembar latihan {mark}")]
    text = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({line}) Tj ET" for size, x, y, line in words)
    rules = "\n".join(f"40 {y} m 800 {y} l S" for y in range(120, 461, 20))
    content = f"{text}\n0.5 w\n{rules}"
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 841.89 595.28] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
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
