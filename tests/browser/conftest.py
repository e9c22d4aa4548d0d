"""A real browser with the unpacked extension, and the real service behind a recorder."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chromium import ARGUMENTS, Chromium
from firefox import Firefox
from servers import Recorder, Service, Site

sys.path.append(str(Path(__file__).resolve().parents[1] / "audit"))

from auditing import PACK, RULE  # noqa: E402


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without it all tests here are skipped for one and the same reason."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    pytest.skip("no browser: install Chromium to run the extension's tests")


@pytest.fixture(scope="session")
def service(chromium_path: str) -> Iterator[Service]:
    service = Service()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def _recorder(service: Service) -> Iterator[Recorder]:
    recorder = Recorder(service)
    yield recorder
    recorder.stop()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small pack, for a service with an audit store of its own."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in {**PACK, "disease/cures.yaml": RULE}.items():
        path = folder / "packs" / "toy-en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def office(desk_folder: Path, chromium_path: str) -> Iterator[Service]:
    """A service with a token and an audit store of its own."""
    options = ("--packs", str(desk_folder / "packs"), "--database", str(desk_folder / "audits.sqlite3"))
    service = Service(*options, token="a-secret-of-ours", CLAIMLIGHT_READER_TOKEN="only-to-look", CLAIMLIGHT_EVIDENCE=str(desk_folder / "evidence"))
    yield service
    service.stop()


@pytest.fixture(scope="session")
def play() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        yield play


@pytest.fixture(scope="session")
def _browser(play, chromium_path: str, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    # The site's pages count as pages of the public internet, as a clinic's do.
    public = f"--ip-address-space-overrides=127.0.0.1:{site.port}=public"
    browser = Chromium(play, chromium_path, tmp_path_factory.mktemp("profile"), public, color_scheme="light")
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def _chrome(play, chromium_path: str) -> Iterator[Browser]:
    arguments = [one for one in ARGUMENTS if not one.startswith(("--load-extension", "--remote"))]
    browser = play.chromium.launch(executable_path=chromium_path, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def chrome(_chrome: Browser) -> Iterator[Browser]:
    """The same browser without the extension, for the service's own pages; what a test opens in it is closed after it."""
    yield _chrome
    for context in _chrome.contexts:
        context.close()


@pytest.fixture
def recorder(_recorder: Recorder) -> Recorder:
    """The service with a memory of what it received in this test."""
    _recorder.exchanges.clear()
    return _recorder


@pytest.fixture
def browser(_browser: Chromium, recorder: Recorder) -> Iterator[Chromium]:
    """The browser, its extension pointed to the recorded service, as if it had just been started."""
    _browser.use(recorder.address)
    yield _browser
    _browser.reset()


@pytest.fixture(scope="session")
def firefox_path() -> str:
    """Where Firefox is; without it all tests in it are skipped for one and the same reason."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if not path:
        pytest.skip("no browser: install Firefox to run the extension's tests in it")
    return path


@pytest.fixture(scope="session")
def _firefox(firefox_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    firefox = Firefox(firefox_path, tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def firefox(_firefox: Firefox, recorder: Recorder) -> Firefox:
    """Firefox, its extension pointed to the recorded service, as if it had just been started."""
    _firefox.use(recorder.address)
    recorder.exchanges.clear()
    return _firefox


@pytest.fixture(params=["promotional", "careful"])
def demo(request: pytest.FixtureRequest, service: Service) -> str:
    """The address of a demo page, under a clinic's name."""
    return f"http://clinic.example:{service.port}/demo/{request.param}"
