"""Logs are one JSON line for each event."""

import json
import logging
import sys
from datetime import datetime

from deploy import logs
from shared import clock


def _line(**extra):
    record = logging.makeLogRecord(
        {
            "name": "printstation.slip_worker",
            "levelno": 20,
            "levelname": "INFO",
            "msg": "slip %s out",
            "args": (7,),
            **extra,
        }
    )
    return json.loads(logs.JsonLines("printstation").format(record))


def test_an_event_tells_process_source_and_sentence():
    line = _line()
    assert line["process"] == "printstation"
    assert line["source"] == "printstation.slip_worker"
    assert line["event"] == "slip 7 out"
    assert line["level"] == "info"


def test_what_was_passed_as_extra_is_a_field():
    assert _line(job=12)["job"] == 12


def test_a_failure_keeps_its_trace():
    try:
        raise ValueError("broken")
    except ValueError:
        assert "ValueError: broken" in _line(exc_info=sys.exc_info())["trace"]


def test_events_reach_the_file_of_the_process(tmp_path):
    logger = logging.getLogger()
    before, level = list(logger.handlers), logger.level
    logger.setLevel(logging.INFO)
    try:
        logs.to_file("web", tmp_path)
        logging.getLogger("anything").info("hello")
    finally:
        for handler in set(logger.handlers) - set(before):
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(level)
    lines = (tmp_path / "log" / "web.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["hello"]


def test_the_terminal_shows_the_time_of_the_office(office, capsys):
    before = logging.getLogger().handlers[:]
    clock.use_zone("Asia/Jayapura")
    clock.move(office.settings.data, datetime(2026, 11, 23, 9, 15))
    try:
        logs.to_terminal("web")
        logging.getLogger("antrean.web").warning("halo")
    finally:
        logging.getLogger().handlers[:] = before
        logging.captureWarnings(False)
        clock.use_zone("Asia/Jakarta")
    assert capsys.readouterr().err == "09.15.00 web: halo\n"


def test_the_same_trouble_is_written_twenty_times_a_minute_and_then_counted():
    many = logs.Repeated()

    def comes(at, words="the store is full", level=logging.ERROR):
        record = logging.makeLogRecord({"name": "x", "msg": words, "levelno": level})
        record.created = at
        return many.filter(record), getattr(record, "held", 0)

    assert [comes(1000 + n * 0.1)[0] for n in range(25)] == [True] * 20 + [False] * 5
    assert comes(1010, words="another")[0]
    assert all(comes(1011, "slip out", logging.INFO)[0] for _ in range(30))
    assert comes(1059.9) == (False, 0)
    assert comes(1060) == (True, 6)
    assert comes(1061) == (True, 0)
