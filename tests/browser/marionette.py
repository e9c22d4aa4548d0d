"""A real Firefox, driven over Marionette, the protocol behind its own WebDriver."""

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

from servers import free_port

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


class Marionette:
    """One Firefox with a profile of its own."""

    def __init__(self, path: str, profile: Path):
        self._path, self._profile = path, profile
        self._start()

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

    def run_async(self, script: str, *arguments: Any, beside: str | None = None) -> Any:
        """Run a script in the page and give what it hands to its last argument; scripts `beside` it under one name share what they
        define, as those of an extension do, and "system" may see all that the browser sees."""
        named = {} if beside is None else {"newSandbox": False}
        return self.send("WebDriver:ExecuteAsyncScript", script=script, args=list(arguments), sandbox=beside, **named)

    @contextmanager
    def _in_browser(self) -> Iterator[None]:
        """What is sent while this lasts is for the browser's own window, not for the page."""
        self.send("Marionette:SetContext", value="chrome")
        try:
            yield
        finally:
            self.send("Marionette:SetContext", value="content")

    def run_in_browser(self, script: str, *arguments: Any) -> Any:
        """Run a script in the browser's own window."""
        with self._in_browser():
            return self.send("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox="system")

    def open(self, url: str) -> None:
        self.send("WebDriver:Navigate", url=url)

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

    def key(self, key: str) -> None:
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.send("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def point(self, x: float, y: float, button: int | None = None) -> None:
        """Move the pointer to a place of the page, and press a button of it."""
        press = [] if button is None else [{"type": kind, "button": button} for kind in ("pointerDown", "pointerUp")]
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y)}, *press]
        self.send("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": actions}])

    @contextmanager
    def preferences(self, some: dict[str, bool | int | str]) -> Iterator[None]:
        """Set preferences of the browser while this lasts."""
        kind = "const kind = {boolean: 'Bool', string: 'String', number: 'Int'}; for (const [name, value] of Object.entries(arguments[0])) "
        self.run_in_browser(kind + "Services.prefs[`set${kind[typeof value]}Pref`](name, value)", some)
        try:
            yield
        finally:
            self.run_in_browser("for (const name of Object.keys(arguments[0])) Services.prefs.clearUserPref(name)", some)

    def restart(self) -> None:
        """Quit as a reader does, and start with the same profile again."""
        self.send("Marionette:Quit", flags=["eAttemptQuit"])
        self._process.wait(30)
        self._start()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
