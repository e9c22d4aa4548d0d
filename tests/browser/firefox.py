"""A real Firefox with the extension, driven over Marionette, the protocol behind its own WebDriver."""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chromium import wait_for
from servers import free_port

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
ID = "claimlight@claimlight.org"
PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.aboutwelcome.enabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.enabled": False,
    "network.dns.localDomains": "clinic.example,service.example",
    "extensions.getAddons.cache.enabled": False,
    "extensions.webextOptionalPermissionPrompts": False,  # as if the reader allowed it
    "xpinstall.signatures.required": False,  # a package that no store has signed yet
}
#: A click on the toolbar button, with all that a reader's click brings: the permission for this tab, and the popup.
CLICK = """
  const {ExtensionParent} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const {extension} = WebExtensionPolicy.getByID(arguments[0]);
  ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
"""
#: What the popup says, its state first: a script in it tells, as the browser's own tools do.
POPUP = """
  const done = arguments[arguments.length - 1];
  const view = document.querySelector("browser.webextension-popup-browser");
  // One that is just being opened or closed does not answer: it is asked again.
  setTimeout(done, 500, ["", ""]);
  if (!view?.messageManager) return;
  view.messageManager.addMessageListener("claimlight:said", function heard({data}) {
    view.messageManager?.removeMessageListener("claimlight:said", heard);
    done(data);
  });
  const tell = "sendAsyncMessage('claimlight:said', [content.document.body?.dataset.state, content.document.body?.innerText])";
  view.messageManager.loadFrameScript(`data:,${encodeURIComponent(tell)}`, false);
"""
#: Press a button in the popup, with what a reader's press brings: the right to ask for a permission.
PRESS = """
  const view = document.querySelector("browser.webextension-popup-browser");
  const press = `const hand = content.windowUtils.setHandlingUserInput(true);
    content.document.querySelector(${JSON.stringify(arguments[0])}).click();
    hand.destruct();`;
  view.messageManager.loadFrameScript(`data:,${encodeURIComponent(press)}`, false);
"""
CLOSE_FIRST_SCREEN = """
  const tab = gBrowser.tabs.find(({linkedBrowser}) => linkedBrowser.currentURI.spec.endsWith("/welcome/welcome.html"));
  if (!tab) return "";
  const address = tab.linkedBrowser.currentURI.spec;
  gBrowser.removeTab(tab);
  return address;
"""


class Firefox:
    """One Firefox with the extension's folder loaded for a try, or with a package of it installed as a store's is."""

    def __init__(self, path: str, profile: Path, package: Path | None = None):
        self._path, self._profile, self._package = path, profile, package
        self._start()
        try:
            self.install()
            self.first_screen = self._close_first_screen()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        port = free_port()
        settings = {**PREFERENCES, "marionette.port": port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
        (self._profile / "user.js").write_text("\n".join(lines))
        self._process = subprocess.Popen(
            [self._path, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", str(self._profile)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(self._profile), "MOZ_HEADLESS": "1"},
        )
        try:
            self._socket = self._connect(port)
            self._numbers = itertools.count(1)
            self._read()
            self.send("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        except BaseException:
            self.close()
            raise

    def restart(self) -> None:
        """Quit as a reader does, and start with the same profile again."""
        self.send("Marionette:Quit", flags=["eAttemptQuit"])
        self._process.wait(30)
        self._start()

    def _close_first_screen(self) -> str:
        """Wait for the page that opens after installing, close its tab and give its address."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if address := self.run_in_browser(CLOSE_FIRST_SCREEN):
                return address
            time.sleep(0.05)
        raise RuntimeError("The first screen did not open")

    def _connect(self, port: int) -> socket.socket:
        deadline = time.monotonic() + 60
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=60)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("Firefox did not start") from None
                time.sleep(0.1)

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._socket.recv(1)
        rest, text = int(size[:-1]), b""
        while len(text) < rest:
            text += self._socket.recv(rest - len(text))
        return json.loads(text)

    def send(self, command: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        text = json.dumps([0, number, command, parameters])
        self._socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, answered, error, result = self._read()
        assert answered == number
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result.get("value") if isinstance(result, dict) and "value" in result else result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and give what it returns."""
        return self.send("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox=None)

    def run_in_browser(self, script: str, *arguments: Any) -> Any:
        """Run a script in the browser's own window."""
        self.send("Marionette:SetContext", value="chrome")
        try:
            return self.send("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox="system")
        finally:
            self.send("Marionette:SetContext", value="content")

    def popup_says(self, state: str) -> str:
        """Wait until the popup shows a state; give its words."""
        said: list[str] = []

        def shows() -> bool:
            nonlocal said
            self.send("Marionette:SetContext", value="chrome")
            try:
                said = self.send("WebDriver:ExecuteAsyncScript", script=POPUP, args=[], sandbox="system")
            finally:
                self.send("Marionette:SetContext", value="content")
            return said[0] == state

        try:
            wait_for(shows, f"the popup says {state}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it says {said}") from None
        return said[1]

    def press(self, selector: str) -> None:
        """Press a button in the popup."""
        self.run_in_browser(PRESS, selector)

    def open(self, url: str) -> None:
        self.send("WebDriver:Navigate", url=url)

    def screen(self, path: str) -> str:
        """The address of one of the extension's own pages."""
        return f"moz-extension://{self.run_in_browser('return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname', ID)}/{path}"

    def install(self) -> None:
        """Install the extension, or take it anew from its folder as an update does."""
        self.send("Addon:Install", path=str(self._package or EXTENSION), temporary=self._package is None)

    def run_async(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and give what it hands to its last argument."""
        return self.send("WebDriver:ExecuteAsyncScript", script=script, args=list(arguments), sandbox=None)

    def use(self, service: str, token: str = "", reviewer: str = "") -> None:
        """Point the extension to a service, for a reader who has agreed that texts go there."""
        self.keep(service=service, token=token, reviewer=reviewer, agreed=True)

    def keep(self, **settings: Any) -> None:
        """Set some of the extension's settings, from one of its own pages."""
        with self.tab():
            self.open(self.screen("popup/popup.html"))
            self.run_async("const [kept, done] = arguments; browser.storage.local.set(kept).then(() => done(true))", settings)

    def in_background(self, script: str) -> None:
        """Run a script beside the extension's `background` page, which an own screen may touch."""
        with self.tab():
            self.open(self.screen("popup/popup.html"))
            self.run(f"const background = browser.extension.getBackgroundPage(); {script}")

    @contextmanager
    def denied(self, permission: str) -> Iterator[None]:
        """The reader's no to the browser's question for one of its permissions, for the extension, while this lasts."""
        script = "Services.perms.addFromPrincipal(WebExtensionPolicy.getByID(arguments[0]).extension.principal, arguments[1], Services.perms[arguments[2]])"
        self.run_in_browser(script, ID, permission, "DENY_ACTION")
        try:
            yield
        finally:
            self.run_in_browser(script, ID, permission, "UNKNOWN_ACTION")

    def allowed(self, host: str) -> bool:
        """Whether the browser lets the extension into this host by itself."""
        script = "return WebExtensionPolicy.getByID(arguments[0]).allowedOrigins.patterns.some((one) => one.pattern.includes(arguments[1]))"
        return self.run_in_browser(script, ID, host)

    def take_back(self, origin: str) -> None:
        """Take a permission back, as a reader does in the browser's own settings."""
        with self.tab():
            self.open(self.screen("popup/popup.html"))
            self.run_async("const [origin, done] = arguments; browser.permissions.remove({origins: [origin]}).then(done)", origin)

    @contextmanager
    def preferences(self, some: dict[str, bool | str]) -> Iterator[None]:
        """Set preferences of the browser while this lasts."""
        kind = "const kind = {boolean: 'Bool', string: 'String'}; for (const [name, value] of Object.entries(arguments[0])) "
        self.run_in_browser(kind + "Services.prefs[`set${kind[typeof value]}Pref`](name, value)", some)
        try:
            yield
        finally:
            self.run_in_browser("for (const name of Object.keys(arguments[0])) Services.prefs.clearUserPref(name)", some)

    @contextmanager
    def tab(self) -> Iterator[None]:
        """Another tab in front while this lasts."""
        page = self.send("WebDriver:GetWindowHandle")
        self.send("WebDriver:SwitchToWindow", handle=self.send("WebDriver:NewWindow", type="tab")["handle"])
        try:
            yield
        finally:
            self.send("WebDriver:CloseWindow")
            self.send("WebDriver:SwitchToWindow", handle=page)

    @contextmanager
    def panel(self) -> Iterator[None]:
        """The side panel's page, bound to the page that is shown, in a tab of its own while this lasts."""
        number = self.run_in_browser("""
          const {ExtensionParent} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
          return ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab);
        """)
        with self.tab():
            self.open(self.screen(f"panel/panel.html?tab={number}"))
            yield

    def click_button(self) -> None:
        """Click the toolbar button. While its popup is open a click only closes that, so it is closed first."""
        self.close_popup()
        self.run_in_browser(CLICK, ID)

    def close_popup(self) -> None:
        self.run_in_browser("for (const panel of document.querySelectorAll('panel')) panel.hidePopup?.()")

    def key(self, key: str) -> None:
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.send("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def shortcut(self, letter: str) -> None:
        """Press one of the extension's shortcuts, Alt+Shift and a letter, in the browser's window."""
        alt, shift = "\ue00a", "\ue008"
        keys = [("keyDown", alt), ("keyDown", shift), ("keyDown", letter), ("keyUp", letter), ("keyUp", shift), ("keyUp", alt)]
        self.send("Marionette:SetContext", value="chrome")
        try:
            self.send("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": [{"type": kind, "value": value} for kind, value in keys]}])
        finally:
            self.send("Marionette:SetContext", value="content")

    def choose(self, selector: str, entry: str) -> None:
        """Click an element of the page with the other button and choose an entry of the browser's menu by its words."""
        box = self.run("const {x, y, width, height} = document.querySelector(arguments[0]).getBoundingClientRect(); return [x + width / 4, y + height / 2]", selector)
        click = [{"type": "pointerMove", "x": round(box[0]), "y": round(box[1])}, {"type": "pointerDown", "button": 2}, {"type": "pointerUp", "button": 2}]
        self.send("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": click}])
        press = """const menu = document.getElementById("contentAreaContextMenu");
          const entry = [...menu.querySelectorAll("menuitem")].find(({label, hidden}) => label === arguments[0] && !hidden);
          if (menu.state === "open" && entry) menu.activateItem(entry);
          return menu.state === "open" && Boolean(entry);"""
        wait_for(lambda: self.run_in_browser(press, entry), f"the menu offers “{entry}”")

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
