"""Logs are one JSON line for each event."""

import json
import logging
import sys

from deploy import logs


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
