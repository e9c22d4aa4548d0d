"""A run as a W3C Web Annotation collection (Recommendation of 2017): every annotation finds its words by their quote."""

from __future__ import annotations

import json
from pathlib import Path

from ..handover import Found, Handover
from .files import replacing


def as_annotations(hand: Handover) -> dict:
    """The claims and reviews of the run as one page of annotations."""
    items = [_annotation(found) for found in hand.findings if found.outcome != "disclosure"]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": hand.name or f"Claimlight, run {hand.number}",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _annotation(found: Found) -> dict:
    said = f"{found.title}. {found.why} Ask: {found.ask}"
    return {
        "id": f"urn:claimlight:{found.fingerprint}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "value": said, "format": "text/plain", "language": "en", "purpose": "commenting"},
            {"type": "TextualBody", "value": found.category, "purpose": "tagging"},
            {"type": "TextualBody", "value": found.level, "purpose": "tagging"},
        ],
        "target": {
            "source": found.address,
            "selector": {"type": "TextQuoteSelector", "exact": found.exact, "prefix": found.prefix, "suffix": found.suffix},
        },
    }


def write_annotations(hand: Handover, path: Path) -> None:
    """Write the collection. Raises `OSError`."""
    with replacing(path) as made:
        made.write_text(json.dumps(as_annotations(hand), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
