"""`make bench`, the extension: how much of a page's time and memory it takes, in a real Chromium with the real service.

Pages of 100, 1,000 and 10,000 blocks do nothing of their own, so that every task of their main thread between the click
and the last mark is ours, drawing included. Each figure is of several runs, on pages opened afresh.
"""

from __future__ import annotations

import json
import math
import shutil
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tools")]

import corpus  # noqa: E402

from chromium import Chromium, wait_for  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from servers import Service, Site  # noqa: E402

SIZES = {100: 100, 1_000: 120, 10_000: 150}  # blocks: characters of each
RUNS = 5
PAGES = 12  # of the corpus, whose blocks are judged alone and with their page
CLAIM = "Our exosomes are FDA-approved and have no side effects at all."
FRAME_MS = 1000 / 60
COUNT = "() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0)"
#: Scrolls for so many frames and gives how long each took.
SCROLL = """frames => new Promise(done => {
  const took = [];
  let last = performance.now();
  const step = now => {
    took.push(now - last);
    last = now;
    scrollBy({top: 40, behavior: "instant"});
    if (took.length < frames) requestAnimationFrame(step);
    else { scrollTo({top: 0, behavior: "instant"}); done(took.slice(2)); }
  };
  requestAnimationFrame(step);
})"""
#: Runs in the world of the extension's scripts: what anchoring and painting these findings costs, and the frame after it.
PAINT = """async ([tabId, findings]) => {
  const [{result}] = await chrome.scripting.executeScript({target: {tabId}, args: [findings], func: async (findings) => {
    const cl = globalThis.claimlight;
    const {blocks} = await cl.collect(cl.pace.brisk());
    blocks.forEach((block, number) => { block.number = number; });
    const known = new Map(blocks.map(block => [block.number, block]));
    const start = performance.now();
    const marks = cl.anchor.marks(known, findings);
    const anchor = performance.now() - start;
    // From the beginning of a frame to the end of the browser's own work on it.
    const {paint, frame} = await new Promise(done => requestAnimationFrame(() => {
      const began = performance.now();
      cl.paint.show(marks);
      const paint = performance.now() - began;
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => done({paint, frame: performance.now() - began});
      port2.postMessage(0);
    }));
    cl.paint.clear();
    return {marks: marks.length, anchor, paint, frame};
  }});
  return result;
}"""


def body(blocks: int, length: int) -> str:
    """A page of so many blocks; every twenty-fifth makes claims, so that the longest has a thousand marks and more."""
    words = "Our house stands near the park, and its doors are open to visitors from nine until five on most days of the year. "
    filler = (words * (length // len(words) + 1))[: length - 12]
    parts = ["<h1>Exosomes</h1>"]
    for number in range(1, blocks):
        if number % 40 == 0:
            parts.append(f"<h2>Part {number} about exosomes</h2>")
        else:
            parts.append(f"<p>Room {number}: {CLAIM if number % 25 == 5 else filler}</p>")
    return "".join(parts)


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def heap(session) -> float:
    """Megabytes of JavaScript's heap that are in use in the page's process, ours included."""
    session.send("HeapProfiler.enable")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6


def tasks(trace: bytes, pid: int) -> list[float]:
    """Milliseconds of processor time of each task of the page's main thread: what others do on the machine drops out."""
    events = json.loads(trace)["traceEvents"]
    main = {event["tid"] for event in events if event.get("name") == "thread_name" and event["pid"] == pid and event["args"]["name"] == "CrRendererMain"}
    return [event["tdur"] / 1000 for event in events if event.get("name") == "RunTask" and event["pid"] == pid and event["tid"] in main and "tdur" in event]


def renderer(trace: bytes, url: str) -> int:
    """The process of the page at this address."""
    for event in json.loads(trace)["traceEvents"]:
        if event.get("name") == "TracingStartedInBrowser":
            for frame in event["args"]["data"]["frames"]:
                if frame["url"].startswith(url):
                    return frame["processId"]
    raise AssertionError(f"the trace does not know {url}")


def settled(browser: Chromium, page: Page) -> int:
    """Wait until the whole page is checked; give the number of its marks."""
    status = "async () => (await chrome.tabs.sendMessage((await chrome.tabs.query({active: true}))[0].id, {type: 'status'}).catch(() => ({}))).state"
    wait_for(lambda: browser.worker.evaluate(status) == "shown", "the page is checked", 120)
    return page.evaluate(COUNT)


def ask(browser: Chromium) -> None:
    """The wish of the keyboard shortcut, by what it calls: no key of a test reaches a headless browser's own shortcuts."""
    browser.worker.evaluate("() => { chrome.tabs.query({active: true}).then(([tab]) => claimlight.pages.ask(tab.id, 'toggle')); }")


#: Notes when the first marks were drawn, and when the latest were: the frame after the one in which they are there.
WATCH = """() => {
  window.drawn = [];
  let before = 0;
  const look = () => {
    const now = [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0);
    if (now !== before) requestAnimationFrame(() => window.drawn.push(performance.timeOrigin + performance.now()));
    before = now;
    requestAnimationFrame(look);
  };
  look();
}"""


def until_painted(browser: Chromium, address: str, wish: Callable[[Page], None]) -> tuple[float, float]:
    """Milliseconds from a wish to the first marks that are drawn, and to the last of the page's, on a page opened afresh."""
    page = browser.open(address)
    page.evaluate(WATCH)
    began = time.time()
    wish(page)
    settled(browser, page)
    drawn = page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.drawn))))")
    browser.close_popup()
    page.close()
    return drawn[0] - began * 1000, drawn[-1] - began * 1000


def measure(browser: Chromium, address: str) -> dict[str, float]:
    """One run: traced, asked by the shortcut, asked by the button."""
    page = browser.open(address)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = heap(session)
    browser.context.browser.start_tracing(page=page, categories=["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline"])
    ask(browser)
    wait_for(lambda: page.evaluate(COUNT), "the first marks are there")
    count = settled(browser, page)
    trace = browser.context.browser.stop_tracing()
    longest = max(tasks(trace, renderer(trace, address)))
    added = heap(session) - before
    page.close()
    asked, asked_all = until_painted(browser, address, lambda _: ask(browser))
    clicked, clicked_all = until_painted(browser, address, browser.click_button)
    return {
        "marks": count, "asked": asked, "asked_all": asked_all, "clicked": clicked, "clicked_all": clicked_all,
        "longest": longest, "memory": added,
    }


def scrolling(browser: Chromium, address: str) -> tuple[int, int, int]:
    """Frames later than one and a half of a frame's time, without and with marks, of so many."""
    late, frames = [], 240
    for marked in (False, True):
        page = browser.open(address)
        if marked:
            ask(browser)
            settled(browser, page)
        took = page.evaluate(SCROLL, frames)
        late.append(sum(one > 1.5 * FRAME_MS for one in took))
        page.close()
    return late[0], late[1], frames


def painting(browser: Chromium, service: Service, address: str) -> dict[str, float]:
    """What putting a thousand marks on the page costs, apart from finding them."""
    page = browser.open(address)
    ask(browser)
    settled(browser, page)
    tab = browser.worker.evaluate("async () => (await chrome.tabs.query({active: true}))[0].id")
    report = browser.worker.evaluate("async id => (await chrome.tabs.sendMessage(id, {type: 'report'})).report", tab)
    findings = [one for one in report["highlights"]][:1000]
    browser.worker.evaluate("id => chrome.tabs.sendMessage(id, {type: 'clear'})", tab)
    runs = [browser.worker.evaluate(PAINT, [tab, findings]) for _ in range(RUNS)]
    page.close()
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


#: Runs in the world of the extension's scripts: the whole page as it is sent, and some blocks with what goes along.
SENT = """async ([tabId, places]) => {
  const [{result}] = await chrome.scripting.executeScript({target: {tabId}, args: [places], func: async (places) => {
    const cl = globalThis.claimlight;
    const {blocks} = await cl.collect(cl.pace.brisk());
    blocks.forEach((block, number) => { block.number = number; });
    return {whole: cl.serialize.html(blocks), alone: places.map(place => cl.serialize.html(cl.batches.within([blocks[place]], blocks)))};
  }});
  return result;
}"""


def agreement(browser: Chromium, service: Service, site: Site) -> tuple[int, int, float]:
    """How many findings of single blocks, sent as a block that has changed, are those of the whole page; of how many."""
    chosen = random.Random(7)
    pages = [page["sentences"] for page in corpus.read()[0] if 20 <= len(page["sentences"]) <= 400]
    alike = different = 0
    shares = []
    for number, lines in enumerate(chosen.sample(pages, min(PAGES, len(pages)))):
        page = browser.open(site.put(f"corpus-{number}", corpus.as_html(lines)).replace("clinic.example", "127.0.0.1"))
        ask(browser)
        tab = browser.worker.evaluate("async () => (await chrome.tabs.query({active: true}))[0].id")
        wait_for(lambda: browser.worker.evaluate("id => chrome.tabs.sendMessage(id, {type: 'status'}).then(one => !['idle', 'checking'].includes(one.state), () => false)", tab), "the page is checked")
        places = sorted(chosen.sample(range(len(lines)), min(25, len(lines))))
        sent = browser.worker.evaluate(SENT, [tab, places])
        whole = findings(service, sent["whole"])
        for place, html in zip(places, sent["alone"], strict=True):
            of_page = {one for one in whole if one[0] == place}
            of_block = {one for one in findings(service, html) if one[0] == place}
            alike += len(of_page & of_block)
            different += len({one[:2] for one in of_page ^ of_block})
            shares.append(len(re.findall("data-b=", html)) / len(lines))
        page.close()
    return alike, alike + different, statistics.mean(shares)


def findings(service: Service, html: str) -> set[tuple]:
    """Block, category, outcome and severity of each finding."""
    report = service.check({"url": "", "language": "en", "html": html})
    return {(one["block"], one["category"], one["outcome"], one["severity"]) for one in report["highlights"]}


def main() -> None:
    """Print the figures as a table that docs/extension.md can hold."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        print("The extension was not measured: no Chromium is installed.")
        return
    service, site = Service("--workers", "2"), Site()  # as `make run` starts it
    # A host that the extension may enter, so that the shortcut's wish works without a key press.
    addresses = {size: site.put(f"bench-{size}", body(size, length)).replace("clinic.example", "127.0.0.1") for size, length in SIZES.items()}
    try:
        with sync_playwright() as play, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            browser = Chromium(play, path, Path(profile))
            browser.use(service.address)
            measure(browser, addresses[100])
            print("| blocks | characters | marks | longest task (p95) | shortcut to first, all marks | click to first, all marks | memory added |")
            print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for size, address in addresses.items():
                runs = [measure(browser, address) for _ in range(RUNS if size < 10_000 else 3)]
                middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
                characters = len(site.pages[f"/bench-{size}"][0])
                print(f"| {size:,} | {characters:,} | {middle['marks']:,.0f} | {percentile([run['longest'] for run in runs], 0.95):.0f} ms | "
                      f"{middle['asked']:.0f}, {middle['asked_all']:.0f} ms | {middle['clicked']:.0f}, {middle['clicked_all']:.0f} ms | "
                      f"{middle['memory']:.1f} MB |")
            cost = painting(browser, service, addresses[10_000])
            print(f"\n{cost['marks']:.0f} marks: anchored in {cost['anchor']:.1f} ms; the frame that paints them takes {cost['frame']:.1f} ms, {cost['paint']:.1f} ms of it ours")
            without, with_marks, frames = scrolling(browser, addresses[10_000])
            print(f"Scrolling for {frames} frames: {without} late without marks, {with_marks} late with them")
            alike, of_all, share = agreement(browser, service, site)
            print(f"Blocks of corpus pages, sent as ones that have changed ({share:.0%} of the page goes along): {alike} of {of_all} findings are those of the whole page")
            browser.close()
    finally:
        service.stop()
        site.stop()


if __name__ == "__main__":
    main()
