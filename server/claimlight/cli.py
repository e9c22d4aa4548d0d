"""The `claimlight` command. Every module of `claimlight.commands` is one command, named after its file."""

from __future__ import annotations

import click

from . import __version__, commands
from .commands._folder import Folder


@click.group(
    cls=Folder,
    package=commands.__name__,
    path=commands.__path__,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 something was found that needs your eyes, 2 it could not be done.",
)
@click.version_option(__version__, prog_name="claimlight")
def main() -> None:
    """Shows which sentences of a clinic's web page make claims that regulators restrict.

    \b
    Examples:
      claimlight serve                    start the service on http://127.0.0.1:8642
      claimlight check page.html          check a saved page
      pbpaste | claimlight check -        check text from elsewhere
    """
