"""`claimlight audit`: whole sites are read, kept and handed over. Every module here is one command, named after its file."""

from __future__ import annotations

import click

from .._folder import Folder


class _Audit(Folder):
    """A group whose first word may be left out: `claimlight audit SOURCE…` is `claimlight audit run SOURCE…`."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        known = self.list_commands(context)
        helps = arguments and arguments[0] in context.help_option_names
        if arguments and arguments[0] not in known and not helps:
            arguments = ["run", *arguments]
        return super().parse_args(context, arguments)


@click.group(
    "audit",
    cls=_Audit,
    package=__name__,
    path=__path__,
    epilog="Exit codes: 0 nothing found, 1 something was found, 2 the audit could not be made or is not finished.",
)
def command() -> None:
    """Read whole sites, keep what was read as evidence, compare runs and hand them over.

    \b
    Examples:
      claimlight audit https://clinic.example/exosomes
      claimlight audit partners.txt --report audit.html --report audit.xlsx
      claimlight audit --crawl https://clinic.example --depth 2
      claimlight audit --resume
      claimlight audit list

    "claimlight audit run --help" has all options.
    """
