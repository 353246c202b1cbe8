"""Somebody who writes in the complaint book without a pause, and says what the book confirmed.

    python -m tests.journeys.book_worker SEED

Each line of its output is one confirmed act, `WHAT ID`, written after its commit. Lives until it
is killed.
"""

import os
import random
import sys
from contextlib import suppress

from shared import config
from shared.db import store
from shared.errors import AppError
from shared.rules.common import office as offices
from shared.rules.common.actor import Actor
from shared.rules.complaints import citizen, entry, handling, states
from tests.complaint_book import People, people, wish


def main() -> None:
    """Write until killed."""
    luck = random.Random(int(sys.argv[1]))
    offices.open_office(config.load(os.environ), checkpoints=False)
    who = people()
    known: list[int] = []
    while True:
        try:
            if len(known) < 3 or luck.random() < 0.3:
                known.append(_enter(who))
            else:
                with suppress(AppError):  # wrong turn: another act comes
                    _act(luck, who, luck.choice(known[-6:]))
        except Exception as error:
            # On a busy machine the others may write for longer than anybody waits: refused.
            if store.of(error) != store.LOCKED:
                raise


def _enter(who: People) -> int:
    asked = wish(topic="LAMA", text="Antrean lama.")
    one = entry.enter(asked, who.rina).complaint
    _confirm("record", one.id)
    return one.id


def _act(luck: random.Random, who: People, one: int) -> None:
    kasi: Actor = who.bambang
    what, act = luck.choice(
        [
            ("classify", lambda: handling.classify(one, states.ORDINARY, who.rina)),
            ("report", lambda: handling.report(one, "PELAYANAN", who.rina)),
            ("follow_up", lambda: handling.follow_up(one, "Ditangani.", kasi)),
            ("answer", lambda: handling.answer(one, "Sudah.", kasi)),
            ("close", lambda: handling.close(one, kasi)),
            ("reopen", lambda: citizen.settle(one, False, "Belum.")),
        ]
    )
    act()
    _confirm(what, one)


def _confirm(what: str, one: int) -> None:
    sys.stdout.write(f"{what} {one}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
