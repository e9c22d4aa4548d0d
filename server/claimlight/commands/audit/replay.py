"""`claimlight audit replay`: what would other packs have marked then?"""

from __future__ import annotations

from pathlib import Path

import click

from .. import _options as shared
from . import _options
from .run import finish, work


@click.command("replay", epilog="Exit codes: 0 nothing new or changed, 1 something is, 2 it could not be done.")
@click.argument("run", type=int)
@shared.folders
@shared.overrides
@click.option("--jurisdiction", default="", help="Use only rules that hold there, such as us, eu or uk.")
@_options.database
@click.option("--evidence", type=click.Path(file_okay=False, path_type=Path), help="The folder for evidence. [default: one of your own]")
@click.option("--workers", default=0, metavar="N", help="Processes that check pages. [default: one a processor]")
@click.option("--report", "reports", multiple=True, type=click.Path(dir_okay=False, path_type=Path), help="Write the result here, as with run.")
@click.option("--quiet", is_flag=True, help="Print only the result.")
def command(
    run: int, folders: tuple[Path, ...], overrides: Path | None, jurisdiction: str, database: str, evidence: Path | None, workers: int,
    reports: tuple[Path, ...], quiet: bool,
) -> None:
    """Check the pages of RUN again as they were read then, with other packs, and say what is new, changed and gone.

    What RUN set aside by its overrides is set aside again, as of its day, unless --overrides names another file.
    The answer is kept as a run of its own; nothing is asked of the web.

    \b
    Examples:
      claimlight audit replay 12 --packs my-packs
      claimlight audit replay 12 --packs my-packs --report changes.html
    """
    from ...audit.ledger import Ledger
    from ...audit.order import Order

    store = _options.opened(database)
    try:
        earlier = Ledger(store, run).run()
    except KeyError:
        _options.fail(f"There is no run {run}. See: claimlight audit list")
    order = Order(packs=tuple(str(folder.absolute()) for folder in folders), jurisdiction=jurisdiction, replay=run, overrides=_options.decided(overrides) or earlier.order.get("overrides"))
    ledger = Ledger.begin(store, order.as_json(), f"Replay of run {run}", _options.evidence_folder(evidence))
    writers = _options.writers(reports)
    finish(store, ledger.run_id, work(store, ledger, "", workers, quiet), "review", run, writers)
