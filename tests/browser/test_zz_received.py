"""The last of the browser's tests: all that the service has received in this run, from every page of every test."""

from __future__ import annotations

import json
import re

from chromium import Chromium, words
from servers import Recorder, Site

#: What tests put into form values, editable text, hidden parts, queries and the like says so by this word.
SECRET = "SECRET"
FIELDS = {"url", "title", "html", "language", "packs", "jurisdiction"}
BLOCK = re.compile(r"</?(main|ul|ol|dl|table|tr|td|li|dd|blockquote)>|<(h[1-6]|p|li|td|th|dt|dd|div|figcaption|caption|summary) "
                   r'data-b="\d+"( data-folded="")?( data-alt="")?>[^<>]*</\2>')


def test_nothing_that_is_not_for_everybody_was_received_in_the_whole_run(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("received", "<p>Our exosomes are FDA-approved.</p><input value='SECRET'>") + "?q=SECRET#SECRET")
    assert words(browser.check(page)) == ["FDA-approved"]
    nothing_but_what_everybody_reads(recorder)


def nothing_but_what_everybody_reads(recorder: Recorder) -> None:
    """All that was received so far is blocks of text and addresses without queries."""
    checks = [exchange for exchange in recorder.history if exchange.method == "POST" and exchange.target == "/v1/check"]
    assert checks
    for exchange in recorder.history:
        assert SECRET not in exchange.everything
        names = {name.lower() for name in exchange.headers}
        assert not names & {"cookie", "referer"}
    for exchange in checks:
        sent = json.loads(exchange.body)
        assert set(sent) <= FIELDS
        assert "?" not in sent["url"] and "#" not in sent["url"], "an address goes without its query and fragment"
        assert BLOCK.sub("", sent["html"]) == "", "nothing but blocks of text"
