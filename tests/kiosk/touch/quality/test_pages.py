"""The survey as a plain page: offered to whoever was served, once, in their language."""

import re
from uuid import uuid4

import pytest

from kiosk.touch.quality import form
from shared import clock
from shared.records import Questionnaire
from shared.rules.quality import questionnaires
from shared.web import guards
from tests.office import having, take
from tests.survey import served

SLUGS = ("persyaratan", "prosedur", "waktu", "biaya", "produk")
SLUGS += ("kompetensi", "perilaku", "sarana", "pengaduan")


def answers(**other):
    return {"touch": str(uuid4()), "layanan": "KK", **dict.fromkeys(SLUGS, "4"), **other}


def kept():
    return [(one.source, one.service, one.answers, one.about) for one in Questionnaire.select()]


@pytest.mark.clause("1.4")
def test_the_phone_offers_the_survey_once_the_visit_is_over_and_only_once(citizen, sari):
    ticket, waiting = served(sari), take()
    link = f"/t/{ticket.token}/survei"
    assert "/survei" not in citizen.get(f"/t/{waiting.token}").text
    assert link in citizen.get(f"/t/{ticket.token}").text
    assert citizen.get(link).text.count('name="waktu"') == 4
    sent = citizen.post(link, data=answers(layanan="PALSU", USIA="U30_39"), follow_redirects=True)
    assert "Terima kasih atas penilaian Anda" in sent.text
    assert kept() == [(questionnaires.PHONE, "KK", "4" * 9, {"USIA": "U30_39"})]
    assert link not in citizen.get(f"/t/{ticket.token}").text
    again = citizen.post(link, data=answers())
    assert (again.status_code, len(kept())) == (409, 1)
    assert "sudah diisi" in again.text


def test_the_page_of_a_ticket_that_a_phone_keeps_is_another_once_it_asks(citizen, sari):
    ticket = served(sari)
    before = citizen.get(f"/t/{ticket.token}").headers["ETag"]
    citizen.post(f"/t/{ticket.token}/survei", data=answers())
    assert citizen.get(f"/t/{ticket.token}").headers["ETag"] != before


def test_a_phone_that_sends_nothing_answered_is_told_and_may_send_again(citizen, sari):
    ticket = served(sari)
    sent = citizen.post(f"/t/{ticket.token}/survei", data={"touch": str(uuid4())})
    assert (sent.status_code, kept()) == (422, [])
    assert "Belum ada pertanyaan yang dijawab." in sent.text
    assert 'name="waktu"' in sent.text


def test_whoever_was_served_in_english_is_asked_in_english(citizen, sari):
    take(language="en")
    ticket = served_with(sari)
    page = citizen.get(f"/t/{ticket.token}/survei").text
    assert "What do you think of how quickly you were served?" in page
    assert "Very quickly" in page
    assert "Age" in page
    assert "Bagaimana" not in page


def served_with(sari):
    from shared.rules import queue

    ticket = queue.call_next(1, sari)
    queue.serve(1, sari)
    queue.finish(1, sari)
    return queue.by_id(ticket.id)


def test_the_touchscreen_asks_for_the_service_and_keeps_what_was_answered_so_far(citizen, sari):
    assert "/kios/survei" not in citizen.get("/kios").text
    assert "setelah Anda dilayani" in citizen.get("/kios/survei").text
    served(sari)
    page = citizen.get("/kios/survei").text
    assert re.findall(r'name="layanan" value="(\w+)"', page) == ["KK", "AMBIL", "INFO"]
    part = {"touch": str(uuid4()), "layanan": "INFO", "persyaratan": "1", "prosedur": "2"}
    sent = citizen.post("/kios/survei", data=part)
    assert (sent.status_code, sent.location) == (303, "/kios/survei/selesai")
    assert "Terima kasih atas penilaian Anda" in citizen.get(sent.location).text
    assert kept() == [(questionnaires.TOUCHSCREEN, "INFO", "12-------", {})]
    assert citizen.post("/kios/survei", data=part).status_code == 303
    assert len(kept()) == 1
    assert "/kios/survei" not in citizen.get("/kios").text
    assert "setelah Anda dilayani" in citizen.get("/kios/survei").text


def test_the_touchscreen_asks_for_one_touch_first_and_counts_it_apart(citizen, sari):
    assert "setelah Anda dilayani" in citizen.get("/kios/suasana").text
    ticket = served(sari)
    assert 'href="/kios/suasana"' in citizen.get("/kios").text
    page = citizen.get("/kios/suasana").text
    assert re.findall(r'name="suasana" value="(\d)"', page) == ["1", "2", "3", "4"]
    assert re.findall(r'class="survey-words">([^<]+)<', page) == [one.words for one in form.moods()]
    assert 'href="/kios/survei"' in page
    assert citizen.post("/kios/suasana", data={"suasana": "9"}).status_code == 422
    sent = citizen.post("/kios/suasana", data={"suasana": "2"})
    thanks = citizen.get(sent.location).text
    assert "Terima kasih atas penilaian Anda" in thanks
    assert 'href="/kios/survei"' in thanks
    pressed = questionnaires.moods(ticket.day, ticket.day)
    assert pressed == {questionnaires.PHONE: [0] * 4, questionnaires.TOUCHSCREEN: [0, 1, 0, 0]}
    assert kept() == []
    assert "/kios/suasana" not in citizen.get("/kios").text
    assert 'href="/kios/survei"' in citizen.get("/kios").text
    assert citizen.post("/kios/suasana", data={"suasana": "2"}).status_code == 429


def test_every_answer_has_words_beside_its_face_and_can_be_read_aloud(citizen, sari):
    served(sari)
    page = citizen.get("/kios/survei").text
    faces = re.findall(r'class="survey-face".*?class="survey-words">([^<]+)<', page, re.DOTALL)
    assert len(faces) == 36
    assert all(words.strip() for words in faces)
    assert len({*form.FACES}) == 4
    labels = re.findall(r'<label class="survey-answer[^>]*>', page, re.DOTALL)
    assert all("data-say=" in one for one in labels)
    assert len(re.findall(r"<h1 [^>]*data-say=", page)) == 14


def test_a_screen_that_the_office_does_not_know_sends_no_answers(citizen, sari, monkeypatch):
    served(sari)
    monkeypatch.setattr(guards, "may_take_paper", lambda: False)
    for address, data in (("survei", answers()), ("suasana", {"suasana": "4"})):
        assert citizen.post(f"/kios/{address}", data=data).location == "/kios"
    day = clock.service_day()
    assert (kept(), questionnaires.moods(day, day)[questionnaires.TOUCHSCREEN]) == ([], [0] * 4)


def test_one_address_does_not_flood_the_survey(citizen, sari, monkeypatch):
    having(monkeypatch, queue_touch_limit=4)
    tickets = [served(sari) for _ in range(4)]
    sent = [citizen.post(f"/t/{one.token}/survei", data=answers()).status_code for one in tickets]
    assert sent == [303, 303, 429, 429]
    assert len(kept()) == 2


@pytest.mark.parametrize("mood", ["1", "4"])
def test_a_mood_is_one_press_and_no_answer_of_the_survey(citizen, sari, mood):
    ticket = served(sari)
    page = citizen.get(f"/t/{ticket.token}").text
    assert page.count('name="suasana"') == 4
    sent = citizen.post(f"/t/{ticket.token}/suasana", data={"suasana": mood})
    assert sent.location == f"/t/{ticket.token}/survei"
    counted = questionnaires.moods(ticket.day, ticket.day)[questionnaires.PHONE]
    assert counted[int(mood) - 1] == sum(counted) == 1
    assert kept() == []


def test_a_mood_that_there_is_not_is_refused(citizen, sari):
    ticket = served(sari)
    for wrong in ("5", "0", "x", ""):
        sent = citizen.post(f"/t/{ticket.token}/suasana", data={"suasana": wrong})
        assert sent.status_code == 422
    assert citizen.post("/t/tidak-ada/suasana", data={"suasana": "1"}).status_code == 404
