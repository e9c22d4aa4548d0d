"""What passes between the parts of an audit, as frozen types; imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Why a page could not be read, and what a coordinator can do about it. The keys are part of every export.
CAUSES = {
    "bad-address": "Write the address as https://host/path.",
    "dead-host": "The host's name is not known. Look for a spelling mistake, or a site that has moved.",
    "refused": "Nothing answers there. Try again later, or open the page in a browser.",
    "tls": "The site's certificate is not trusted. Tell its owner; the page is not read over an unsafe connection.",
    "timeout": "The site answered too slowly. Try again later, or allow more time with --timeout.",
    "broken": "The connection broke or the answer was not HTTP. Try again later.",
    "redirects": "The page sends from one address to the next without end. Tell the site's owner.",
    "too-large": "The page is larger than the limit. Allow more with --max-bytes if it is really a page.",
    "bomb": "The packed answer unpacks to far more than the limit. It was not unpacked.",
    "encoding": "The answer is packed in a way that was not asked for. Tell the site's owner.",
    "not-a-page": "This is not an HTML page (a PDF, a picture, a download). Read it yourself.",
    "robots": "The site's robots.txt asks not to read this page. Ask the partner for leave, then use --ignore-robots.",
    "private": "The address leads into a private network. Allow it with --allow-private if that is meant.",
    "status": "The server answered with an error. Open the page in a browser; remove it from the list if it is gone.",
    "file": "The file cannot be read. See the detail.",
    "archive": "This part of the archive is damaged or cut off. What came before it was read.",
    "sitemap": "The sitemap, or a part of it, cannot be read. See the detail.",
    "browser": "The browser could not show the page. See the detail.",
    "fault": "Reading this page failed in a way that is our fault. Please report it with the page's evidence.",
}


class Failure(Exception):
    """A page, file or sitemap that could not be read: one line in the report.

    `cause` is a key of `CAUSES`, `detail` says what happened in words, `passing` whether trying again may help.
    """

    def __init__(self, cause: str, detail: str, *, passing: bool = False, after: float | None = None) -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail
        self.passing = passing
        self.after = after


class Stopped(Exception):
    """A person stopped the run; what was in hand is kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be read.

    `address` is its URL (a file:// one for a saved page). `place` says where it is read from when not from the web: the
    path of a file, or `warc:path#offset` for a record of an archive. `source` is the source that named it,
    `depth` its distance from the start of a crawl.
    """

    address: str
    place: str = ""
    source: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run knows of a page, so that it need not be sent again when it is unchanged."""

    etag: str = ""
    modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came.

    `body` is the answer without its packing, `headers` the answer's, `asked` the request's, `redirects` the (status,
    address) of each hop before `final`. `unchanged` says that the server answered 304: there is no body then.
    `rendered` is the page as a browser showed it, pruned as the extension prunes it, with its `title` then, when it was
    asked for.
    """

    address: str
    final: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]
    body: bytes
    when: str
    seconds: float
    redirects: tuple[tuple[int, str], ...] = ()
    unchanged: bool = False
    rendered: str = ""
    title: str = ""
    unread: tuple[str, ...] = field(default=())

    def header(self, name: str) -> str:
        """A header's value, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
