"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

#: `--packs FOLDER`, any number of times: the command's argument `folders`.
folders = click.option(
    "--packs",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of rule packs, in place of those that ship and that you added. May be given more than once.",
)

#: `--database URL`: the command's argument `database`, empty for the default.
database = click.option(
    "--database",
    default="",
    metavar="URL",
    help="Where feedback is kept: a file, or postgresql://user@host/name; `off` takes none.  [default: a file in your data folder, "
    "made with the first feedback]",
)

#: `--overrides FILE`: the command's argument `overrides`.
overrides = click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    envvar="CLAIMLIGHT_OVERRIDES",
    help="A file in which your site turns rules off, changes severities or exempts phrases (docs/packs.md).",
)
