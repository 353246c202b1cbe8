"""So many seconds for what may wait for ever: CUPS, name services, the network."""

import threading
from collections.abc import Callable


def ended(call: Callable[[], None], seconds: float) -> bool:
    """Whether the call came to its end in time; else it is left behind.

    A call into CUPS or a name service cannot be ended from outside.
    """
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()
