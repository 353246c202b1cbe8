"""`python -m deploy.office_network FOLDER [--due]`: the certificate of this machine, kept fresh.

With `--due` only code 0 when there is something to do, 1 when there is nothing.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy import environment, told
from deploy.office_network import certificates, machine_names
from shared import config


def main(words: Sequence[str]) -> int:
    """Renew when it is due; says how the officers' computers know the office's authority."""
    folder = Path(words[0])
    called = machine_names.called(config.load(environment.chosen(os.environ)))
    due = certificates.is_due(folder, called)
    if "--due" in words:
        return 0 if due else 1
    if due and certificates.renew(folder, called):
        print("Sertifikat kantor baru dibuat; pasang di setiap komputer petugas.")
    print(f"Sidik jari sertifikat kantor: {certificates.fingerprint(folder)}")
    for name in certificates.left_out(folder, called):
        print(f"Sertifikat tidak berlaku untuk {name}: bukan nama atau alamat jaringan kantor.")
    return 0


if __name__ == "__main__":
    with told.in_one_sentence():
        sys.exit(main(sys.argv[1:]))
