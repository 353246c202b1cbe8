"""The board alone in an application, and boards that listen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient
from playwright.sync_api import Browser, Page, sync_playwright

from display import board, live
from display.voice import Speaker
from shared.rules.common.office import Here
from shared.web import app as web
from shared.web import sockets
from tests.chromium import launched
from tests.display.theatre import Stage

TELEVISION: dict[str, Any] = {
    "viewport": {"width": 1920, "height": 1080},
    "locale": "id-ID",
    "timezone_id": "Asia/Jakarta",
    "reduced_motion": "reduce",
}


Listen = Callable[[], SocketIOTestClient]


@pytest.fixture
def speaker(office: Here) -> Iterator[Speaker]:
    """The office's speaker, switched off as in its settings."""
    made = Speaker(office.settings)
    yield made
    made.close()


@pytest.fixture
def board_app(office: Here, speaker: Speaker) -> Flask:
    """The board and nothing else."""
    made = web.create(office)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    made.extensions["antrean.speaker"] = speaker
    board.install(made)
    return made


@pytest.fixture
def browser(board_app: Flask) -> FlaskClient:
    """A browser that only fetches."""
    return board_app.test_client()


@pytest.fixture
def socketio(board_app: Flask) -> SocketIO:
    """The board's socket server."""
    return sockets.create(board_app, places=5)


@pytest.fixture
def refresh(socketio: SocketIO, board_app: Flask) -> Callable[[], None]:
    """What the live thread calls when something may have changed."""
    redraw = live.Boards(socketio).refresh

    def in_context() -> None:
        with board_app.app_context():
            redraw()

    return in_context


@pytest.fixture
def listen(socketio: SocketIO, board_app: Flask, refresh: Callable[[], None]) -> Iterator[Listen]:
    """Connects one more board."""
    boards: list[SocketIOTestClient] = []

    def connect() -> SocketIOTestClient:
        boards.append(socketio.test_client(board_app, namespace=live.NAMESPACE))
        return boards[-1]

    yield connect
    for one in boards:
        if one.is_connected(live.NAMESPACE):
            one.disconnect(live.NAMESPACE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that may play sound without being touched, as the board's is started."""
    with sync_playwright() as player:
        browser = launched(player.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A silent board's server that the test directs."""
    made = Stage(tmp_path_factory.mktemp("stage"))
    made.show()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def television(chromium: Browser) -> Iterator[Page]:
    """A browser never used before, on a television, whose clock a test may move."""
    context = chromium.new_context(**TELEVISION)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.clock.install()
    yield page
    context.close()
    assert faults == []
