"""A group of commands from the modules of a folder: a file's name is the command's name, its `command` the click command."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

import click


class Folder(click.Group):
    """Finds commands by file name and imports one only when it is used, so that `--help` stays quick.

    `package` is the folder's import name, `path` its `__path__`. Names that begin with `_` are no commands.
    """

    def __init__(self, *arguments: object, package: str, path: Iterable[str], **settings: object) -> None:
        super().__init__(*arguments, **settings)
        self.package = package
        self.path = list(path)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(self.path) if module.name[0] != "_")

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        return importlib.import_module(f"{self.package}.{name}").command
