"""`claimlight audit export`: a kept run as a report, a table or data for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from . import _options


@click.command("export", epilog="Exit codes: 0 written, 2 no such run, or a file cannot be written.")
@click.argument("run", type=int)
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@_options.baseline
@_options.database
def command(run: int, files: tuple[Path, ...], baseline: int | str | Path, database: str) -> None:
    """Write RUN to FILES; each ending says how: .html .pdf .csv .xlsx .json .sarif .jsonld (W3C Web Annotations).

    \b
    Examples:
      claimlight audit export 12 audit.html audit.xlsx
      claimlight audit export 12 changes.sarif --baseline 11
    """
    writers = _options.writers(files)
    store = _options.opened(database)
    hand = _options.gathered(store, run, _options.before_it(store, baseline, run), text=True)
    for path, write in writers:
        try:
            write(hand, path)
        except OSError as error:
            _options.fail(f"{path} cannot be written: {error.strerror}.")
        click.echo(f"Written: {path}")
