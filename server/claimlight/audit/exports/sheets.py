"""A run as tables: one CSV of findings, or a workbook with findings, pages, sites and sources."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from ...model import SEVERITIES
from ..handover import Found, Handover
from .files import replacing

FINDINGS = (
    "site", "page", "level", "category", "words", "sentence", "why", "ask", "rule", "confidence", "folded", "state", "before", "review", "reason",
    "block", "fingerprint", "sources",
)
#: The longest text that a cell of a workbook holds.
CELL = 32_767


def finding_row(found: Found, references: dict) -> list:
    """A finding as a row under `FINDINGS`."""
    sources = "; ".join(f"{references[name]['authority']}: {references[name]['url']}" for name in found.references if name in references)
    return [
        found.site, found.address, found.level, found.category, found.exact, found.sentence, found.why, found.ask, found.rule,
        found.confidence, "yes" if found.folded else "", found.state, found.before, found.review, found.reason, found.block, found.fingerprint, sources,
    ]


def safe(value: object) -> object:
    """A value as a cell: a spreadsheet takes text that begins with these for a formula; an apostrophe says that it is text (OWASP)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def write_csv(hand: Handover, path: Path) -> None:
    """Write the findings, one a line, in UTF-8 with the mark that Excel looks for. Raises `OSError`."""
    with replacing(path) as made, made.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(FINDINGS)
        for found in hand.findings:
            lines.writerow(map(safe, finding_row(found, hand.references)))


def write_xlsx(hand: Handover, path: Path) -> None:
    """Write a workbook. Raises `OSError`."""
    with replacing(path) as made:
        settings = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        with xlsxwriter.Workbook(str(made), settings) as book:
            head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            levels = (*reversed(SEVERITIES), "review", "disclosure")

            def sheet(name: str, names: Iterable[str], rows: Iterable[list], widths: dict[str, int]) -> None:
                made_sheet = book.add_worksheet(name)
                names = list(names)
                for column, title in enumerate(names):
                    made_sheet.set_column(column, column, widths.get(title, 14))
                made_sheet.freeze_panes(1, 0)
                made_sheet.write_row(0, 0, names, head)
                count = 0
                for count, row in enumerate(rows, start=1):
                    for column, value in enumerate(row):
                        made_sheet.write(count, column, value[:CELL] if isinstance(value, str) else value, wrap)
                made_sheet.autofilter(0, 0, max(1, count), len(names) - 1)

            wide = {"page": 40, "words": 36, "sentence": 60, "why": 50, "ask": 50, "rule": 34, "before": 50, "sources": 60, "address": 50, "detail": 50, "title": 36, "not answered": 60}
            sheet("Findings", FINDINGS, (finding_row(found, hand.references) for found in hand.findings), wide)
            sheet(
                "Pages",
                ("site", "address", "title", "state", "read at", *levels, "not answered", "cause", "detail", "what to do"),
                (
                    [page.site, page.address, page.title, page.state, page.fetched, *(page.counts[name] for name in levels)]
                    + ["\n".join(page.unanswered), page.cause, page.detail, page.remedy]
                    for page in hand.pages
                ),
                wide | {"what to do": 50},
            )
            sheet(
                "Sites",
                ("site", "pages", "read", *levels),
                (
                    [site, len(pages), sum(page.read for page in pages), *(sum(page.counts[name] for page in pages) for name in levels)]
                    for site, pages in hand.sites().items()
                ),
                {"site": 36},
            )
            if "overrides" in hand.made_with:
                aside = ("until", "because", *FINDINGS)
                rows = ([item.until, item.reason, *finding_row(item.found, hand.references)] for item in hand.aside)
                sheet("Set aside", aside, rows, wide | {"because": 50})
            sheet(
                "Sources",
                ("authority", "title", "section", "date", "url"),
                ([item.get(name) or "" for name in ("authority", "title", "section", "date", "url")] for item in hand.references.values()),
                {"title": 60, "url": 60, "authority": 30},
            )
