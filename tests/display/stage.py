"""A board's server for tests: the real page and sockets, with a picture that a test writes.

Run as `stage.py PORT PICTURE DATA [VOICE [latihan]]`. The picture is sent again whenever its file
changes.
"""

import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from display import board, live
from display.message import BoardPicture
from display.picture import PAINT, with_audio
from display.voice import Speaker
from shared import clock
from shared.config import Settings
from shared.rules.common import office
from shared.rules.queue.board import BoardCall, CalledTo
from shared.web import app as web
from shared.web import sockets


def main(port: int, picture: Path, data: Path, voice: str = "off", practice: str = "") -> None:
    settings = Settings(data=data, voice=voice, practice=bool(practice))
    office.prepare(settings)
    office.close_office()
    here = office.open_office(settings, checkpoints=True)
    app = web.create(here)
    socketio = sockets.create(app, places=200)
    speaker = app.extensions["antrean.speaker"] = Speaker(settings)

    def paint() -> BoardPicture:
        shown = {**json.loads(picture.read_text()), "at": clock.now().isoformat()}
        for call in shown["calls"]:
            spoken = BoardCall(**{**call, "counter": CalledTo(**call["counter"])})
            call |= asdict(with_audio(spoken, speaker))
        shown["voice"] = speaker.on
        return BoardPicture.model_validate_json(json.dumps(shown))

    board.install(app)
    app.extensions[PAINT] = paint
    refresh = live.Boards(socketio).refresh

    def follow() -> None:
        seen = 0
        while not threading.Event().wait(0.05):
            changed = picture.stat().st_mtime_ns
            if changed != seen:
                seen = changed
                with app.app_context():
                    refresh()

    threading.Thread(target=follow, daemon=True).start()
    socketio.run(app, host="127.0.0.1", port=port, allow_unsafe_werkzeug=True, log_output=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
