"""A small client for one target of Chromium's DevTools protocol: for popups and closed shadow roots, which the browser
driver does not show."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
from pathlib import Path
from typing import Any

from websockets.sync.client import connect


class Target:
    """One popup, page or service worker. Use it in a `with` statement, or close it."""

    def __init__(self, port: int, target_id: str):
        self.id = target_id
        self._open = contextlib.ExitStack()
        address = f"ws://127.0.0.1:{port}/devtools/page/{target_id}"
        self._socket = self._open.enter_context(connect(address, max_size=None))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Target:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._open.close()

    def send(self, method: str, **params: Any) -> dict:
        """Call a method and give its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=20))
            if answer.get("id") != number:
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            return answer["result"]

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key. Its answer is not waited for, since the key may close what it is pressed in."""
        key_down = {"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}
        self._socket.send(json.dumps({"id": next(self._numbers), "method": "Input.dispatchKeyEvent", "params": key_down}))

    def evaluate(self, expression: str) -> Any:
        """The value of an expression; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "the expression failed"))
        return answer["result"].get("value")

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"]))


def pierce(session: Any, selector: str) -> list[dict]:
    """The elements that match a selector inside closed shadow roots, by a page's own DevTools session."""
    session.send("DOM.enable")
    root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    found: list[dict] = []
    _walk(session, root, selector, found)
    return found


def _walk(session: Any, node: dict, selector: str, found: list[dict]) -> None:
    for shadow in node.get("shadowRoots", []):
        if shadow.get("shadowRootType") == "closed":
            for node_id in session.send("DOM.querySelectorAll", {"nodeId": shadow["nodeId"], "selector": selector})["nodeIds"]:
                found.append({"nodeId": node_id})
    for child in node.get("children", []):
        _walk(session, child, selector, found)


def call(session: Any, node: dict, function: str) -> Any:
    """Call a JavaScript function with the element as `this`."""
    thing = session.send("DOM.resolveNode", {"nodeId": node["nodeId"]})["object"]["objectId"]
    answer = session.send(
        "Runtime.callFunctionOn", {"objectId": thing, "functionDeclaration": function, "returnByValue": True}
    )
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "the function failed"))
    return answer["result"].get("value")
