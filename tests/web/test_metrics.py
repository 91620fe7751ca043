"""`/metrics` is for this machine only."""


def test_a_scraper_on_this_machine_gets_the_numbers(browser):
    answer = browser.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    assert "returnflow_calls_live 0.0" in answer.get_data(as_text=True)


def test_another_machine_finds_no_such_page(browser):
    answer = browser.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert answer.status_code == 404
    assert "returnflow_calls" not in answer.get_data(as_text=True)
