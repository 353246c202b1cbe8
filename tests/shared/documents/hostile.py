"""PDFs that mean harm, or are only odd: made with pikepdf around an invented KK."""

import io
import random
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.devices.signed_pdf import kk_pdf


def changed(how: Callable[[pikepdf.Pdf], None], pages: int = 1) -> bytes:
    """An invented KK after `how` had its way with it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(kk_pdf(pages=pages))) as pdf:
        how(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _action(kind: str, **more: Any) -> Callable[[pikepdf.Pdf], None]:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name("/" + kind), **more)

    return put


def _page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def _link_with_script(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        A=Dictionary(
            S=Name.URI,
            URI=String("https://x"),
            Next=Array([Dictionary(S=Name.JavaScript, JS=String("x"))]),
        ),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _named_script(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("x"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def _pinned_file(pdf: pikepdf.Pdf) -> None:
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pin])


def _xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(XFA=Stream(pdf, b"<xdp/>"), Fields=Array([]))


def _web_link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String("https://x")),
    )
    pdf.pages[0].obj.Annots = Array([link])


def boxed(**boxes: Any) -> Callable[[pikepdf.Pdf], None]:
    """Gives the last page these boxes, turn or unit."""

    def put(pdf: pikepdf.Pdf) -> None:
        for name, value in boxes.items():
            pdf.pages[-1].obj[Name("/" + name)] = Array(value) if name.endswith("Box") else value

    return put


def _inherited(pdf: pikepdf.Pdf) -> None:
    """The box stands above the page, its corners in another order."""
    del pdf.pages[0].obj.MediaBox
    pdf.Root.Pages.MediaBox = Array([841.89, 595.28, 0, 0])


def _inherited_turn(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages[Name.Rotate] = 90


def _crowd(pdf: pikepdf.Pdf) -> None:
    """A quarter of a million things, each of which wants to be looked at."""
    pdf.Root.Crowd = Array([pdf.make_indirect(Dictionary(A=Array([0, 1]))) for _ in range(250_000)])


def _huge_picture(pdf: pikepdf.Pdf) -> None:
    """A picture of 1.6 thousand million points on one page."""
    picture = Stream(pdf, zlib.compress(bytes(2**20), 9))
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.FlateDecode
    picture.Width = picture.Height = 40_000
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    page = pdf.pages[0]
    page.Resources = Dictionary(XObject=Dictionary(P=pdf.make_indirect(picture)))
    page.Contents = Stream(pdf, b"q 841 0 0 595 0 0 cm /P Do Q")


def _deep(pdf: pikepdf.Pdf) -> None:
    nested: Any = Array([])
    for _ in range(90):
        nested = Array([nested])
    pdf.Root.Deep = nested


SCRIPTS = {
    "page-action": changed(_page_action),
    "link-with-script": changed(_link_with_script),
    "named-script": changed(_named_script),
    "rendition": changed(_action("Rendition")),
}
ACTIONS = {
    name: changed(_action(name, **more))
    for name, more in {
        "Launch": {"F": String("cmd.exe")},
        "SubmitForm": {"F": String("https://x")},
        "ImportData": {"F": String("x.fdf")},
        "GoToR": {"F": String("lain.pdf")},
    }.items()
}
ATTACHMENTS = {"pinned-file": changed(_pinned_file)}
FORMS = {"xfa": changed(_xfa)}
HARMLESS = {
    "web-link": changed(_web_link),
    "upright": kk_pdf(upright=True),
    "turned": changed(boxed(Rotate=90)),
    "upside-down": changed(boxed(Rotate=180)),
    "turned-the-other-way": changed(boxed(Rotate=270)),
    "turned-back": changed(boxed(Rotate=-90)),
    "turned-more-than-once": changed(boxed(Rotate=450)),
    "last-of-ten-turned": changed(boxed(Rotate=90, CropBox=[841.89, 595.28, 0, 0]), pages=10),
    "corners-turned": changed(boxed(MediaBox=[841.89, 595.28, 0, 0])),
    "crop-corners-turned": changed(boxed(CropBox=[841.89, 595.28, 0, 0])),
    "crop-beyond": changed(boxed(CropBox=[-50, -50, 900, 700])),
    "a4-of-a3": changed(boxed(MediaBox=[0, 0, 1190.55, 841.89], CropBox=[0, 0, 841.89, 595.28])),
    "trim": changed(boxed(TrimBox=[100, 100, 300, 300])),
    "inherited": changed(_inherited),
    "inherited-turn": changed(_inherited_turn),
    "a-millimetre-off": changed(boxed(MediaBox=[0, 0, 844.5, 593.0])),
    "shifted-origin": changed(boxed(MediaBox=[-100, -50, 741.89, 545.28])),
    "deep": changed(_deep),
}
WRONG_SIZES = {
    "letter": changed(boxed(MediaBox=[0, 0, 792, 612])),
    "cropped": changed(boxed(CropBox=[0, 0, 400, 595.28])),
    "last-page-a3": changed(boxed(MediaBox=[0, 0, 1190.55, 841.89]), pages=3),
    "nothing": changed(boxed(MediaBox=[0, 0, 0, 0])),
    "beside": changed(boxed(CropBox=[900, 0, 1700, 595])),
}
ODD_PAGES = {
    "half-points-in-user-units": changed(boxed(MediaBox=[0, 0, 420.945, 297.64], UserUnit=2)),
    "in-large-units": changed(boxed(UserUnit=2)),
    "askew": changed(boxed(Rotate=45)),
}


def crowd() -> bytes:
    """A small file of very many things."""
    return changed(_crowd)


def huge_picture() -> bytes:
    """A page that no memory can draw."""
    return changed(_huge_picture)


def heavy(size: int) -> bytes:
    """A KK of about so many bytes, which no compression shrinks."""

    def put(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Noise = pdf.make_stream(random.Random(size).randbytes(size))

    return changed(put)


def with_field() -> bytes:
    """A KK with a field to type into."""

    def put(pdf: pikepdf.Pdf) -> None:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("nama"),
            V=String("asli"),
            Rect=Array([50, 50, 200, 70]),
            P=pdf.pages[0].obj,
            DA=String("/Helv 9 Tf"),
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field])))

    return changed(put)


def locked(*, printing: bool) -> bytes:
    """A KK that opens without a PIN but says what may be done with it."""
    out = io.BytesIO()
    allow = pikepdf.Permissions(print_lowres=printing, print_highres=printing)
    with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="pemilik", allow=allow))
    return out.getvalue()
