"""`antrean journal verify`: was a line of the journal changed, removed or put in?"""

import sys

import click

from deploy.commands import in_office
from shared.errors import N_, Refused
from shared.rules.common import chain


@click.group(help="Jurnal: siapa melakukan apa, kapan.")
def journal() -> None:
    pass


@journal.command(
    help="Periksa seluruh jurnal; kode keluar 1 bila ada baris diubah, dihapus atau disisipkan."
)
@click.option("--line", type=int, help="Nomor baris dari kertas, untuk dicocokkan.")
@click.option("--mark", help="Tanda baris itu seperti di kertas, misalnya 7F3A-22B1-9C04-5E6D.")
@in_office
def verify(line: int | None, mark: str | None) -> None:
    if (line is None) != (mark is None):
        raise Refused(N_("--line dan --mark diisi keduanya."))
    found = chain.verify()
    for sentence in sentences(found):
        click.echo(sentence)
    fits = line is None or mark is None or chain.mark(line) == mark.strip().upper()
    if line is not None:
        click.echo(f"Baris {line} {'sama dengan' if fits else 'BERBEDA dari'} yang di kertas.")
    sys.exit(0 if found.whole and fits else 1)


def sentences(found: chain.Verified) -> list[str]:
    """What the walk found, for the terminal."""
    said = [f"{found.lines} baris utuh, tanda terakhir {found.mark or '-'}."]
    if found.keyless:
        said.append(f"{found.keyless} baris pertama dari versi lama, tanpa kunci.")
    if found.broken_at:
        said.append(f"Baris {found.broken_at} diubah, dihapus atau disisipkan.")
    said += [
        f"Catatan {note.day} (baris {note.sequence or '?'}) tidak cocok: ada yang dihapus "
        "sesudahnya, atau jurnal ditulis ulang."
        for note in found.lost
    ]
    return said
