"""`claimlight check`: one file or standard input, answered for a person or as JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

import click

from . import _options

WORDS = {"alert": "look closely", "caution": "be careful", "note": "worth knowing"}


def lines(report: object) -> list[str]:
    """The report as lines for a person."""
    out = []
    for mark in report.highlights:
        label = WORDS[mark.severity] if mark.outcome == "claim" else mark.outcome
        out.append(f"{mark.block:>5}  {label:<14} {mark.category:<13} {' '.join(mark.quote.exact.split())}")
        if mark.outcome != "disclosure":
            wrapped = textwrap.wrap(mark.why, 80) + textwrap.wrap(f"Ask: {mark.ask}", 80)
            out += [f"{'':22}{line}" for line in wrapped] + [""]
    counts = report.summary
    out += [
        "",
        f"{counts['alert']} to look at closely, {counts['caution']} to be careful with, {counts['note']} worth knowing, "
        f"{counts['review']} for a person to judge, {counts['disclosure']} openly said.",
    ]
    asks = [answer for answer in report.checklist if not answer.answered]
    if asks and counts["subjects"]:
        out += ["", "Not answered on the page:"] + [f"  - {answer.question}" for answer in asks]
    site = report.made_with.get("overrides")
    if site:
        out += ["", f"{site['file']} of this site: {site['left_out']} left out, {site['changed']} with another severity."]
        out += [f"  - line {entry['line']}: {entry['marks']}, because: {entry['reason']}" for entry in site["entries"] if entry["marks"]]
        out += [f"  Warning: {warning}" for warning in site["warnings"]]
    for item in report.incomplete:
        out.append(f"Incomplete: {': '.join(str(item[key]) for key in ('type', 'where', 'detail') if item.get(key))}")
    return out + ["", report.notice]


@click.command(
    "check",
    epilog="Exit codes: 0 no claim found, 1 at least one claim found, 2 the text could not be checked.",
)
@click.argument("source", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print the API's answer.")
@click.option("--url", default="", help="The page's address, for the record. It is not fetched.")
@click.option("--language", help="The page's language, such as en.")
@click.option("--jurisdiction", help="Use only rules that hold there, such as us, eu or uk.")
@click.option("--pack", "names", multiple=True, help="Use only this pack. May be given more than once.")
@_options.folders
@_options.overrides
def command(
    source: str,
    as_json: bool,
    url: str,
    language: str | None,
    jurisdiction: str | None,
    names: tuple[str, ...],
    folders: tuple[Path, ...],
    overrides: Path | None,
) -> None:
    """Check an HTML or text file, or - for standard input.

    \b
    Examples:
      claimlight check page.html
      claimlight check --json page.html > report.json
      curl -s https://clinic.example | claimlight check -
    """
    from .. import check, packs, pasted

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        click.echo(f"{source} cannot be read: {error.strerror}.", err=True)
        sys.exit(2)
    try:
        site = packs.read_overrides(overrides) if overrides else None
    except packs.FileProblem as error:
        click.echo(f"{error}.", err=True)
        sys.exit(2)
    rules = packs.load_used(folders)
    known = sorted(pack.name for pack in rules.packs)
    unknown = sorted(set(names) - set(known))
    if unknown or not known:
        what = f"There is no pack named {', '.join(unknown)}" if unknown else "No rule pack could be loaded"
        click.echo(f"{what}; known are {', '.join(known) or 'none'}.", err=True)
        sys.exit(2)
    page = pasted.read_pasted(pasted.decode(data), url=url, language=language or "")
    report = check.check(
        page, rules, jurisdiction=jurisdiction, packs=list(names) or None, language=language, overrides=site
    )
    if as_json:
        click.echo(json.dumps(check.as_json(report), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(report)))
    sys.exit(1 if any(mark.outcome == "claim" for mark in report.highlights) else 0)
