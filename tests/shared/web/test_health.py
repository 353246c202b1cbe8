"""What is told to those who watch over the system."""

from dataclasses import replace

import pytest

from shared.rules.paper import printers


@pytest.fixture
def settings(settings):
    """An office in earnest that has not chosen its printers yet."""
    return replace(settings, practice=False, printers_ticket="none", printers_sheet="none")


def test_printers_that_nobody_chose_are_named_and_keep_no_number_from_being_given(client):
    printers.heartbeat("station-1")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    assert {one["name"]: one["reasons"] for one in answer.json["printers"]} == {
        "ticket": ["no-ticket-printer"],
        "sheet": ["no-sheet-printer"],
    }
    assert printers.ticket_printer() is None


def test_a_printer_that_was_chosen_and_cannot_print_is_no_readiness(client, office):
    object.__setattr__(office.settings, "printers_ticket", "net:192.0.2.7")
    printers.heartbeat("station-1")
    printers.report("station-1", "ticket", ["unreachable"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [one["name"] for one in answer.json["printers"]] == ["ticket", "sheet"]
