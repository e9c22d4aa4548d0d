"""The result of an audit in a few lines, and whether it reaches the severity at which somebody must look."""

from __future__ import annotations

from collections import Counter

from .handover import Handover

_ORDER = ("review", "note", "caution", "alert")


def reached(hand: Handover, least: str) -> bool:
    """Whether there is a finding at or above a severity that nobody settled; with a baseline only new and changed ones count."""
    if least == "never":
        return False
    counted = _ORDER[_ORDER.index(least) :]
    fresh = (found for found in hand.findings if not hand.baseline or found.state in ("new", "changed"))
    return any(found.level in counted for found in fresh if not found.settled)


def lines(hand: Handover) -> list[str]:
    """What a person reads at the end of a run: every failure with its cause, the sites, the sums."""
    out = []
    if hand.failed:
        out += [f"Not read ({len(hand.failed)}):"]
        out += [f"  {page.address}\n      {page.cause}: {page.detail} {page.remedy}" for page in hand.failed] + [""]
    aside = Counter((item.get("where", ""), item.get("detail", "")) for page in hand.read for item in page.report.get("incomplete", ()))
    if aside:
        out += ["Incomplete:"] + [f"  {where or 'page'}: {detail} ({count} pages)" for (where, detail), count in aside.items()] + [""]
    for site, pages in hand.sites().items():
        sums = {name: sum(page.counts[name] for page in pages) for name in (*_ORDER, "disclosure")}
        read = sum(page.read for page in pages)
        out.append(
            f"{site}: {read} of {len(pages)} pages read, {sums['alert']} to look at closely, {sums['caution']} to be careful with, "
            f"{sums['note']} worth knowing, {sums['review']} for a person to judge, {sums['disclosure']} openly said"
        )
    count = hand.count()
    out += ["", f"Run {hand.number}: {len(hand.read)} pages read, {len(hand.failed)} failed; {sum(count[name] for name in _ORDER[1:])} claims."]
    if hand.baseline:
        states = Counter(state for state, _ in hand.compared)
        out.append(
            f"Since {hand.since}: {states['new']} new, {states['changed']} changed, {states['unchanged']} as before, "
            f"{states['gone']} gone, {states['unread']} on pages that were not read this time."
        )
    reviewed = Counter(found.review for found in hand.findings if found.review)
    if reviewed:
        out.append("Reviews: " + ", ".join(f"{count} {state}" for state, count in reviewed.most_common()) + ".")
    return out + _set_aside(hand)


def _set_aside(hand: Handover) -> list[str]:
    """What the site's overrides left out, entry by entry, with the reason and the end."""
    site = hand.made_with.get("overrides")
    if not site:
        return []
    changed = sum(page.report.get("changed_severity", 0) for page in hand.read)
    entries = Counter((item.line, item.until, item.reason) for item in hand.aside)
    out = [f"Set aside by {site['file']}: {len(hand.aside)}; with another severity: {changed}."]
    out += [f"  line {line}: {count} until {until}, because: {reason}" for (line, until, reason), count in sorted(entries.items())]
    return out + [f"  Warning: {warning}." for warning in site["warnings"]]
