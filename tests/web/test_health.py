"""Alive means the process answers; ready means a caller would be served."""


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
