"""A real Firefox with the extension, driven over Marionette, the protocol behind its own WebDriver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chromium import EXTENSION, PAINTED, PATIENCE, wait_for, words
from marionette import Marionette

ID = "claimlight@claimlight.org"
#: A click on the toolbar button, with all that a reader's click brings: the permission for this tab, and the popup.
CLICK = """
  const {ExtensionParent} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const {extension} = WebExtensionPolicy.getByID(arguments[0]);
  ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
"""
#: What an expression in the popup comes to, a promise waited for, or the mistake in it: a script beside the popup's own tells.
IN_POPUP = """
  const [expression, patience, done] = arguments;
  const messages = document.querySelector("browser.webextension-popup-browser")?.messageManager;
  if (!messages) return done(null);
  // It is taken back once there is an answer: Marionette would take it for the answer of a later script.
  const late = setTimeout(done, patience, null);
  const name = `claimlight:${Math.random()}`;
  const beside = (name) => addMessageListener(name, ({data}) => {
    const box = new Cu.Sandbox(content, {sandboxPrototype: content, wantXrays: false});
    Cu.exportFunction((said) => sendAsyncMessage(name, said), box, {defineAs: "tell"});
    Cu.evalInSandbox(`(async () => (${data}))().catch(String).then((said) => tell(JSON.stringify(said ?? null)))`, box);
  });
  messages.addMessageListener(name, ({data}) => {
    clearTimeout(late);
    done(JSON.parse(data));
  });
  messages.loadFrameScript(`data:,(${encodeURIComponent(beside)})("${name}")`, false);
  messages.sendAsyncMessage(name, expression);
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
  if (tab) gBrowser.removeTab(tab);
  return Boolean(tab);
"""

#: What a reader's wishes are to the browser, and what a page hears of them.
THEMES = {
    "light": ({"layout.css.prefers-color-scheme.content-override": 1}, "(prefers-color-scheme: light)"),
    "dark": ({"layout.css.prefers-color-scheme.content-override": 0, "ui.systemUsesDarkTheme": 1}, "(prefers-color-scheme: dark)"),
    "contrast": ({"ui.useAccessibilityTheme": 1}, "(prefers-contrast: more)"),
    "forced": ({"browser.display.document_color_use": 2}, "(forced-colors: active)"),
}
MOTION = {
    "no-preference": ({"ui.prefersReducedMotion": 0}, "(prefers-reduced-motion: no-preference)"),
    "reduce": ({"ui.prefersReducedMotion": 1}, "(prefers-reduced-motion: reduce)"),
}


class Firefox(Marionette):
    """One Firefox with the extension's folder loaded for a try, or with a package of it installed as a store's is."""

    def __init__(self, path: str, profile: Path, package: Path | None = None):
        super().__init__(path, profile)
        self._package = package
        try:
            self.install()
            wait_for(lambda: self.run_in_browser(CLOSE_FIRST_SCREEN), "the first screen opens", 30)
        except BaseException:
            self.close()
            raise

    def in_popup(self, expression: str, patience: float = PATIENCE) -> Any:
        """What an expression in the popup comes to; none when it gives no answer in time, as one that is just being opened or closed."""
        with self._in_browser():
            return self.send("WebDriver:ExecuteAsyncScript", script=IN_POPUP, args=[expression, patience * 1000], sandbox="system")

    def popup_says(self, state: str) -> str:
        """Wait until the popup shows a state; give its words."""
        said: list[str] = []

        def shows() -> bool:
            nonlocal said
            said = self.in_popup("[document.body?.dataset.state, document.body?.innerText]", 0.5) or said
            return said[:1] == [state]

        try:
            wait_for(shows, f"the popup says {state}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it says {said}") from None
        return said[1]

    def press(self, selector: str) -> None:
        """Press a button in the popup."""
        self.run_in_browser(PRESS, selector)

    def screen(self, path: str) -> str:
        """The address of one of the extension's own pages."""
        return f"moz-extension://{self.run_in_browser('return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname', ID)}/{path}"

    def install(self) -> None:
        """Install the extension, or take it anew from its folder as an update does."""
        self.send("Addon:Install", path=str(self._package or EXTENSION), temporary=self._package is None)

    def use(self, service: str, token: str = "") -> None:
        """Point the extension to a service, for a reader who has agreed that texts go there and set nothing else."""
        self._store("browser.storage.local.clear().then(() => browser.storage.local.set(kept))", service=service, token=token, agreed=True)

    def keep(self, **settings: Any) -> None:
        """Set some of the extension's settings."""
        self._store("browser.storage.local.set(kept)", **settings)

    def _store(self, how: str, **settings: Any) -> None:
        """From one of the extension's own pages, which may touch what it keeps."""
        with self.tab():
            self.open(self.screen("popup/popup.html"))
            self.run_async(f"const [kept, done] = arguments; {how}.then(() => done(true))", settings)

    def in_layer(self, expression: str) -> Any:
        """What an expression comes to for which the shadow `root` of our layer, the `host`, is open, as to the browser's own tools."""
        script = f"""
          const done = arguments[0];
          Object.defineProperty(Element.prototype, "shadowRoot", {{get() {{ return this.openOrClosedShadowRoot; }}, configurable: true}});
          const host = document.querySelector("claimlight-layer");
          const root = host?.shadowRoot;
          Promise.resolve({expression}).then(done, (error) => done(String(error)));"""
        return self.run_async(script, beside="system")

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
    def theme(self, name: str) -> Iterator[str]:
        """The reader wishes for a theme, or for motion or none, while this lasts; gives the media query that is true of it."""
        preferences, query = {**THEMES, **MOTION}[name]
        with self.preferences(preferences):
            wait_for(lambda: self.run("return matchMedia(arguments[0]).matches", query), f"the page hears of {name}")
            yield query

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

    def check(self, url: str) -> None:
        """Open a page, click the button, wait for the marks and close the popup."""
        self.open(url)
        self.click_button()
        self.popup_says("shown")
        self.close_popup()

    def close_popup(self) -> None:
        self.run_in_browser("for (const panel of document.querySelectorAll('panel')) panel.hidePopup?.()")

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
        self.point(*box, button=2)
        press = """const menu = document.getElementById("contentAreaContextMenu");
          const entry = [...menu.querySelectorAll("menuitem")].find(({label, hidden}) => label === arguments[0] && !hidden);
          if (menu.state === "open" && entry) menu.activateItem(entry);
          return menu.state === "open" && Boolean(entry);"""
        wait_for(lambda: self.run_in_browser(press, entry), f"the menu offers “{entry}”")


def painted(firefox: Firefox) -> dict[str, list[str]]:
    return firefox.run(f"return {PAINTED}")


def marked(firefox: Firefox) -> list[str]:
    """All painted words, whatever their style."""
    return words(painted(firefox))
