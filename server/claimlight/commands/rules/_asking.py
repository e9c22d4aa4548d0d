"""The questions of `claimlight rules new`, and the answers turned into a rule's draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from ...model import CLAIMS, DISCLOSURES, SEVERITIES

if TYPE_CHECKING:
    from ...authoring.shelf import Shelf
    from ...authoring.writing import Draft
    from ...packs import Pack

_LISTED = 12  # sources shown for one search


class Missing(Exception):
    """An answer that was not given, where nothing may be asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks a person, or with `silent` raises Missing with the name of the option that would have answered."""

    silent: bool

    def text(self, question: str, option: str, default: str | None = None) -> str:
        """One line; with `silent` the default."""
        if self.silent:
            if default is None:
                raise Missing(f"{option} is missing.")
            return default
        return click.prompt(question, default=default).strip()

    def many(self, question: str, option: str, fault: Callable[[str], str] = lambda line: "") -> tuple[str, ...]:
        """Lines until an empty one, at least one; a line in which `fault` finds something is asked for again."""
        found: list[str] = []
        while True:
            asked = "  another (empty: no more)" if found else question
            said = click.prompt(asked, default="", show_default=False).strip() if found else self.text(question, option)
            if not said:
                return tuple(found)
            if fault(said):
                click.echo(f"  {fault(said)}")
            else:
                found.append(said)

    def choice(self, question: str, known: list[str], option: str, fresh: bool = False) -> str:
        """One of a list, by its number or its name; with `fresh` also a name that is not in it."""
        if self.silent:
            raise Missing(f"{option} is missing.")
        for number, name in enumerate(known, start=1):
            click.echo(f"  {number:>2}  {name}")
        while True:
            said = click.prompt(f"{question} (number or name)", default=known[0] if len(known) == 1 else None).strip()
            if said.isdigit() and 0 < int(said) <= len(known):
                return known[int(said) - 1]
            if said in known or fresh and not said.isdigit():
                return said
            click.echo("  That is not in the list.")

    def sources(self, sources: dict[str, dict]) -> tuple[str, ...]:
        """Sources found by words, chosen by number or named by id, until an empty line."""
        from ...authoring.shelf import found_sources

        if self.silent:
            raise Missing("--reference is missing.")
        chosen: list[str] = []
        listed: list[dict] = []
        click.echo("Sources: type words to search for, numbers of the list or ids to choose; an empty line ends.")
        while True:
            said = click.prompt(f"  sources ({', '.join(chosen) or 'none yet'})", default="", show_default=False).strip()
            if not said and chosen:
                return tuple(chosen)
            parts = said.replace(",", " ").split()
            if parts and all(part in sources or part.isdigit() and 0 < int(part) <= len(listed) for part in parts):
                chosen += [name for name in (part if part in sources else listed[int(part) - 1]["id"] for part in parts) if name not in chosen]
                continue
            if parts and all(part.isdigit() for part in parts):
                click.echo("  The list has no such number.")
                continue
            listed = found_sources(sources, said)
            for number, item in enumerate(listed[:_LISTED], start=1):
                click.echo(f"  {number:>2}  {item['id']}: {item['authority']}, {item['title']} {item.get('section', '')}".rstrip())
            click.echo(f"  {len(listed) - _LISTED} more; add a word" if len(listed) > _LISTED else "" if listed else "  Nothing found.")


def rule(asking: Asking, pack: Pack, shelf: Shelf, given: dict) -> tuple[Draft, tuple[str, ...], str]:
    """Ask what `given` (the command's options) leaves open.

    Returns the draft, the word lists to be taken over from the shelf, and the name of the file. Raises Missing.
    """
    from ...authoring.shelf import all_sources
    from ...authoring.writing import Draft, slug
    from ...packs.pattern import lexicons_in

    category = given["category"] or asking.choice("Category", [*CLAIMS, *DISCLOSURES], "--category")
    title = given["title"] or asking.text("Title (what the page says, such as: Says there are no side effects)", "--title")
    severity = given["severity"] or (asking.choice("Severity", list(SEVERITIES[::-1]), "--severity") if category in CLAIMS else "note")
    flags = given["flags"] or asking.many("A sentence to be marked, with [brackets] around the words", "--flag", _no_brackets)
    for flag in flags:
        if _no_brackets(flag):
            raise Missing(_no_brackets(flag))
    passes = given["passes"] or asking.many("A sentence that looks alike and must not be marked", "--pass")
    patterns = given["patterns"] or (_pattern(asking, pack, shelf, category, flags[0]),)
    borrowed = tuple(name for name in sorted(lexicons_in(" ".join(patterns))) if name not in pack.lexicons and name in shelf.lexicons)
    drafted = _drafts(asking, pack, flags[0], category)
    why = given["why"] or asking.text("Why it matters (one or two plain sentences for a patient, at most 40 words)", "--why")
    ask = given["ask"] or asking.text("What to ask (one question that can be read out)", "--ask")
    known = all_sources(pack, shelf)
    references = given["references"] or asking.sources(known)
    unknown = [name for name in references if name not in known]
    if unknown:
        raise Missing(f"There is no source {', '.join(unknown)}; add it to references.json first.")
    one = given["one_reference"] or ""
    if len(references) == 1 and not one:
        one = asking.text("Why one source is enough", "--one-reference (with one source) or a second --reference")
    holds = [place for name in references if len(place := str(known[name].get("jurisdiction", ""))[:2]) == 2 and place != "in"]
    draft = Draft(
        title=title, category=category, severity=severity, status=given["status"], since=pack.version,
        jurisdiction=given["places"] or tuple(dict.fromkeys(holds)) or ("us", "eu", "uk"),
        match=patterns, why=why, ask=ask, references=references, one_reference=one,
        flag=(*flags, *(text for kind, text in drafted if kind == "flag")),
        passes=(*passes, *(text for kind, text in drafted if kind == "pass")),
    )
    name = given["name"] or slug(title)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Missing(f"A rule's --name is small letters, digits and hyphens, such as no-side-effects; {name!r} is not.")
    return draft, borrowed, name


def _no_brackets(flag: str) -> str:
    """What is wrong with a sentence to be marked, or nothing."""
    return "" if 0 <= flag.find("[") < flag.find("]") - 1 else f"Put [brackets] around the words to be marked in: {flag}"


def _pattern(asking: Asking, pack: Pack, shelf: Shelf, category: str, flag: str) -> str:
    """The pattern, proposed and perhaps changed."""
    from ...authoring.drafts import propose

    words = flag[flag.index("[") + 1 : flag.index("]")]
    proposal = propose(words, pack.lexicons, shelf, category)
    for entry, name in proposal.lexicons:
        whose = f" (taken over from {shelf.folder.name})" if name in proposal.borrowed else ""
        click.echo(f"  “{entry}” is in {{{name}}}{whose}")
    return asking.text("Pattern", "--match", proposal.pattern)


def _drafts(asking: Asking, pack: Pack, flag: str, category: str) -> list[tuple[str, str]]:
    """The drafted test sentences that the author keeps, each as it is or changed."""
    from ...authoring.drafts import tries

    if pack.language != "en":
        click.echo("  No drafts for this language: add sentences that deny, ask and report it to `pass` yourself.")
        return []
    kept = []
    if not asking.silent:
        click.echo("Drafts of more tests: press return to keep one, type another sentence, or - to leave it out.")
    for shows, (kind, text) in tries(flag, category).items():
        said = asking.text(f"  {shows} ({'must be marked' if kind == 'flag' else 'must not be marked'})", "", text)
        if said != "-":
            kept.append((kind, said))
    return kept
