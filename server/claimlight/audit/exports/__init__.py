"""What an audit is handed over as; a file's ending says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..handover import Handover
from . import plain, sarif, sheets, web, web_annotations

Writer = Callable[[Handover, Path], None]

#: What is written for each ending.
ENDINGS: dict[str, Writer] = {
    ".html": web.write_html,
    ".pdf": web.write_pdf,
    ".csv": sheets.write_csv,
    ".xlsx": sheets.write_xlsx,
    ".json": plain.write_json,
    ".sarif": sarif.write_sarif,
    ".jsonld": web_annotations.write_annotations,
}


def writer(path: Path) -> Writer | None:
    """What writes a file with this ending; None when nothing does."""
    return ENDINGS.get(path.suffix.lower())
