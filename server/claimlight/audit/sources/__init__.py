"""Where the pages of an audit come from. Each source yields `Wanted` or a `Lost`: what it could not read, and why."""

from __future__ import annotations

from .archives import archive_pages
from .folders import folder_pages
from .listed import listed_pages
from .lost import Lost
from .sitemaps import sitemap_pages

__all__ = ["Lost", "archive_pages", "folder_pages", "listed_pages", "sitemap_pages"]
