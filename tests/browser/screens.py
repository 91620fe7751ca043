"""Pictures of the pages, taken by the project itself: `python tests/browser/screens.py FOLDER [STATE…]`.

Starts `returnflow web` alone with its states page and walks Chromium through it: wide and narrow, light and dark.
`--readme` takes the few that the documents show.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from returnflow import bootstrap
from returnflow.media.ports import free_tcp

CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 780}
README = {"call": ("decided", WIDE, "light"), "label": ("completed", WIDE, "dark"), "narrow": ("listening", PHONE, "light")}
START_S = 60


@contextlib.contextmanager
def pages() -> Iterator[str]:
    """The address of a web process that serves the states page."""
    port = free_tcp()
    with tempfile.TemporaryDirectory() as data:
        bootstrap.prepare_data(bootstrap.settings(data=Path(data)))
        given = {"RETURNFLOW_UI_STATES": "1", "RETURNFLOW_DATA": data, "RETURNFLOW_PORT": str(port)}
        process = subprocess.Popen([sys.executable, "-m", "returnflow.cli", "web"], env=os.environ | given)
        try:
            yield _wait(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(10)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/healthz", timeout=1)
            return address
        time.sleep(0.1)
    raise SystemExit("the web process does not answer")


def shoot(browser: Browser, address: str, state: str, size: dict[str, int], scheme: str, path: Path) -> None:
    """One state, one size, one scheme."""
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{address}/ui/states?s={state}")
    page.wait_for_selector("html[data-drawn]", timeout=30_000)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path)
    page.close()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with pages() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        if given.readme:
            for name, (state, size, scheme) in README.items():
                shoot(browser, address, state, size, scheme, given.folder / f"{name}.png")
        for state in given.states or ([] if given.readme else _all(browser, address)):
            for width, size in (("wide", WIDE), ("narrow", NARROW)):
                for scheme in ("light", "dark"):
                    shoot(browser, address, state, size, scheme, given.folder / f"{state}-{width}-{scheme}.png")
        browser.close()


def _all(browser: Browser, address: str) -> list[str]:
    page = browser.new_page()
    page.goto(f"{address}/ui/states")
    page.wait_for_selector("html[data-drawn]", timeout=30_000)
    return str(page.evaluate("document.documentElement.dataset.states")).split()


if __name__ == "__main__":
    main()
