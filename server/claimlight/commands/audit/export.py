"""`claimlight audit export`: a kept run as a report, a table or data for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from . import _options


@click.command("export", epilog="Exit codes: 0 written, 2 no such run, or a file cannot be written.")
@click.argument("run", type=int)
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--baseline", default=0, metavar="RUN", help="Say what is new, changed and gone since this run.")
@_options.database
def command(run: int, files: tuple[Path, ...], baseline: int, database: str) -> None:
    """Write RUN to FILES; each ending says how: .html .pdf .csv .xlsx .json .sarif .jsonld (W3C Web Annotations).

    \b
    Examples:
      claimlight audit export 12 audit.html audit.xlsx
      claimlight audit export 12 changes.sarif --baseline 11
    """
    from ...audit import handover

    writers = _options.writers(files)
    try:
        hand = handover.gather(_options.opened(database), run, baseline=baseline, text=True)
    except KeyError as error:
        _options.fail(f"There is no run {error}. See: claimlight audit list")
    for path, write in writers:
        try:
            write(hand, path)
        except OSError as error:
            _options.fail(f"{path} cannot be written: {error.strerror}.")
        click.echo(f"Written: {path}")
