"""What a new rule or pack may take over from the packs that ship: word lists and sources, copied into the pack."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..packs import Lexicon, Pack, files, lexicon, shipped
from ..packs.pattern import lexicons_in

MODELINE = "# yaml-language-server: $schema={}"


def modeline(file: Path, kind: str) -> str:
    """The first line of a pack's file, by which an editor finds its schema.

    The nearest folder `schema` above the file is named, or else the one that ships with Claimlight; always by a
    relative path.
    """
    wanted = f"{kind}.schema.json"
    places = [place / "schema" for place in file.resolve().parents] + [shipped() / "schema"]
    folder = next((place for place in places if (place / wanted).is_file()), places[-1])
    return MODELINE.format(Path(os.path.relpath(folder / wanted, file.resolve().parent)).as_posix())


@dataclass(frozen=True)
class Shelf:
    """The shipped pack of a language; empty for a language that no pack ships for."""

    language: str

    @cached_property
    def folder(self) -> Path | None:
        """The pack's folder: of several that of the pack with most word lists."""
        found = [head.parent for head in shipped().glob("*/pack.yaml") if re.search(rf"(?m)^language: {self.language}$", head.read_text("utf-8"))]
        return max(found, key=lambda place: len(list((place / "lexicons").glob("*.yaml"))), default=None)

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """Its word lists by name."""
        paths = sorted((self.folder / "lexicons").glob("*.yaml")) if self.folder else []
        return {path.stem: lexicon.build(path.stem, files.parse(files.read_text(path, path.name), path.name)[0]) for path in paths}

    @cached_property
    def sources(self) -> dict[str, dict]:
        """Its sources by id."""
        if not self.folder:
            return {}
        return {item["id"]: item for item in json.loads((self.folder / "references.json").read_text("utf-8"))}

    def usage(self, category: str = "") -> Counter:
        """How many rules of a category, or of all, name each word list."""
        names: Counter = Counter()
        for path in self.folder.glob(f"{category or '*'}/*.yaml") if self.folder else ():
            if path.parent.name != "lexicons":
                names.update(lexicons_in(path.read_text("utf-8")))
        return names

    def lend_lexicon(self, name: str, pack: Path) -> Path:
        """Copy a word list into a pack's folder, with the line that names its schema put right."""
        target = pack / "lexicons" / f"{name}.yaml"
        write_with_modeline(target, "lexicon", (self.folder / "lexicons" / f"{name}.yaml").read_text("utf-8"))
        return target

    def lend_sources(self, names: list[str], pack: Path) -> None:
        """Add sources to a pack's `references.json`, which is made when it is not there; ids that are there stay."""
        target = pack / "references.json"
        kept = json.loads(target.read_text("utf-8")) if target.is_file() else []
        known = {item["id"] for item in kept}
        kept += [self.sources[name] for name in names if name not in known]
        target.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_with_modeline(target: Path, kind: str, text: str) -> None:
    """Write a file of a pack; a first line that names a schema is replaced by one that is right for this place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    body = re.sub(r"\A# yaml-language-server:[^\n]*\n", "", text)
    target.write_text(f"{modeline(target, kind)}\n{body}", encoding="utf-8")


def found_sources(sources: dict[str, dict], words: str) -> list[dict]:
    """The sources that hold all words, those with a word in their title first."""
    wanted = words.lower().split()
    hits = []
    for item in sources.values():
        text = " ".join(str(item.get(key, "")) for key in ("id", "authority", "title", "section", "note", "jurisdiction")).lower()
        if all(word in text for word in wanted):
            hits.append((-sum(word in item["title"].lower() for word in wanted), item["id"], item))
    return [item for _, _, item in sorted(hits, key=lambda hit: hit[:2])]


def all_sources(pack: Pack | None, shelf: Shelf) -> dict[str, dict]:
    """The pack's own sources and those that can be taken over, by id; its own win."""
    return shelf.sources | (dict(pack.references) if pack else {})
