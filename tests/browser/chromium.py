"""A real Chromium with the unpacked extension, driven as a reader would: by its toolbar button, pointer and keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Playwright

import devtools

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-features=DisableLoadExtensionCommandLineSwitch",
    "--enable-unsafe-extension-debugging", "--remote-debugging-port=0",
    "--host-resolver-rules=MAP *.example 127.0.0.1",
]
# How long a condition may take on a machine that is busy with other things.
PATIENCE = 20.0

#: Each style with the words under its ranges, in the order of the page, as the page itself sees its registry of highlights.
#: A line that is only wrapped in the source is sent with a space in that place.
PAINTED = """(() => {
  const found = [...CSS.highlights].filter(([name]) => name.startsWith("claimlight-"))
    .flatMap(([name, highlight]) => [...highlight].map((range) => [name.slice(11).replace("-light", ""), range]));
  const place = (one, other) => one.startContainer.getRootNode() === other.startContainer.getRootNode()
    ? one.compareBoundaryPoints(Range.START_TO_START, other) || one.compareBoundaryPoints(Range.END_TO_END, other) : 0;
  found.sort(([, one], [, other]) => place(one, other));
  const words = {};
  for (const [style, range] of found) (words[style] ??= []).push(String(range).replace(/[\\n\\t]/g, " "));
  return words;
})()"""

#: A point on the first mark with these words.
MIDDLE = """((words) => {
  const ranges = [...CSS.highlights].flatMap(([, highlight]) => [...highlight]);
  const box = ranges.find((range) => String(range).includes(words)).getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
})"""


def wait_for(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait until the condition gives something true, and give that back."""
    deadline = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {patience:g} s in vain: {what}")
        time.sleep(0.02)


#: Has the service answer with a text of the test's; what the extension fetches of its own files is left alone.
ANSWER_WITH = """answer => {
  self.real = fetch;
  self.fetch = async (address, how) => String(address).startsWith("http") ? new Response(answer) : self.real(address, how);
}"""


class Chromium:
    """One browser with an empty profile and our extension, or a copy of it that a test changed."""

    def __init__(self, play: Playwright, path: str, profile: Path, *more: str, folder: Path = EXTENSION, **context: Any):
        self.context = play.chromium.launch_persistent_context(
            str(profile), executable_path=path, headless=True, ignore_default_args=["--disable-extensions"],
            args=[*ARGUMENTS, f"--load-extension={folder}", *more], viewport=context.pop("viewport", {"width": 1200, "height": 800}), **context,
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        workers = self.context.service_workers
        self.worker = workers[0] if workers else self.context.wait_for_event("serviceworker")
        self.extension = self.worker.url.split("/")[2]
        self.port = int((profile / "DevToolsActivePort").read_text().split()[0])
        self._session = self.context.browser.new_browser_cdp_session()

    def use(self, service: str) -> None:
        """Point the extension to a service, for a reader who has agreed that texts go there."""
        self.worker.evaluate("address => chrome.storage.local.set({service: address, agreed: true})", service)

    def deny(self, permission: str) -> None:
        """Answer no to the browser's question for one of its permissions, for the extension; `reset` forgets it."""
        origin = f"chrome-extension://{self.extension}"
        self._session.send("Browser.setPermission", {"permission": {"name": permission}, "setting": "denied", "origin": origin})

    def in_settings(self, does: str, *how: Any) -> None:
        """What a reader does on the browser's own page of extensions."""
        page = self.open("chrome://extensions/")
        page.evaluate("([does, how]) => chrome.developerPrivate[does](...how)", [does, list(how)])
        page.close()

    def allow(self, origin: str) -> None:
        """Allow the extension an origin, so that the browser need not ask the reader any more once it is wished for."""
        self.in_settings("addHostPermission", self.extension, origin)

    def take_back(self, origin: str) -> None:
        self.in_settings("removeHostPermission", self.extension, origin)

    def may_reach(self, origin: str) -> bool:
        return self.worker.evaluate("origin => chrome.permissions.contains({origins: [origin]})", origin)

    def always_check(self, page: Page) -> None:
        """Tick "Always check" in the popup of a page whose origin is allowed."""
        with self.popup() as popup:
            wait_for(lambda: popup.evaluate("document.querySelector('#always-box') !== null"), "the box is there")
            popup.evaluate("document.querySelector('#always-box').click()")
        wait_for(lambda: self.worker.evaluate("() => chrome.scripting.getRegisteredContentScripts()"), "the site is checked from now on")
        self.close_popup()

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        page.bring_to_front()
        return page

    def targets(self, kind: str, start: str) -> list[dict]:
        found = self._session.send("Target.getTargets", {"filter": [{"type": kind}]})["targetInfos"]
        return [target for target in found if target["url"].startswith(start)]

    def click_button(self, page: Page) -> None:
        """Click the toolbar button while the page is shown: the real click, with its permission for this tab alone."""
        self.close_popup()
        tabs = self.targets("tab", page.url)
        assert len(tabs) == 1, f"{len(tabs)} tabs show {page.url}"
        wait_for(lambda: self.targets("tab", page.url)[0]["embedderData"]["tabActive"], "the page's tab is the one in front")
        self._session.send("Extensions.triggerAction", {"id": self.extension, "targetId": tabs[0]["targetId"]})

    def tab_id(self, page: Page) -> int:
        """The tab of a page as extensions number it."""
        page.bring_to_front()
        return self.worker.evaluate("async () => (await chrome.tabs.query({active: true, lastFocusedWindow: true}))[0].id")

    def screen(self, path: str) -> Page:
        """One of the extension's own pages, in a tab."""
        return self.open(f"chrome-extension://{self.extension}/{path}")

    def panel(self, page: Page) -> Page:
        """The side panel's page, bound to a page that is checked, in a tab of its own."""
        return self.screen(f"panel/panel.html?tab={self.tab_id(page)}")

    def kept(self) -> dict[str, Any]:
        """All that the extension keeps."""
        return self.worker.evaluate("() => chrome.storage.local.get(null)")

    def popup(self) -> devtools.Target:
        """The popup that the click opened."""
        address = f"chrome-extension://{self.extension}/popup/"
        found = wait_for(lambda: self.targets("page", address), "the popup opens")
        return devtools.Target(self.port, found[0]["targetId"])

    def close_popup(self) -> None:
        """Close the popup, as any click on the page does."""
        address = f"chrome-extension://{self.extension}/popup/"

        def closed() -> bool:
            # One that is just being opened does not hear it the first time, one that is just being closed is not found.
            for target in self.targets("page", address):
                with suppress(Error):
                    self._session.send("Target.closeTarget", {"targetId": target["targetId"]})
            return not self.targets("page", address)

        wait_for(closed, "the popup closes")

    def popup_says(self, state: str, patience: float = PATIENCE) -> str:
        """Wait until the popup shows a state; give its words."""
        said: list = []

        def says() -> bool:
            nonlocal said
            said = popup.evaluate("[document.body?.dataset.state, document.body?.dataset.cause]") or said
            return said and said[0] == state and popup.evaluate("document.querySelector('#head h1')?.innerText")

        with self.popup() as popup:
            try:
                wait_for(says, f"the popup says {state}", patience)
            except AssertionError as error:
                raise AssertionError(f"{error}; it says {said}, and there are {self.targets('tab', '')}") from None
            return popup.evaluate("document.body.innerText")

    def check(self, page: Page) -> dict[str, list[str]]:
        """Click the button and wait for the marks: the painted words by style."""
        self.click_button(page)
        self.popup_says("shown")
        return painted(page)

    def update(self) -> None:
        """Have the browser take the extension anew from its folder, as an update does, and wait until it is up."""
        address = f"chrome-extension://{self.extension}/"
        earlier = {target["targetId"] for target in self.targets("service_worker", address)}
        self._session.send("Extensions.loadUnpacked", {"path": str(EXTENSION)})
        wait_for(
            lambda: any(target["targetId"] not in earlier for target in self.targets("service_worker", address)), "the update is up"
        )

    def reset(self) -> None:
        """Close everything that a test opened."""
        self.close_popup()
        # Permissions that a test granted deny all others, the local network's too.
        self.context.clear_permissions()
        for page in self.context.pages[1:]:
            page.close()
        self.worker.evaluate("""async () => {
          for (const host of (await chrome.storage.local.get({sites: []})).sites) await claimlight.sites.remove(host);
          await chrome.storage.local.clear();
        }""")

    def close(self) -> None:
        self.context.close()


def painted(page: Page) -> dict[str, list[str]]:
    return page.evaluate(PAINTED)


def words(marks: dict[str, list[str]]) -> list[str]:
    """All painted words, whatever their style, but for those whose card is open."""
    return [text for style, texts in marks.items() if style != "current" for text in texts]
