"""A letter as a file: HTML, PDF by an installed Chromium, or a Word document. All three come of the same template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from ...audit.exports.files import replacing
from ...audit.exports.printing import print_pdf
from .word import as_document


def _write_html(html: str, path: Path) -> None:
    with replacing(path) as made:
        made.write_text(html, encoding="utf-8")


def _write_docx(html: str, path: Path) -> None:
    with replacing(path) as made:
        as_document(html).save(str(made))


#: What writes each form.
FORMS: dict[str, Callable[[str, Path], None]] = {"html": _write_html, "pdf": print_pdf, "docx": _write_docx}


def write(html: str, form: str, path: Path) -> None:
    """Write a rendered letter in one of `FORMS`. Raises `OSError`; the file is whole, or as it was before."""
    FORMS[form](html, path)


def file_names(sites: Iterable[str]) -> dict[str, str]:
    """For each site a name of its letter without an ending, which every system takes and no other site has."""
    made: dict[str, str] = {}
    for site in sites:
        plain = re.sub(r"[^a-z0-9.-]+", "_", site.lower()).strip("._") or "site"
        same = sum(name == f"letter-{plain}" or name.startswith(f"letter-{plain}__") for name in made.values())
        made[site] = f"letter-{plain}" + (f"__{same + 1}" if same else "")
    return made
