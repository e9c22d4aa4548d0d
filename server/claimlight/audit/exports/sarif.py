"""A run as SARIF 2.1.0 (OASIS standard, 2020), which code-scanning services and editors read."""

from __future__ import annotations

import json
from pathlib import Path

from ... import __version__
from ..handover import Found, Handover, SetAside
from .files import replacing

_LEVELS = {"alert": "error", "caution": "warning", "note": "note", "review": "none", "disclosure": "none"}
_KINDS = {"claim": "fail", "review": "review", "disclosure": "informational"}
_STATES = {"new": "new", "unchanged": "unchanged", "changed": "updated"}


def as_sarif(hand: Handover) -> dict:
    """The run as a SARIF log. Findings that are gone since the baseline are there as `absent`."""
    aside = {id(item.found): item for item in hand.aside}
    shown = hand.findings + [item.found for item in hand.aside] + [change.before for change in hand.gone if change.state == "gone"]
    names = list(dict.fromkeys(found.rule for found in shown))
    places = {name: place for place, name in enumerate(names)}
    first = {found.rule: found for found in reversed(shown)}
    gone = {id(change.before) for change in hand.gone}
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Claimlight",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(first[name], hand.references) for name in names],
                    },
                    "extensions": [
                        {"name": pack["name"], "version": pack["version"], "properties": {"sha256": pack["sha256"]}}
                        for pack in hand.made_with.get("packs", ())
                    ],
                },
                "automationDetails": {"id": f"claimlight/{hand.name or 'audit'}/{hand.number}"},
                "invocations": [_invocation(hand)],
                "columnKind": "unicodeCodePoints",
                "results": [_result(found, places, id(found) in gone, bool(hand.baseline), aside.get(id(found))) for found in shown],
            }
        ],
    }


def _rule(found: Found, references: dict) -> dict:
    rule = {
        "id": found.rule,
        "name": "".join(part.title() for part in found.rule.rpartition("/")[2].split("-")),
        "shortDescription": {"text": found.title or found.rule},
        "properties": {"category": found.category, "tags": [found.category]},
    }
    if found.why:
        rule["fullDescription"] = {"text": found.why}
        rule["help"] = {"text": f"{found.why} Ask: {found.ask}"}
    sources = [references[name] for name in found.references if name in references]
    if sources and sources[0].get("url"):
        rule["helpUri"] = sources[0]["url"]
    return rule


def _result(found: Found, places: dict[str, int], gone: bool, compared: bool, aside: SetAside | None) -> dict:
    result = {
        "ruleId": found.rule,
        "ruleIndex": places[found.rule],
        "kind": _KINDS[found.outcome],
        "level": _LEVELS[found.level],
        "message": {"text": f"\u201c{found.exact}\u201d: {found.title}. {found.why}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": found.address},
                    "contextRegion": {"startLine": found.block + 1, "snippet": {"text": found.sentence}},
                    "region": {
                        "startLine": found.block + 1,
                        "startColumn": found.start + 1,
                        "endColumn": found.end + 1,
                        "snippet": {"text": found.exact},
                    },
                }
            }
        ],
        "partialFingerprints": {"claimlight/v1": found.fingerprint},
        "properties": {"confidence": found.confidence, "category": found.category, "severity": found.level},
    }
    if found.settled:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": f"{found.review}: {found.reason}"}]
    if aside:
        said = f"Set aside by line {aside.line} of the site's overrides until {aside.until}: {aside.reason}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    if compared:
        result["baselineState"] = "absent" if gone else _STATES[found.state]
    return result


def _invocation(hand: Handover) -> dict:
    made = {
        "executionSuccessful": hand.state == "done",
        "startTimeUtc": f"{hand.began:%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f"{page.cause}: {page.detail} {page.remedy}".strip()},
                "descriptor": {"id": page.cause},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": page.address.replace(" ", "%20")}}}],
            }
            for page in hand.failed
        ],
    }
    if hand.ended:
        made["endTimeUtc"] = f"{hand.ended:%Y-%m-%dT%H:%M:%SZ}"
    return made


def write_sarif(hand: Handover, path: Path) -> None:
    """Write the log. Raises `OSError`."""
    with replacing(path) as made:
        made.write_text(json.dumps(as_sarif(hand), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
