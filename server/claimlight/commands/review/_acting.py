"""What the commands that change something share: who acts, and how a refusal is told."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable

import click

who = click.option("--as", "name", default="", metavar="NAME", help="Who does it. [default: the name you are logged in with]")

OVER = " --over does it all the same."
over = click.option("--over", is_flag=True, help="Also where somebody else has done so already.")


def person(name: str):  # noqa: ANN201 (a Person)
    """The one who acts."""
    from ...review import Person

    return Person(name or getpass.getuser(), "admin")


def act(do: Callable[[], object], said: str, remedy: str = "") -> None:
    """Do it and say so; a conflict ends with exit code 1 and what helps, a refusal with 2."""
    from ...review import Conflict, Refused
    from ...store import StoreError

    try:
        done = do()
    except Conflict as conflict:
        click.echo(f"{conflict}{remedy}", err=True)
        sys.exit(1)
    except (Refused, StoreError) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    click.echo(f"{said.format(count=done.count)} To take it back: claimlight review undo {done.batch}")
