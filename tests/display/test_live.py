"""What connected boards are sent."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_socketio import SocketIO, SocketIOTestClient

from display import live
from display.live import NAMESPACE
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.queue import screens
from tests.display.conftest import Listen
from tests.office import Later, take


def _pictures(board: SocketIOTestClient) -> list[dict[str, object]]:
    received = board.get_received(NAMESPACE)
    assert all(event["name"] == "board" for event in received)
    return [event["args"][0] for event in received]


def test_a_board_gets_the_whole_picture_on_connecting(listen: Listen, sari: Actor) -> None:
    take()
    queue.call_next(1, sari)

    (picture,) = _pictures(listen())

    assert [call["number"] for call in picture["calls"]] == ["A-001"]
    assert picture["clock"] == "09.00"


def test_every_board_hears_a_call(listen: Listen, refresh: Callable[[], None], sari: Actor) -> None:
    take()
    refresh()
    boards = [listen() for _ in range(3)]
    for board in boards:
        _pictures(board)

    queue.call_next(1, sari)
    refresh()

    for board in boards:
        (picture,) = _pictures(board)
        assert picture["calls"][0]["number"] == "A-001"


def test_nothing_is_sent_while_only_the_clock_moves(
    listen: Listen, refresh: Callable[[], None], later: Later
) -> None:
    board = listen()
    refresh()
    _pictures(board)

    later(seconds=20)
    refresh()
    later(seconds=20)
    refresh()

    assert _pictures(board) == []


def test_a_board_that_asks_hears_the_servers_clock(listen: Listen) -> None:
    board = listen()

    answer = board.emit("tick", namespace=NAMESPACE, callback=True)

    assert answer["at"].startswith("2026-11-23T02:00:")
    assert answer["date"] == "Senin, 23 November 2026"


def test_a_board_that_ticks_lives_and_says_how_it_sounds(
    board_app: Flask, socketio: SocketIO, refresh: Callable[[], None], later: Later
) -> None:
    page = board_app.test_client()
    page.get("/papan?pasang", headers={"Host": "localhost"})
    board = socketio.test_client(board_app, namespace=NAMESPACE, flask_test_client=page)
    later(minutes=5)
    screens.look()
    assert [one.name for one in screens.in_trouble()] == ["Papan komputer ini"]
    for said, told in ((["blocked"], "Sentuh"), ([{"x": 1}], ""), ([], ""), ([["blocked"]], "")):
        answer = board.emit("tick", *said, namespace=NAMESPACE, callback=True)
        assert answer["known"] is True
        screens.look()
        sentences = "".join(one.sentence for one in screens.in_trouble())
        assert told in sentences
        assert bool(told) == bool(sentences)
    stranger = socketio.test_client(board_app, namespace=NAMESPACE)
    assert stranger.emit("tick", "blocked", namespace=NAMESPACE, callback=True)["known"] is False
    screens.look()
    assert screens.in_trouble() == ()


def test_without_a_board_nothing_is_painted(
    refresh: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    monkeypatch.setattr(live, "whole", lambda: painted.append("once"))
    refresh()
    assert painted == []
