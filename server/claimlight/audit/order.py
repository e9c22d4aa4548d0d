"""What an audit is asked to do: enough to begin it, to go on with it after a crash, and to do it again next month."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date

from ..packs import Overrides, parse_overrides
from .addresses import Bounds, patterns
from .fetch import Limits


def decided(overrides: Overrides | None, day: date) -> dict | None:
    """Overrides as an order keeps them."""
    return {"name": overrides.file, "text": overrides.text, "day": day.isoformat()} if overrides else None


@dataclass(frozen=True, slots=True)
class Order:
    """The sources of an audit and how to read them; kept with the run as JSON.

    `delay` is seconds between two pages of a host, `previous` the run whose pages need not be sent again when they are
    unchanged, `replay` the run whose evidence is read in place of the web (0 for none). `overrides` is what the site
    decided otherwise: the `name` and `text` of its file, and the `day` (ISO 8601) by which its entries end, so that the run
    means the same when it goes on, and when it is replayed, whatever has become of the file.
    """

    addresses: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    crawls: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    depth: int = 3
    pages: int = 200
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    jurisdiction: str = ""
    language: str = ""
    delay: float = 1.0
    timeout: float = 15.0
    total: float = 60.0
    size: int = 10_000_000
    tries: int = 3
    pause: float = 1.0
    ignore_robots: bool = False
    allow_private: bool = False
    render: bool = False
    screenshot: bool = False
    previous: int = 0
    replay: int = 0
    overrides: dict | None = None

    def as_json(self) -> dict:
        """The order as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> Order:
        """The order out of what was kept; what this version does not know is passed over."""
        known = {item.name for item in fields(cls)}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known}
        return cls(**values)

    def bounds(self) -> Bounds:
        """How far crawls go. Raises `ValueError` for a pattern that is none."""
        return Bounds(self.depth, self.pages, patterns(self.include), patterns(self.exclude))

    def limits(self) -> Limits:
        """How long and how large an answer may be."""
        return Limits(self.timeout, self.total, self.size, self.tries, self.pause)

    def site(self) -> tuple[Overrides | None, date | None]:
        """What the site decided otherwise, and the day by which its entries end."""
        if not self.overrides:
            return None, None
        return parse_overrides(self.overrides["text"], self.overrides["name"]), date.fromisoformat(self.overrides["day"])

    def whole(self, came_to: int) -> bool:
        """Whether it looked through whole sites when it came to so many pages: then a page that it did not come to is not there any more.

        A crawl that ended at its most pages did not, and where single pages were asked for, too, others may still be there.
        """
        if self.addresses or self.lists or self.crawls and came_to >= self.pages:
            return False
        return bool(self.sitemaps or self.crawls or self.folders or self.archives)

    @property
    def empty(self) -> bool:
        """Whether it names no source at all."""
        return not (self.addresses or self.lists or self.sitemaps or self.crawls or self.folders or self.archives or self.replay)
