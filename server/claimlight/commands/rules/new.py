"""`claimlight rules new`: a new rule, or a whole new pack, by a few questions or by options."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...model import CLAIMS, DISCLOSURES, SEVERITIES
from . import _asking


def _home(given: Path | None) -> Path:
    """The folder that holds the packs: the one named, or else this one, or its `rules` when packs are there."""
    return given or (Path("rules") if not list(Path().glob("*/pack.yaml")) and list(Path().glob("rules/*/pack.yaml")) else Path())


@click.command(
    "new",
    epilog="Exit codes: 0 written and its tests pass, 1 written but a test fails, 2 nothing was written (such as a missing answer).",
)
@click.option("--packs", "given", type=click.Path(file_okay=False, path_type=Path), help="The folder that holds the packs.  [default: here, or ./rules]")
@click.option("--pack", help="The pack. One that is not there yet is made, with a first rule.")
@click.option("--title", help="What the rule finds, for a patient; for a new pack, what it is about.")
@click.option("--category", type=click.Choice([*CLAIMS, *DISCLOSURES]), help="What kind of claim or disclosure it is.")
@click.option("--severity", type=click.Choice(SEVERITIES[::-1]), help="How much care a mark deserves (claims only).")
@click.option("--flag", "flags", multiple=True, metavar="SENTENCE", help="A sentence to be marked, with [brackets] around the words.")
@click.option("--pass", "passes", multiple=True, metavar="SENTENCE", help="A sentence that looks alike and must not be marked.")
@click.option("--match", "patterns", multiple=True, metavar="PATTERN", help="A pattern, in place of the one that is proposed.")
@click.option("--why", help="One or two plain sentences for a patient.")
@click.option("--ask", help="One question a patient can read out.")
@click.option("--reference", "references", multiple=True, metavar="ID", help="A source of the pack, or of the packs that ship.")
@click.option("--one-reference", help="Why one source is enough, where there is one.")
@click.option("--jurisdiction", "places", multiple=True, help="Where it holds, such as us.  [default: where its sources hold]")
@click.option("--name", help="The file's name.  [default: from the title]")
@click.option("--status", type=click.Choice(["stable", "experimental"]), default="stable", show_default=True)
@click.option("--word", "words", multiple=True, help="New pack: a word that brings its subject into view; {,s} at its end stands for both forms.")
@click.option("--language", default="en", show_default=True, help="New pack: the language of the pages it reads.")
@click.option("--licence", default="Apache-2.0", show_default=True, help="New pack: an SPDX expression.")
@click.option("--depends", "lenders", multiple=True, metavar="PACK", help="New pack: use this pack's word lists, cues, checklist, sources and weights, not copies.")
@click.option("--yes", is_flag=True, help="Ask nothing: take every draft, and stop where an answer is missing.")
def command(given: Path | None, pack: str | None, words: tuple[str, ...], language: str, licence: str, lenders: tuple[str, ...], yes: bool, **answers: object) -> None:
    """Write a new rule, complete with its tests, or a whole new pack.

    What an option does not say is asked. The pattern is proposed from the words in [brackets], with word lists where
    they fit, and the sentences in which a claim is denied, asked, reported, quoted and softened are drafted; every draft
    can be changed or left out.

    \b
    Examples:
      claimlight rules new
      claimlight rules new --pack hair-en --title "Hair transplants" --word "hair transplant{,s}"
      claimlight rules new --pack hair-en --category certainty
      claimlight rules new --pack hair-en --category certainty --title "Promises full hair" \\
        --flag "You will have [full hair for life]." --pass "Hair grows for years." \\
        --why "No treatment works for all." --ask "How many patients keep it?" \\
        --reference ftc-hpcg-2022 --reference eu-2001-83-90 --severity alert --yes
    """
    home = _home(given)
    asking = _asking.Asking(yes)
    try:
        known = sorted(path.parent.name for path in home.glob("*/pack.yaml"))
        pack = pack or asking.choice("Pack", known, "--pack", fresh=True)
        if pack not in known:
            if answers["category"] or answers["flags"]:
                raise click.UsageError(f"There is no pack {pack} in {home}; known are {', '.join(known) or 'none'}. Make it first: claimlight rules new --pack {pack}")
            sys.exit(_new_pack(asking, home, pack, answers["title"], words, language, licence, lenders))
        sys.exit(_new_rule(asking, home, pack, answers))
    except _asking.Missing as error:
        click.echo(f"{error}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("\nStopped; nothing was written.", err=True)
        sys.exit(2)


def _ranges(lenders: tuple[str, ...]) -> dict[str, str]:
    """The packs to depend on, each with the range of versions that keep their ids. Raises Missing for one that is not in use."""
    from ...packs.library import home_folder, standing

    known = {pack.name: pack.version for pack in standing(home_folder())[0] if not pack.unused}
    unknown = [name for name in lenders if name not in known]
    if unknown:
        raise _asking.Missing(f"There is no pack {', '.join(unknown)} to depend on; in use are {', '.join(sorted(known)) or 'none'}.")
    return {name: f">={known[name]},<{int(known[name].partition('.')[0]) + 1}" for name in lenders}


def _new_pack(
    asking: _asking.Asking, home: Path, name: str, title: str | None, words: tuple[str, ...], language: str, licence: str, lenders: tuple[str, ...]
) -> int:
    from ... import packs
    from ...authoring import skeleton, trials
    from .test import show

    depends = _ranges(lenders)
    click.echo(f"A new pack, {name}, in {home.resolve()}.")
    title = title or asking.text("Title (what it is about, such as Hair transplants)", "--title")
    words = words or asking.many("A word that brings the subject into view, such as hair transplant{,s}", "--word")
    try:
        made = skeleton.make(home, name, title, words, language, licence, depends)
    except (FileExistsError, ValueError) as error:
        click.echo(f"{error}." if isinstance(error, ValueError) else f"There is something at {error} already; nothing was written.", err=True)
        return 2
    for path in made:
        click.echo(f"  wrote {path}")
    rules = packs.load_used([home / name])
    run = trials.run(rules, rules.rules.values(), rules.problems)
    show(run, False)
    click.echo(f"\nNext: add words to {home / name / 'lexicons' / 'product.yaml'}, then rules:\n  claimlight rules new --packs {home} --pack {name}")
    return 0 if run.passed else 1


def _new_rule(asking: _asking.Asking, home: Path, name: str, answers: dict) -> int:
    from ... import packs
    from ...authoring import shelf, trials, writing
    from .test import show

    folder = home / name
    rules = packs.load_used([folder])
    pack = next(iter(rules.packs), None)
    broken = [item for item in rules.problems if pack is None or "references.json" in item["where"]]
    if broken:
        click.echo("\n".join(f"{item['where']}: {item['detail']}" for item in broken) + "\nMend this first; nothing was written.", err=True)
        return 2
    lender = shelf.Shelf(pack.language)
    draft, borrowed, stem = _asking.rule(asking, pack, lender, answers)
    sources = [source for source in draft.references if source not in pack.references]
    try:
        target = writing.write_rule(draft, folder, stem)
    except FileExistsError as error:
        click.echo(f"There is a rule at {error} already; give another --name. Nothing was written.", err=True)
        return 2
    click.echo(f"\n  wrote {target}")
    for lexicon in borrowed:
        click.echo(f"  wrote {lender.lend_lexicon(lexicon, folder)}, taken over from {lender.folder.name}")
    if sources:
        lender.lend_sources(sources, folder)
        click.echo(f"  added {', '.join(sources)} to {folder / 'references.json'}")
    rules = packs.load_used([folder])
    made = f"{pack.name}/{draft.category}/{stem}"
    aside = [item for item in rules.problems if item["where"].startswith(made)]
    run = trials.run(rules, [rules.rules[made]] if made in rules.rules else [], aside)
    show(run, True)
    click.echo("\nNext:" if run.passed else f"\nThe rule is written, and not right yet. Change {target}, then:")
    click.echo(f"  claimlight rules test {target}\n  claimlight rules explain \"a sentence\" --packs {home} --rule {made}")
    return 0 if run.passed else 1
