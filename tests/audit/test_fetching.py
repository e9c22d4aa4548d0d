"""Every kind of trouble on the web is one failure with its cause; what can be read is read as it was sent."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from troubled_site import TroubledSite

from claimlight.audit.fetch import Fetcher, Limits
from claimlight.audit.reading import decode
from claimlight.audit.robots import Robots
from claimlight.audit.words import CAUSES, Failure, Known

QUICK = Limits(timeout=1.0, total=3.0, size=2_000_000, tries=2, pause=0.01)


@pytest.fixture
def fetcher():
    made = Fetcher(QUICK, private=True)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/loop", "redirects"),
        ("/endless", "too-large"),
        ("/slow", "timeout"),
        ("/bomb", "bomb"),
        ("/odd-packing", "encoding"),
        ("/damaged-packing", "broken"),
        ("/large", "too-large"),
        ("/pdf", "not-a-page"),
        ("/picture", "not-a-page"),
        ("/broken", "broken"),
        ("/cut-off", "broken"),
        ("/nothing-here", "status"),
        ("/failing", "status"),
    ],
)
def test_trouble_has_its_cause(site: TroubledSite, fetcher: Fetcher, path: str, cause: str):
    with pytest.raises(Failure) as caught:
        fetcher.page(site.url(path))
    assert caught.value.cause == cause
    assert caught.value.detail.endswith(".") and CAUSES[cause]


@pytest.mark.parametrize("path", ["/dripping", "/dripping-headers"])
def test_a_page_that_drips_is_given_up_after_its_time(site: TroubledSite, path: str):
    impatient = Fetcher(Limits(timeout=5.0, total=1.0, tries=1), private=True)
    with pytest.raises(Failure) as caught:
        impatient.page(site.url(path))
    assert (caught.value.cause, caught.value.detail) == ("timeout", "It was not all there after 1 seconds.")
    assert "dripped out" not in site.attempts
    impatient.close()


def test_a_host_that_nobody_knows_and_one_that_refuses(fetcher: Fetcher):
    for address, cause in (("http://no-such-host.invalid/", "dead-host"), ("http://127.0.0.1:1/", "refused")):
        with pytest.raises(Failure) as caught:
            fetcher.page(address)
        assert caught.value.cause == cause


def test_a_certificate_that_nobody_trusts_is_not_read_past(untrusted: TroubledSite, certificate: tuple[Path, Path]):
    stranger = Fetcher(QUICK, private=True)
    with pytest.raises(Failure) as caught:
        stranger.page(untrusted.url("/page1"))
    assert caught.value.cause == "tls" and "/page1" not in untrusted.asked
    stranger.close()
    friend = Fetcher(QUICK, private=True, trust=ssl.create_default_context(cafile=certificate[0]))
    assert b"page 1" in friend.page(untrusted.url("/page1")).body
    friend.close()


def test_a_public_name_that_leads_into_a_private_network_is_refused(site: TroubledSite):
    guarded = Fetcher(QUICK)
    for address in (site.url("/page1"), site.url("/page1").replace("127.0.0.1", "localhost"), "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/"):
        with pytest.raises(Failure) as caught:
            guarded.page(address)
        assert caught.value.cause == "private"
    assert site.asked == []
    guarded.close()


def test_what_helps_is_tried_again_and_what_does_not_is_not(site: TroubledSite, fetcher: Fetcher):
    assert b"page busy" in fetcher.page(site.url("/busy-once")).body
    assert site.attempts["/busy-once"] == 2
    for path, tries in (("/failing", 2), ("/nothing-here", 1), ("/pdf", 1)):
        with pytest.raises(Failure):
            fetcher.page(site.url(path))
        assert site.attempts[path] == tries


def test_each_time_it_is_waited_for_longer(site: TroubledSite):
    patient = Fetcher(Limits(tries=3, pause=0.2), private=True)
    with pytest.raises(Failure):
        patient.page(site.url("/failing"))
    first, second, third = site.times
    assert second - first >= 0.2 and third - second >= 0.4
    patient.close()


def test_redirects_are_followed_and_told(site: TroubledSite, fetcher: Fetcher):
    page = fetcher.page(site.url("/moved"))
    assert page.redirects == ((301, site.url("/moved")),)
    assert page.final == site.url("/page-moved") and b"page -moved" in page.body


def test_no_cookie_is_ever_sent_and_the_client_says_who_it_is(site: TroubledSite, fetcher: Fetcher):
    fetcher.page(site.url("/cookie"))
    fetcher.page(site.url("/page2"))
    assert all("Cookie" not in headers for headers in site.headers)
    assert all(headers["User-Agent"].startswith("Claimlight/") for headers in site.headers)


def test_an_unchanged_page_is_not_sent_again(site: TroubledSite, fetcher: Fetcher):
    first = fetcher.page(site.url("/tagged"))
    assert not first.unchanged and first.header("ETag") == '"v1"'
    again = fetcher.page(site.url("/tagged"), Known(etag=first.header("etag")))
    assert again.unchanged and again.body == b""


@pytest.mark.parametrize(
    ("path", "said"), [("/packed", "page packed"), ("/latin", "page caf\u00e9 na\u00efve"), ("/wrong-charset", "page \u201cquoted\u201d")]
)
def test_a_page_reads_as_a_browser_would_read_it(site: TroubledSite, fetcher: Fetcher, path: str, said: str):
    page = fetcher.page(site.url(path))
    assert said in decode(page.body, page.header("content-type"))


def test_robots_txt_is_honoured_also_behind_a_redirect(site: TroubledSite, fetcher: Fetcher):
    site.robots = "User-agent: *\nDisallow: /forbidden\nCrawl-delay: 2\n"
    robots = Robots(fetcher)
    robots.check(site.url("/page1"))
    for path in ("/forbidden", "/to-forbidden"):
        with pytest.raises(Failure) as caught:
            robots.check(site.url(path))
            fetcher.page(site.url(path), may=robots.check)
        assert caught.value.cause == "robots"
    assert "/forbidden" not in site.asked
    assert robots.delay(site.url("/page1")) == 2.0
    assert site.asked.count("/robots.txt") == 1
    Robots(fetcher, ignore=True).check(site.url("/forbidden"))
