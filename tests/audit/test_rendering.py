"""Pages in a real browser: what scripts write is read, and the same page gives the same findings as the extension's way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from auditing import Command
from test_running import QUICK, noted, states
from troubled_site import TroubledSite

from claimlight.audit.fetch import Limits
from claimlight.audit.rendering import Renderer

pytestmark = pytest.mark.skipif(not shutil.which("chromium"), reason="no browser: these pages are shown in Chromium")

SCRIPTED = """<html lang=en><title>before</title><body><main></main><script>
document.title = "Exosome clinic";
document.querySelector("main").innerHTML = "<h1>Exosomes</h1><p>Our exosomes cure pain.</p><p hidden>Our exosomes cure all.</p>";
document.cookie = "seen=1";
</script></body></html>"""
LONG = """<html lang=en><title>All kinds of markup</title><body><nav><ul><li><a href=/x>Home</a></li></ul></nav><h1>Exosomes</h1>
<p>Our <b>exosomes</b> cure <i>pain</i>.</p><ul><li>They cure grief</li><li>They cure <span>winter</span></li></ul>
<details><summary>More</summary><p>Folded exosomes cure too.</p></details><p style="display:none">Hidden exosomes cure.</p>
<form><input value="Our exosomes cure"><textarea>Our exosomes cure</textarea></form><table><tr><th>Exosome</th><td>cures</td></tr></table>
<p>Text with a picture <img src="x.png" alt="Our exosomes cure in pictures" width="200" height="80"> inside</p>
<img src="i.png" alt="Exosomes cure as icons" width="16" height="16"><img src="d.png" alt="" width="90" height="90"><div>Loose exosomes cure<br>and more</div><script>"exosomes cure"</script><p hidden>cure</p></body></html>"""


def found(said: dict) -> list[tuple[str, str, bool]]:
    return [(item["fingerprint"], item["exact"], item["folded"]) for page in said["pages"] for item in page["findings"]]


def test_a_page_that_scripts_write_is_read(site: TroubledSite, audit: Command):
    site.pages["/a"] = SCRIPTED
    assert audit(site.url("/a"), *QUICK).returncode == 0, "nothing is there without a browser"
    done = audit(site.url("/a"), *QUICK, "--render")
    assert done.returncode == 1, done.stderr
    page = noted(audit, 2)["pages"][0]
    assert page["title"] == "Exosome clinic" and [item["exact"] for item in page["findings"]] == ["cure"]
    assert audit("verify", "2", packs=False).returncode == 0
    assert audit("replay", "2").returncode == 0, "the page as it was shown is replayed"


def test_the_same_page_gives_the_same_findings_with_and_without_a_browser(site: TroubledSite, audit: Command):
    site.pages["/a"] = LONG
    audit(site.url("/a"), *QUICK)
    audit(site.url("/a"), *QUICK, "--render")
    plain, shown = found(noted(audit, 1)), found(noted(audit, 2))
    assert len(plain) == 7 and plain == shown


def test_a_picture_with_the_marks_is_kept(site: TroubledSite, audit: Command, tmp_path: Path):
    site.pages["/a"] = LONG
    done = audit(site.url("/a"), *QUICK, "--screenshot")
    assert done.returncode == 1, done.stderr
    (picture,) = (audit.folder / "evidence").glob("run-1/*.png")
    page = noted(audit)["pages"][0]
    assert picture.read_bytes().startswith(b"\x89PNG") and page["picture"] == str(picture)
    renderer = Renderer(Limits(), private=True, pictures=tmp_path)
    shown = renderer.page(site.url("/a"))
    made = [Path(renderer.picture(shown, findings, name)).read_bytes() for name, findings in (("plain", []), ("again", []), ("marked", page["findings"]))]
    renderer.close()
    assert made[0] == made[1] != made[2]


def test_trouble_in_a_browser_has_its_cause_too_and_costs_only_its_page(site: TroubledSite, audit: Command):
    site.pages["/busy"] = '<html lang=en><p>Exosomes cure.</p><script>addEventListener("load", () => setTimeout(() => { while (true) {} }, 300))</script>'
    site.pages["/restless"] = "<html lang=en><p>Exosomes cure.</p><script>setTimeout(() => location.reload(), 50)</script>"
    causes = {
        "/nothing-here": "status", "/pdf": "not-a-page", "/loop": "redirects", "/slow": "timeout", "/broken": "broken", "/busy": "timeout", "/page1": "done",
    }
    soonest = {"/bomb": ("too-large", "timeout"), "/restless": ("browser", "timeout")}  # whichever Chromium comes to first
    done = audit(*map(site.url, [*soonest, *causes]), "--allow-private", "--delay", "0", "--tries", "1", "--total", "4", "--render")
    assert "Traceback" not in done.stderr and done.returncode == 1, done.stderr
    said = states(noted(audit))
    assert all(said.pop(site.url(path)) in either for path, either in soonest.items())
    assert said == {site.url(path): cause for path, cause in causes.items()}


def test_what_fails_for_the_moment_is_tried_again_in_a_browser_too(site: TroubledSite, audit: Command):
    assert audit(site.url("/busy-once"), "--allow-private", "--render").returncode == 1
    assert site.attempts["/busy-once"] == 2


def test_a_page_cannot_lead_the_browser_into_a_private_network(site: TroubledSite, audit: Command):
    done = audit(site.url("/page1"), "--render", "--tries", "1")
    assert done.returncode == 2 and "private: " in done.stdout and site.asked == []
