"""Alive means the process answers; ready means a caller would be served."""

from datetime import timedelta

from returnflow.clock import system_clock


def test_alive_needs_nothing(browser):
    assert browser.get("/healthz").json == {"status": "ok"}


def test_ready_when_database_media_server_and_worker_are_there(browser):
    answer = browser.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "checks": {"database": "ok", "media_server": "ok", "worker": "ok"}}


def test_not_ready_without_a_worker(browser, database):
    with database.begin() as work:
        work.workers.remove("worker-1")
    answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "no worker" in answer.json["checks"]["worker"]


def test_not_ready_without_the_media_server_and_it_is_named(browser, rooms):
    rooms.broken = True
    answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "not running" in answer.json["checks"]["media_server"]
    assert answer.json["checks"]["database"] == "ok"


def test_checks_leave_no_cookie(browser):
    assert "Set-Cookie" not in browser.get("/readyz").headers


def test_dead_letters_and_effects_that_nobody_runs_are_noted_but_callers_are_served(browser, database):
    with database.begin() as work:
        work.outbox.add("mail", "late", {}, system_clock() - timedelta(minutes=9))
    assert browser.get("/readyz").json["notes"] == {"outbox": "effects are due since 9 minutes: is the jobs process running?"}
    with database.begin() as work:
        work.outbox.give_up(1, "poison", system_clock())
    answer = browser.get("/readyz")
    assert answer.status_code == 200
    assert "1 effects were given up" in answer.json["notes"]["outbox"]
