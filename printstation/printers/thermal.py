"""A thermal printer that speaks ESC/POS: asked before every slip, and made to confirm it after.

A slip is sent in one write and never twice. What a printer has taken it prints sooner or later,
even after its paper was out and the link is gone, so from the first byte on there are only two
ends: the printer confirms the slip, or a person decides (`Uncertain`).
"""

import logging
import time
from collections.abc import Callable
from threading import Event

from printstation.printers.abilities import NONE, PROCESS_ID, Abilities, KnownAbilities
from printstation.printers.answers import reasons
from printstation.printers.conversation import Conversation, receipt_request
from printstation.printers.links import Link, SendFailed, trouble
from printstation.printers.printer import Evidence, NothingSent, Reasons, Uncertain, blocking

log = logging.getLogger("antrean.printstation")

_RECEIPT_SECONDS = 20.0
_STOP_SECONDS = 3.0
_ASK_AGAIN_SECONDS = 0.5
_LISTEN_SECONDS = 0.1
_MUTE_SECONDS = 60.0


class ThermalPrinter:
    """The printer behind `connect`, which opens a fresh link after every fault."""

    def __init__(
        self, connect: Callable[[], Link], memory: KnownAbilities, broken_off: int = 0
    ) -> None:
        self._connect = connect
        self._memory = memory
        self._talk: Conversation | None = None
        self._mute_until = 0.0
        self._unfinished = broken_off
        self._fault = ""

    @property
    def capability(self) -> str | None:
        """How it confirms a slip, once found out."""
        return self._memory.known.receipt or None

    @property
    def device(self) -> str | None:
        return None

    def look(self) -> Reasons:
        """What is wrong or soon will be; a printer that tells nothing is `no-status`."""
        fresh, why = self._talk is None, "unreachable"
        try:
            found = self._look()
        except TimeoutError:
            fresh = True
        except OSError as error:
            why = trouble(error)
            self._note(str(error))
        else:
            self._fault = ""
            return found
        self._drop()
        # An idle link that the printer has closed is no fault: ask once over a new one.
        return (why,) if fresh else self.look()

    def print(
        self, data: bytes, token: str, *, tell: Callable[[Reasons], None], stop: Event
    ) -> Evidence:
        """Send the slip once and wait for the printer's word; raises PrintFailed."""
        found = self.look()
        if blocking(found):
            raise NothingSent(*blocking(found))
        receipt = self._memory.known.receipt or NONE
        self._send(data, receipt_request(receipt, token))
        try:
            evidence = self._confirmation(receipt, token, tell, _Patience(stop))
        except OSError as error:
            self._drop()
            raise Uncertain("unreachable") from error
        self._unfinished = 0
        return evidence

    def close(self) -> None:
        self._drop()

    def forget(self) -> None:
        """Find out anew what the printer can tell."""
        self._drop()
        self._memory.forget()
        self._mute_until = 0.0

    def _note(self, fault: str) -> None:
        # Asked every second, a printer that is off for a night would fill the log.
        if fault != self._fault:
            log.info("printer link failed: %s", fault)
            self._fault = fault

    def _look(self) -> Reasons:
        talk = self._open()
        talk.listen(0)
        if time.monotonic() < self._mute_until or not talk.link.answers:
            return self._mute()
        known = self._memory.known
        status = talk.status(known.status)
        if not status and not known.status:
            self._mute_until = time.monotonic() + _MUTE_SECONDS
            return self._mute()
        if set(status) < set(known.status):
            raise TimeoutError("the printer used to answer and is silent")
        found = reasons(status)
        self._learn(talk, tuple(status), found)
        return found

    def _mute(self) -> Reasons:
        self._drop_if_cheap()
        return ("no-status",)

    def _learn(self, talk: Conversation, status: tuple[int, ...], found: Reasons) -> None:
        known = self._memory.known
        receipt = known.receipt
        if not receipt and not blocking(found):
            receipt = talk.find_receipt()
        if (known.status, known.receipt) != (status, receipt):
            self._memory.learn(Abilities(status, receipt))

    def _open(self) -> Conversation:
        if self._talk is None:
            self._talk = Conversation(self._connect())
        return self._talk

    def _drop(self) -> None:
        if self._talk is not None:
            self._talk.link.close()
            self._talk = None

    def _drop_if_cheap(self) -> None:
        # With a printer that tells nothing, a fresh link is the only sign of life there is.
        if self._talk is not None and self._talk.link.cheap:
            self._drop()

    def _send(self, data: bytes, request: bytes) -> None:
        # A picture that was cut off would swallow the next slip: zeros fill it up, else do nothing.
        filler = bytes(self._unfinished)
        try:
            talk = self._open()
            talk.forget()
        except OSError as error:
            self._drop()
            raise NothingSent(trouble(error)) from error
        self._unfinished = max(self._unfinished, len(data))
        try:
            talk.link.send(filler + data + request)
        except SendFailed as failure:
            self._drop()
            if not failure.sent:
                raise NothingSent(trouble(failure)) from failure
            raise Uncertain("unreachable") from failure

    def _confirmation(
        self, receipt: str, token: str, tell: Callable[[Reasons], None], patience: "_Patience"
    ) -> Evidence:
        if not self._memory.known.status:
            self._drop_if_cheap()
            return "sent"
        talk = self._open()
        while not talk.has(receipt, token):
            if patience.asks_again():
                found = self._look_while_printing(talk)
                tell(found)
                if receipt == NONE and not blocking(found):
                    return "sent"
                patience.note(found)
            if reason := patience.ran_out():
                self._give_up(receipt)
                raise Uncertain(reason)
            talk.listen(_LISTEN_SECONDS)
        return "process-id" if receipt == PROCESS_ID else "status"

    def _look_while_printing(self, talk: Conversation) -> Reasons:
        known = self._memory.known.status
        status = talk.status(known)
        return reasons(status) if len(status) == len(known) else ("unreachable",)

    def _give_up(self, receipt: str) -> None:
        self._drop()
        if receipt != NONE:
            self._memory.learn(Abilities(self._memory.known.status))


class _Patience:
    """How long to wait for a confirmation: without end while the printer says why it is stuck."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._stop_at: float | None = None
        self._asked_at = time.monotonic()
        self._over_at = time.monotonic() + _RECEIPT_SECONDS

    def asks_again(self) -> bool:
        """Whether it is time to ask the printer how it is."""
        due = time.monotonic() - self._asked_at >= _ASK_AGAIN_SECONDS
        if due:
            self._asked_at = time.monotonic()
        return due

    def note(self, found: Reasons) -> None:
        """Start the wait anew when the printer has said that it is stuck."""
        if blocking(found) and "unreachable" not in found:
            self._over_at = time.monotonic() + _RECEIPT_SECONDS

    def ran_out(self) -> str:
        """Why the waiting ends now, or nothing."""
        now = time.monotonic()
        if self._stop.is_set():
            self._stop_at = self._stop_at or now + _STOP_SECONDS
            if now >= self._stop_at:
                return "stopped"
        return "no-answer" if now >= self._over_at else ""
