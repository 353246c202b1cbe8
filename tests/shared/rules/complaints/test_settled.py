"""A complainant who says again that it is not settled finds somebody: the Camat, then outside."""

import pytest

from shared.errors import NotAllowed, Refused
from shared.records import Complaint, Staff
from shared.rules.complaints import citizen, escalation, handling, states
from tests.complaint_book import closed, entered, people, reported

pytestmark = pytest.mark.clause("11.6")


@pytest.fixture
def who(office):
    return people()


def _closed_again(one, by):
    handling.answer(one.id, "Jawaban baru.", by)
    return handling.close(one.id, by)


def test_the_second_time_it_goes_to_the_camat_and_then_names_the_ombudsman(who, later):
    one = closed(who)
    first = citizen.settle(one.id, False, "Belum.")
    assert (first.opened_again, first.with_camat) == (1, False)
    later(days=1)
    _closed_again(one, who.bambang)
    assert citizen.stand(one.id).may_settle
    second = citizen.settle(one.id, False, "Masih belum.")
    assert (second.opened_again, second.with_camat, second.state) == (2, True, states.REPORTED)
    row = Complaint.get_by_id(one.id)
    assert row.escalation == escalation.TO_CAMAT
    for by in (who.bambang, who.yusuf):
        with pytest.raises(NotAllowed):
            handling.answer(one.id, "Lagi.", by)
    later(days=1)
    _closed_again(one, who.ratih)
    last = citizen.stand(one.id)
    assert (last.may_settle, last.last_word, last.opened_again) == (True, True, 0)
    with pytest.raises(Refused, match="Ombudsman"):
        citizen.settle(one.id, False, "Tetap belum.")
    assert citizen.settle(one.id, True).settled is True


def test_a_complaint_about_the_camat_goes_to_the_secretary_instead(who, later):
    one = entered(topic="PETUGAS", about_staff=who.ratih.staff_id)
    _closed_again(one, who.yusuf)
    for _ in range(2):
        citizen.settle(one.id, False, "Belum.")
        later(days=1)
        _closed_again(one, who.yusuf)
    assert citizen.stand(one.id).last_word


def test_without_a_camat_the_secretary_has_it(who, later):
    one = closed(who)
    citizen.settle(one.id, False, "Belum.")
    later(days=1)
    _closed_again(one, who.bambang)
    Staff.update(active=False).where(Staff.username == "ratih").execute()
    citizen.settle(one.id, False, "Belum.")
    later(days=1)
    assert _closed_again(one, who.yusuf).state == states.CLOSED


def test_one_press_of_two_devices_opens_it_once(who):
    one = closed(who)
    citizen.settle(one.id, False, "Belum.")
    with pytest.raises(Refused):
        citizen.settle(one.id, False, "Belum.")
    assert Complaint.get_by_id(one.id).reopened == 1


def test_while_it_is_open_again_nobody_is_told_that_it_is_answered(who):
    one = closed(who)
    citizen.settle(one.id, False, "Belum.")
    stand = citizen.stand(one.id)
    assert stand.state == states.REPORTED
    assert not stand.may_settle
    assert reported(who).reopened == 0
