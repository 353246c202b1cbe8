"""Reads ESC/POS bytes back into what stands on the paper: lines, pictures, codes, gaps, cuts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Style:
    """How the next characters look; `width` and `height` are multiples of a 12x24 character."""

    width: int = 1
    height: int = 1
    bold: bool = False
    inverse: bool = False
    small: bool = False


@dataclass(frozen=True)
class SlipLine:
    """Characters in runs of one style each, placed at `align`: 0 left, 1 centre, 2 right."""

    runs: tuple[tuple[str, Style], ...]
    align: int

    @property
    def text(self) -> str:
        """The line without its looks."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True)
class Picture:
    """A black-and-white picture, eight dots a byte, rows from the top."""

    row_bytes: int
    rows: int
    bits: bytes
    align: int


@dataclass(frozen=True)
class Code:
    """A QR code of `content`; `module` is the edge of one square in dots."""

    content: str
    module: int
    level: str
    align: int


@dataclass(frozen=True)
class Gap:
    """Empty paper, in dots."""

    dots: int


@dataclass(frozen=True)
class Cut:
    """The end of a slip."""


Element = SlipLine | Picture | Code | Gap | Cut

LINE_DOTS = 30


def read(data: bytes) -> list[Element]:
    """What a printer would put on paper; bytes that end in mid-command end the paper there."""
    return list(_Reader(data).elements())


@dataclass
class _Reader:
    data: bytes
    at: int = 0
    style: Style = Style()
    align: int = 0
    runs: list[tuple[str, Style]] = field(default_factory=list)
    qr: dict[int, bytes] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        while self.at < len(self.data):
            byte = self.data[self.at]
            command = _COMMANDS.get(bytes(self.data[self.at : self.at + 2]))
            if command:
                self.at += 2
                element = command(self)
                if element:
                    yield element
            else:
                self.at += 1
                if byte == 0x0A:
                    yield self._line()
                elif 0x20 <= byte < 0x7F:
                    self._add(chr(byte))
        if self.runs:
            yield self._line()

    def take(self, count: int) -> bytes:
        """The next bytes, or as many of them as have come."""
        taken = self.data[self.at : self.at + count]
        self.at += count
        return taken

    def number(self, count: int = 1) -> int:
        """The next bytes as a number, low byte first."""
        return int.from_bytes(self.take(count), "little")

    def restyle(self, **changes: object) -> None:
        self.style = replace(self.style, **changes)  # type: ignore[arg-type]

    def _add(self, letter: str) -> None:
        if self.runs and self.runs[-1][1] == self.style:
            self.runs[-1] = (self.runs[-1][0] + letter, self.style)
        else:
            self.runs.append((letter, self.style))

    def _line(self) -> Element:
        line = SlipLine(tuple(self.runs), self.align)
        self.runs.clear()
        return line if line.runs else Gap(LINE_DOTS)


def _reset(reader: _Reader) -> None:
    reader.style, reader.align = Style(), 0
    reader.runs.clear()


def _size(reader: _Reader) -> None:
    size = reader.number()
    reader.restyle(width=(size >> 4 & 7) + 1, height=(size & 7) + 1)


def _mode(reader: _Reader) -> None:
    mode = reader.number()
    reader.restyle(
        small=bool(mode & 1),
        bold=bool(mode & 8),
        height=2 if mode & 16 else 1,
        width=2 if mode & 32 else 1,
    )


def _set_align(reader: _Reader) -> None:
    reader.align = reader.number() % 48


def _flag(name: str) -> Callable[[_Reader], None]:
    def set_flag(reader: _Reader) -> None:
        reader.restyle(**{name: bool(reader.number() & 1)})

    return set_flag


def _skip(count: int) -> Callable[[_Reader], None]:
    def skip(reader: _Reader) -> None:
        reader.take(count)

    return skip


def _cut(reader: _Reader) -> Element:
    if reader.number() in (65, 66):
        reader.take(1)
    return Cut()


def _raster(reader: _Reader) -> Element | None:
    if reader.take(1) != b"0":
        return None
    reader.take(1)
    row_bytes, rows = reader.number(2), reader.number(2)
    bits = reader.take(row_bytes * rows)
    whole = len(bits) // row_bytes if row_bytes else 0
    return Picture(row_bytes, whole, bits[: whole * row_bytes], reader.align)


def _two_dimensional(reader: _Reader) -> Element | None:
    block = reader.take(reader.number(2))
    function, content = block[1] if len(block) > 1 else 0, block[2:]
    if function != 81:
        reader.qr[function] = content
        return None
    level = "LMQH"[(reader.qr.get(69, b"0")[0] - 48) % 4]
    text = reader.qr.get(80, b"0")[1:].decode("utf-8", "replace")
    module = max(1, reader.qr.get(67, b"\x03")[0])
    return Code(text, module, level, reader.align) if text else None


def _group(reader: _Reader) -> Element | None:
    if reader.take(1) == b"k":
        return _two_dimensional(reader)
    reader.take(reader.number(2))
    return None


_COMMANDS: dict[bytes, Callable[[_Reader], Element | None]] = {
    b"\x1b@": _reset,
    b"\x1b!": _mode,
    b"\x1ba": _set_align,
    b"\x1bE": _flag("bold"),
    b"\x1bM": _flag("small"),
    b"\x1bJ": lambda reader: Gap(reader.number()),
    b"\x1bd": lambda reader: Gap(reader.number() * LINE_DOTS),
    b"\x1bt": _skip(1),
    b"\x1b-": _skip(1),
    b"\x1b3": _skip(1),
    b"\x1b{": _skip(1),
    b"\x1b2": _skip(0),
    b"\x1d!": _size,
    b"\x1dB": _flag("inverse"),
    b"\x1db": _skip(1),
    b"\x1dr": _skip(1),
    b"\x1dV": _cut,
    b"\x1dv": _raster,
    b"\x1d(": _group,
}
