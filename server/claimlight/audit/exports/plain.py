"""A run as JSON: all that is known of it, with stable names."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ..handover import Handover
from .files import replacing

#: Raised when the shape of the file changes in a way that a reader would notice.
FORMAT = 1


def as_json(hand: Handover) -> dict:
    """The run as plain data."""
    return {
        "format": FORMAT,
        "run": {
            "number": hand.number,
            "name": hand.name,
            "state": hand.state,
            "began": hand.began.isoformat(),
            "ended": hand.ended.isoformat() if hand.ended else None,
            "order": hand.order,
            "made_with": hand.made_with,
            "evidence": hand.evidence,
            "baseline": hand.baseline or None,
        },
        "summary": {"pages": len(hand.pages), "read": len(hand.read), "failed": len(hand.failed), **hand.count(), "set_aside": len(hand.aside)},
        "changes": {"sites": hand.changes("site"), "rules": hand.changes("rule")} if hand.baseline else None,
        "pages": [_page(page) for page in hand.pages],
        "gone": [{"state": change.state, "finding": asdict(change.before)} for change in hand.gone],
        "references": hand.references,
    }


def _page(page) -> dict:  # noqa: ANN001
    kept = {name: value for name, value in asdict(page).items() if name not in ("text", "found", "aside", "report")}
    return kept | page.report | {"findings": [asdict(found) for found in page.found]}


def write_json(hand: Handover, path: Path) -> None:
    """Write the run. Raises `OSError`."""
    with replacing(path) as made:
        made.write_text(json.dumps(as_json(hand), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
