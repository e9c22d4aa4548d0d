"""`claimlight audit run`: pages in, findings and evidence out; it can be broken off and goes on."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from collections.abc import Iterator
from pathlib import Path

import click

from .. import _options as shared
from . import _options
from ._progress import shown

LEVELS = ("alert", "caution", "note", "review", "never")


@click.command(
    "run",
    epilog="Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the audit could not be made, is not finished, or read no page.",
)
@click.argument("sources", nargs=-1)
@click.option("--sitemap", "sitemaps", multiple=True, metavar="URL", help="Every page of a sitemap and of those it leads to.")
@click.option("--crawl", "crawls", multiple=True, metavar="URL", help="The pages of this site that are linked from here.")
@click.option("--depth", default=3, show_default=True, help="How many links a crawl goes from its start.")
@click.option("--max-pages", "pages", default=200, show_default=True, help="How many pages a crawl reads at most.")
@click.option("--include", multiple=True, metavar="REGEX", help="Of a sitemap or a crawl, only addresses in which this is found.")
@click.option("--exclude", multiple=True, metavar="REGEX", help="No address in which this is found.")
@shared.folders
@shared.overrides
@click.option("--jurisdiction", default="", help="Use only rules that hold there, such as us, eu or uk.")
@click.option("--language", default="", help="The pages' language, such as en. [default: what each page says]")
@click.option("--delay", default=1.0, show_default=True, help="Seconds between two pages of a host; robots.txt may ask for more.")
@click.option("--timeout", default=15.0, show_default=True, help="Seconds of silence after which a server is given up.")
@click.option("--total", default=60.0, show_default=True, help="Seconds after which a page that is not all there is given up.")
@click.option("--max-bytes", "size", default=10_000_000, show_default=True, help="The largest page.")
@click.option("--tries", default=3, show_default=True, help="How often a page is asked for when the server fails for the moment.")
@_options.since
@click.option("--ignore-robots", is_flag=True, help="Read what robots.txt forbids. Only with the site's leave.")
@click.option("--allow-private", is_flag=True, help="Read addresses inside private networks, such as this computer's.")
@click.option("--render", is_flag=True, help="Show each page in Chromium first and read it as the extension does.")
@click.option("--screenshot", is_flag=True, help="Keep a picture of each page with its marks, beside the evidence. Shows pages in Chromium, as --render does.")
@click.option("--name", default="", help="What to call the run.")
@click.option("--resume", is_flag=True, help="Go on with the last run that was broken off, or with the run named.")
@_options.database
@click.option("--evidence", type=click.Path(file_okay=False, path_type=Path), help="The folder for evidence. [default: one of your own]")
@click.option("--workers", default=0, metavar="N", help="Processes that check pages. [default: one a processor]")
@click.option("--scheduler", default="", metavar="tcp://HOST:PORT", help="Check pages on this Dask cluster.")
@click.option("--fail-on", type=click.Choice(LEVELS), default="caution", show_default=True, help="The severity from which on the exit code is 1.")
@_options.baseline
@click.option("--report", "reports", multiple=True, type=click.Path(dir_okay=False, path_type=Path), help="Write the result here; the ending says how: .html .pdf .csv .xlsx .json .sarif .jsonld")
@click.option("--forget", is_flag=True, help="Keep nothing but the reports: for checks in CI and before commits.")
@click.option("--quiet", is_flag=True, help="Print only the result.")
def command(
    sources: tuple[str, ...],
    folders: tuple[Path, ...],
    overrides: Path | None,
    resume: bool,
    database: str,
    evidence: Path | None,
    name: str,
    workers: int,
    scheduler: str,
    fail_on: str,
    baseline: int | str | Path,
    previous: int | str,
    reports: tuple[Path, ...],
    quiet: bool,
    forget: bool,
    **settings: object,
) -> None:
    """Read SOURCES: addresses, files of addresses, saved pages or folders of them, sitemaps, WARC and WACZ files.

    \b
    Examples:
      claimlight audit https://clinic.example/exosomes https://clinic.example/prp
      claimlight audit partners.txt --report audit.html --report audit.csv
      claimlight audit --sitemap https://clinic.example/sitemap.xml --exclude /blog/
      claimlight audit --crawl https://clinic.example --depth 2 --max-pages 50
      claimlight audit saved-pages/ crawl.warc.gz --packs my-packs
      claimlight audit pages/ --forget --baseline last.json --report now.json
      claimlight audit --resume
    """
    from ...audit.ledger import Ledger
    from ...audit.order import Order

    writers = _options.writers(reports)
    if forget:
        kept = Path(click.get_current_context().with_resource(tempfile.TemporaryDirectory(prefix="claimlight-")))
        database, evidence = str(kept / "audit.sqlite3"), kept
    store = _options.opened(database)
    if resume:
        ledger = _broken_off(store, sources)
        baseline = _options.before_it(store, baseline, ledger.run_id)
    else:
        baseline, settings["previous"] = (_options.earlier(store, chosen, name) for chosen in (baseline, previous))
        order = _sorted(sources, Order(packs=tuple(str(folder.absolute()) for folder in folders), overrides=_options.decided(overrides), **settings))
        if order.empty:
            _options.fail("Nothing to read: name an address, a file, a folder, --sitemap or --crawl. See claimlight audit run --help.")
        try:
            order.bounds()
        except ValueError as error:
            _options.fail(str(error))
        ledger = Ledger.begin(store, order.as_json(), name, _options.evidence_folder(evidence))
    finish(store, ledger.run_id, work(store, ledger, scheduler, workers, quiet), fail_on, baseline, writers)


def work(store: object, ledger: object, scheduler: str, count: int, quiet: bool) -> str:
    """Let a run go on until it is done or stopped; out: which. Ends the command when it breaks off."""
    from ...audit import executors
    from ...audit.run import Audit
    from ...audit.words import Failure, Stopped
    from ...store import StoreError

    stop = threading.Event()
    workers = executors.cluster(scheduler) if scheduler else executors.local(count)
    try:
        with workers as pool, shown(quiet) as tell, _stopping(stop):
            ledger.set(state="running")
            Audit(store, ledger, pool, tell, stop).go()
    except Stopped:
        return "stopped"
    except ConnectionError as error:
        _options.fail(str(error))
    except Failure as failure:
        _options.fail(failure.detail)
    except (StoreError, OSError) as error:
        _options.fail(f"The run broke off: {error}\nWhat was kept is safe. Go on with: claimlight audit --resume {ledger.run_id}")
    return "done"


def _sorted(sources: tuple[str, ...], order: object):  # noqa: ANN202 (an Order)
    """Tell by its look what each source is."""
    found: dict[str, list[str]] = {"addresses": [], "lists": [], "sitemaps": list(order.sitemaps), "folders": [], "archives": []}
    for source in sources:
        path = Path(source)
        bare = source.partition("?")[0].lower()
        if "://" in source:
            kind = "sitemaps" if bare.endswith((".xml", ".xml.gz")) else "addresses"
        elif path.is_dir() or bare.endswith((".html", ".htm", ".xhtml")) and path.exists():
            kind = "folders"
        elif bare.endswith((".warc", ".warc.gz", ".wacz")):
            kind = "archives"
        elif path.is_file():
            kind = "lists"
        else:
            kind = "addresses"
        found[kind].append(source if kind in ("addresses", "sitemaps") else str(path.absolute()))
    return replace(order, **{name: tuple(values) for name, values in found.items()})


def _broken_off(store: object, sources: tuple[str, ...]):  # noqa: ANN202 (a Ledger)
    from ...audit.ledger import Ledger, last_broken_off

    if sources and not (len(sources) == 1 and sources[0].isdigit()):
        _options.fail("--resume goes on with a run as it was ordered: give its number, or nothing for the last one.")
    number = int(sources[0]) if sources else last_broken_off(store)
    if number is None:
        _options.fail("No run was broken off.")
    ledger = Ledger(store, number)
    try:
        ledger.run()
    except KeyError:
        _options.fail(f"There is no run {number}. See: claimlight audit list")
    return ledger


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C, or being told to end, finishes the pages in hand; a second Ctrl-C ends at once."""

    def heard(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("\nFinishing the pages in hand. Press Ctrl-C again to end at once; nothing kept is lost.", err=True)

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def finish(store: object, run_id: int, state: str, fail_on: str, baseline: int | Path, reports: list) -> None:
    """Say what came out, write it, and end with the exit code."""
    from ...audit.ledger import Ledger
    from ...audit.summary import lines, reached
    from ...review import follow

    if not Ledger(store, run_id).run().order.get("replay"):  # what other packs would say decides nothing
        follow(store, run_id)
    hand = _options.gathered(store, run_id, baseline, text=bool(reports))
    click.echo("\n".join(lines(hand)))
    for path, writer in reports:
        try:
            writer(hand, path)
        except OSError as error:
            _options.fail(f"{path} cannot be written: {error.strerror}. The run itself is kept as number {run_id}.")
        click.echo(f"Written: {path}")
    if state == "stopped":
        click.echo(f"Stopped. Go on with: claimlight audit --resume {run_id}", err=True)
        sys.exit(2)
    if not hand.pages:
        click.echo("No page was found in what was given, so nothing is known. Look at the list, folder or archive, and at --include and --exclude.", err=True)
        sys.exit(2)
    if not hand.read:
        click.echo("No page could be read, so nothing is known. The reasons are above.", err=True)
        sys.exit(2)
    sys.exit(1 if reached(hand, fail_on) else 0)
