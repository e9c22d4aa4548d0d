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
