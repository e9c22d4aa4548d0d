"""The `claimlight` command. Every module of `claimlight.commands` is one command, named after its file."""

from __future__ import annotations

import importlib
import pkgutil

import click

from . import __version__, commands


class Commands(click.Group):
    """Finds commands by file name and imports one only when it is used, so that `--help` stays quick."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if module.name[0] != "_")

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        return importlib.import_module(f"{commands.__name__}.{name}").command


@click.group(
    cls=Commands,
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
