"""The last of Firefox's tests: all that the service has received from it in this run."""

from __future__ import annotations

from chromium import wait_for
from firefox import Firefox, marked
from servers import Recorder, Site
from test_zz_received import nothing_but_what_everybody_reads


def test_nothing_that_is_not_for_everybody_was_received_from_firefox_in_the_whole_run(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-received", "<p>Our exosomes are FDA-approved.</p><input value='SECRET'>") + "?q=SECRET#SECRET")
    firefox.click_button()
    wait_for(lambda: marked(firefox) == ["FDA-approved"], "the page is marked")
    nothing_but_what_everybody_reads(recorder)
