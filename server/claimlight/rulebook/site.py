"""The rules as a site of plain files: no server, no script needed, nothing fetched from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import __version__
from ..packs import RuleSet
from .entries import entry, groups
from .names import SEVERITIES

if TYPE_CHECKING:
    from ..authoring.comparing import Comparison

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["version"] = __version__
    return made


def build(rules: RuleSet, out: Path, styles: Iterable[Path], accuracy: dict | None = None) -> int:
    """Write the site into `out` and say how many rules it shows.

    `styles` are the style sheets on which the site's own builds. The folder may be there; files of the site are written
    over, others are left alone. Raises OSError when it cannot be written.
    """
    environment = _environment()
    (out / "static").mkdir(parents=True, exist_ok=True)
    sheets = [*styles, STATIC / "rulebook.css"]
    for path in (*sheets, STATIC / "rulebook.js"):
        shutil.copyfile(path, out / "static" / path.name)
    names = [path.name for path in sheets]
    page = environment.get_template("rulebook/site_index.html")
    _write(out / "index.html", page.render(root="", sheets=names, groups=groups(rules), link=lambda name: f"{name}.html"))
    page = environment.get_template("rulebook/site_rule.html")
    for rule in rules.rules.values():
        made = entry(rule, rules, accuracy)
        _write(out / f"{rule.id}.html", page.render(root="../../", sheets=names, entry=made, link=lambda name: f"../../{name}.html"))
    return len(rules.rules)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def difference(found: Comparison, styles: Iterable[Path] = ()) -> str:
    """A comparison as one page that stands alone, with its styles inside."""
    sheets = [path.read_text("utf-8") for path in (*styles, STATIC / "rulebook.css")]
    return _environment().get_template("rulebook/difference.html").render(found=found, css="\n".join(sheets), severities=SEVERITIES)
