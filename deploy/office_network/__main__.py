"""`python -m deploy.office_network FOLDER [--due]`: this machine's certificate, kept fresh.

The authority is sealed for the backups meanwhile. With `--due` only code 0 when there is something
to do, 1 when there is nothing.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy import environment, told
from deploy.office_network import certificates, machine_names, spare
from shared import config
from shared.rules.common import backups


def main(words: Sequence[str]) -> int:
    """Renew when it is due; says how the officers' computers know the office's authority."""
    folder = Path(words[0])
    settings = config.load(environment.chosen(os.environ))
    called = machine_names.called(settings)
    due = certificates.is_due(folder, called)
    if "--due" in words:
        return 0 if due or spare.is_due(folder, backups.recipient(settings.data)) else 1
    if due and certificates.renew(folder, called):
        print("Sertifikat kantor baru dibuat; pasang di setiap komputer petugas.")
    print(f"Sidik jari sertifikat kantor: {certificates.fingerprint(folder)}")
    for name in certificates.left_out(folder, called):
        print(f"Sertifikat tidak berlaku untuk {name}: bukan nama atau alamat jaringan kantor.")
    public = backups.recipient(settings.data)  # after the rest: not root alone writes it
    if spare.is_due(folder, public):
        mark = backups.mark(spare.seal(folder, public))
        print(f"Sertifikat kantor ikut cadangan, terbuka dengan lembar kunci {mark}.")
    return 0


if __name__ == "__main__":
    with told.in_one_sentence():
        sys.exit(main(sys.argv[1:]))
