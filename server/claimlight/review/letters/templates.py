"""The templates of letters: those that ship, and a site's own in a folder, file by file in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from ...model import CLAIMS
from .letter import Letter

SHIPPED = Path(__file__).parent / "shipped"
#: The files that a folder of templates may hold.
NAMES = ("letter.html", "opening.html", "passage.html", "closing.html", "letter.css", "changes.yaml", "reasons.yaml", "titles.yaml", "careful.yaml")
_PAGES = tuple(name for name in NAMES if not name.endswith(".yaml"))
#: The lists of words. Those that are by kind of claim take no other names; rules and questions are a pack's own.
_LISTS = {"changes": CLAIMS, "reasons": CLAIMS, "titles": (), "careful": ()}
_REMEDY = "Mend it, or take it away: then the template that ships is used."


class TemplateFault(Exception):
    """A template cannot be used; the message names file and line and says what to do."""


class Templates:
    """Templates to render letters with. `folder` holds a site's own; what it does not hold is as it ships.

    Raises `TemplateFault` for a folder without any template, and for a template or list of changes that cannot be read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder and not any((folder / name).is_file() for name in NAMES):
            raise TemplateFault(f"{folder} holds no template of letters ({', '.join(NAMES)}). To begin with those that ship: --write-templates FOLDER")
        self._folder = folder
        shipped = PackageLoader("claimlight.review.letters", "shipped")
        loader = ChoiceLoader([FileSystemLoader(folder), shipped]) if folder else shipped
        self._pages = SandboxedEnvironment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self._pages.filters["day"] = day
        self._words = {name: self._read_words(f"{name}.yaml", known) for name, known in _LISTS.items()}
        for name in _PAGES:
            self._try(lambda name=name: self._pages.get_template(name), name)

    def render(self, letter: Letter) -> str:
        """The letter as one HTML page that needs nothing else. Raises `TemplateFault`."""
        return self._try(lambda: self._pages.get_template("letter.html").render(letter=letter, terms=letter.terms, **self._words), "letter.html")

    def _try(self, do, name: str):  # noqa: ANN001, ANN202 (what `do` gives)
        try:
            return do()
        except TemplateSyntaxError as error:
            raise TemplateFault(f"{self._place(error.name or name)}, line {error.lineno}: {error.message} {_REMEDY}") from None
        except TemplateNotFound as error:
            raise TemplateFault(f"{self._place(name)} asks for the template {error.name}, which is not there. {_REMEDY}") from None
        except UnicodeDecodeError as error:
            raise TemplateFault(f"A template in {self._folder} is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from None
        except Exception as error:  # a template can raise anything while it is rendered
            where, line = self._line(error)
            said = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
            raise TemplateFault(f"{where or self._place(name)}{f', line {line}' if line else ''}: {said}. {_REMEDY}") from None

    def _line(self, error: Exception) -> tuple[str, int]:
        """The last line of a template that the fault went through; Jinja2 writes these into the traceback."""
        found, place = ("", 0), error.__traceback__
        while place:
            if (name := Path(place.tb_frame.f_code.co_filename)).name in _PAGES:
                found = (str(name), place.tb_lineno)
            place = place.tb_next
        return found

    def _place(self, name: str) -> str:
        own = self._folder and self._folder / name
        return str(own if own and own.is_file() else name)

    def _read_words(self, name: str, known: Sequence[str]) -> Mapping[str, str]:
        """One list of words, each a sentence for a name; a site's own sentences in the place of ours."""
        made = _read(SHIPPED / name, known)
        own = self._folder and self._folder / name
        return made | _read(own, known) if own and own.is_file() else made


def _read(path: Path, known: Sequence[str]) -> dict[str, str]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TemplateFault(f"{path}, line {line}: {error.problem}. {_REMEDY}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateFault(f"{path} cannot be read: {error}. {_REMEDY}") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise TemplateFault(f"{path}, line 1: write one name a line with its words, such as `safety: Name the known risks.` {_REMEDY}")
    made = {}
    for key, value in root.value:
        line = key.start_mark.line + 1
        if known and key.value not in known:
            raise TemplateFault(f"{path}, line {line}: {key.value} is no category of claims. Known are {', '.join(known)}.")
        if not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            raise TemplateFault(f"{path}, line {line}: {key.value} needs a sentence after the colon.")
        made[key.value] = value.value.strip()
    return made


def write_templates(folder: Path) -> list[Path]:
    """Copy the templates that ship into a folder, to be edited. Raises `FileExistsError` before it would replace one, `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / name for name in NAMES]
    there = next((path for path in targets if path.exists()), None)
    if there:
        raise FileExistsError(17, "is there already, and may hold your own words", str(there))
    for path in targets:
        path.write_bytes((SHIPPED / path.name).read_bytes())
    return targets


def day(value: date | str) -> str:
    """Days as a letter writes them: 5 January 2027, July 2020. What stands around them stays."""

    def written(found: re.Match[str]) -> str:
        try:
            known = date.fromisoformat(found[0] if found[1] else f"{found[0]}-01")
        except ValueError:
            return found[0]
        return f"{known.day} {known:%B %Y}" if found[1] else f"{known:%B %Y}"

    return re.sub(r"\b\d{4}-\d{2}(-\d{2})?\b", written, str(value))
