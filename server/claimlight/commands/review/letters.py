"""`claimlight review letters`: a letter to each partner about what was found and confirmed on its pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from ..audit import _options
from . import _acting

_EPILOG = "Exit codes: 0 every letter is written, 1 a site that you named has nothing to write about, or no site has, 2 it could not be done."


@click.command("letters", epilog=_EPILOG)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("letters"), show_default=True, metavar="FOLDER", help="Where the letters go.")
@click.option("--format", "forms", type=click.Choice(["html", "pdf", "docx"]), multiple=True, default=("html",), show_default=True, help="Can be given several times.")
@click.option("--state", type=click.Choice(["confirmed", "waiting"]), default="confirmed", show_default=True, help="What they are about; waiting asks the site for its view.")
@click.option("--by", type=click.DateTime(["%Y-%m-%d"]), help="The day for findings that have none of their own, or one that is past.")
@click.option("--from", "sender", default="", metavar="NAME", help="Who writes: your organisation, and how it is reached.")
@click.option("--signature", default="", metavar="TEXT", help="Who signs. \\n begins a new line.")
@click.option("--answer-to", "answer", default="", metavar="WHOM", help="Whom the partner is to answer: a name, an address.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The day of your last letter: this one says what became of what was confirmed then. [default: the day of the last one that was noted as sent]")
@click.option("--first", is_flag=True, help="Say nothing of a letter before.")
@click.option("--sent", "note", is_flag=True, help="Note that the letters were sent today: see claimlight review sent.")
@_acting.who
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar="CLAIMLIGHT_LETTERS", metavar="FOLDER", help="Your own templates, each in the place of the one that ships.")
@click.option("--write-templates", "copy", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Only copy the templates that ship into FOLDER, to be edited.")
@_options.database
def command(
    sites: tuple[str, ...], folder: Path, forms: tuple[str, ...], state: str, by: datetime | None, sender: str, signature: str,
    answer: str, since: datetime | None, first: bool, note: bool, name: str, templates: Path | None, copy: Path | None, database: str,
) -> None:
    """Write a letter to each SITE (to all that have confirmed findings, when none is named): what was found, where,
    which rules and sources it is about, what to change and by when.

    \b
    Examples:
      claimlight review letters --to letters --by 2027-01-31 --from "Careful Travel" --signature "Ann Doe, Quality" --answer-to quality@travel.example
      claimlight review letters clinic.example --format pdf --format docx
      claimlight review letters clinic.example --since 2026-11-03
      claimlight review letters --format pdf --sent --as Ann
      claimlight review letters --write-templates my-letters
      claimlight review letters --templates my-letters
    """
    from ...review.letters import TemplateFault, Templates, Terms

    if copy:
        _copy(copy)
        return
    terms = Terms(date.today(), by.date() if by else None, sender, signature.replace("\\n", "\n"), state, answer, since.date() if since else None)
    if terms.by and terms.by < terms.today:
        _options.fail(f"--by {terms.by} is past. Give a day that is still to come.")
    if terms.since and terms.since > terms.today:
        _options.fail(f"--since {terms.since} is still to come. Give the day of your last letter.")
    if terms.since and first:
        _options.fail("--since speaks of the letter before, --first of none. Give one of them.")
    try:
        pages = Templates(templates)
    except TemplateFault as fault:
        _options.fail(str(fault))
    store = _options.opened(database)
    _ready(folder, forms)
    wanted = _wanted(store, sites)
    written, without, failed = _all(store, wanted, terms, pages, folder, forms, first, _acting.person(name) if note else None)
    if without:
        click.echo(f"No letter, for want of {state} findings: {', '.join(without)}", err=True)
    if not sender and not signature and written:
        click.echo("The letters end without a name. Give --from and --signature.", err=True)
    if not answer and written:
        click.echo("The letters do not say whom to answer. Give --answer-to.", err=True)
    click.echo(f"{written} letters, in {folder}." if written != 1 else f"1 letter, in {folder}.")
    if failed:
        click.echo(f"{failed} sites got none or not every form; see above.", err=True)
    sys.exit(2 if failed else 1 if not written or sites and without else 0)


def _copy(folder: Path) -> None:
    from ...review.letters import write_templates

    try:
        made = write_templates(folder)
    except FileExistsError as error:
        _options.fail(f"{error.filename} {error.strerror}. Name another folder, or move it away. Nothing was written.")
    except OSError as error:
        _options.fail(f"{folder} cannot be written: {error.strerror}.")
    for path in made:
        click.echo(f"Written: {path}")
    click.echo(f"Edit them, take away those that you leave as they are, and use them: claimlight review letters --templates {folder}")


def _ready(folder: Path, forms: Sequence[str]) -> None:
    """End the command before anything is written when no form of it could be."""
    from ...audit.exports.printing import browser

    try:
        if "pdf" in forms:
            browser()
        folder.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError as error:
        _options.fail(f"{error.strerror}.")
    except OSError as error:
        _options.fail(f"{folder} cannot be made: {error.strerror}.")


def _wanted(store: object, sites: tuple[str, ...]) -> list[str]:
    """The sites to write to; ends the command when one is named that nothing is known of."""
    from difflib import get_close_matches

    from ...review.letters import known_sites

    known = known_sites(store)
    for site in sites:
        if site not in known:
            close = get_close_matches(site, known, n=3)
            _options.fail(f"Nothing is known of {site}. " + (f"Did you mean {' or '.join(close)}?" if close else "See: claimlight review list"))
    return list(dict.fromkeys(sites)) or known


def _all(
    store: object, sites: Sequence[str], terms: object, pages: object, folder: Path, forms: Sequence[str], first: bool, who: object | None,
) -> tuple[int, list[str], int]:
    """Write what can be written, and note it as sent when it is said by whom; a site that cannot is named and the others go on.

    Out: letters, sites without, sites that failed.
    """
    from ...review.letters import TemplateFault, file_names, gather, last_day, record, write

    names, written, without, failed = file_names(sites), 0, [], 0
    for site in sites:
        letter = gather(store, site, terms if first or terms.since else replace(terms, since=last_day(store, site, terms.today)))
        if letter is None:
            without.append(site)
            continue
        if letter.lapsed:
            click.echo(f"{site}: {letter.lapsed} findings were due on a day that is past; the letter names no day for them. Give --by.", err=True)
        done = True
        for form in dict.fromkeys(forms):
            path = folder / f"{names[site]}.{form}"
            try:
                write(pages.render(letter), form, path)
            except (TemplateFault, OSError) as error:
                click.echo(f"{site}: {path} cannot be written: {error.strerror if isinstance(error, OSError) else error}", err=True)
                done = False
            else:
                click.echo(f"Written: {path}")
        if done and who:
            click.echo(f"Noted as sent: letter {record(store, letter, who)} to {site}")
        written += done
        failed += not done
    return written, without, failed
