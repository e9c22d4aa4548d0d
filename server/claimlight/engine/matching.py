"""From readings to candidates: which rules match where, and which cues act on each match."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from ..model import Page, Sentence
from ..packs.types import Cue, Pack, Pattern, Rule
from . import cues as cue_finder
from .about import About
from .context import Place, places, shown
from .cues import Cued, Found
from .reading import Reader, Reading, Slow, Span


#: So many sentences with words of the setting make a page one of the pack's kind.
SETTING_SENTENCES = 2
#: A page is about established care when so many of its sentences, and this share of them, have its words.
ESTABLISHED_SENTENCES = 4
ESTABLISHED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """One match of one rule. `acting` are the cues that act on it; `dropped` says in a few words why it is not shown."""

    rule: Rule
    sentence: int
    span: Span
    pattern: Pattern
    acting: dict[str, Found]
    dropped: str = ""


@dataclass(slots=True)
class Matched:
    """All that was found on a page by one pack, sentence by sentence.

    `cued` holds the cues of the sentences that were asked for: those with a match, and the lines above them. `by_block`
    gives the sentences of a block by its position. `under` keeps which rules' `under` a line meets. `distant` counts
    sentences that seem to tell of others' claims; `setting` says that the page is of the pack's kind, whether it names a
    subject or not; `others` that more of its sentences name other treatments than the pack's subjects; `established` that it is about
    proven care, such as a transplant for blood cancer.
    """

    readings: list[Reading]
    places: list[Place]
    candidates: list[list[Candidate]] = field(default_factory=list)
    cued: dict[int, Cued] = field(default_factory=dict)
    by_block: dict[int, list[int]] = field(default_factory=dict)
    under: dict[tuple[str, int], bool] = field(default_factory=dict)
    distant: int = 0
    setting: bool = False
    others: bool = False
    established: bool = False
    slow: dict[str, str] = field(default_factory=dict)


class Matcher:
    """The patterns of one pack, ready to run. Build it once, use it from any thread."""

    def __init__(self, pack: Pack, use_index: bool = True) -> None:
        self.pack = pack
        patterns: list[Pattern] = []
        self._match: dict[int, tuple[Rule, Pattern]] = {}
        self._unless: dict[str, set[int]] = {}
        self._under: dict[str, set[int]] = {}
        self._cues: dict[int, Cue] = {}
        self._pseudo: dict[int, str] = {}
        self._stops: set[int] = set()

        def add(table: dict, pattern: Pattern, value: object) -> None:
            table[len(patterns)] = value
            patterns.append(pattern)

        for rule in pack.rules.values():
            if rule.status == "retired":
                continue
            for pattern in rule.match:
                add(self._match, pattern, (rule, pattern))
            for table, more in ((self._unless, rule.unless), (self._under, rule.under)):
                if more:
                    table[rule.id] = set(range(len(patterns), len(patterns) + len(more)))
                    patterns += more
        for cue in pack.cues.cues:
            add(self._cues, cue.pattern, cue)
        for name, pattern in pack.cues.pseudo:
            add(self._pseudo, pattern, name)
        self._stops.update(range(len(patterns), len(patterns) + len(pack.cues.stops)))
        patterns += pack.cues.stops
        self._distant = frozenset(
            number for number, cue in self._cues.items() if cue.name in ("attributed", "refuted") and cue.reach != "heading"
        )
        self.reader = Reader(pack, patterns, use_index, self._distant)
        self._subjects = self.reader.index.mask(pack.subjects.values())
        self._setting = self.reader.index.mask([pack.setting])
        self._elsewhere = self.reader.index.mask([pack.elsewhere])
        self._established = self.reader.index.mask([pack.established])
        self._about = About(pack)

    def concerns(self, sentences: Iterable[Sentence]) -> bool:
        """Whether a page may be one of the pack's kind. Of a page that is not nothing is shown, whatever matches there."""
        return self._about.said_in([sentence.lower for sentence in sentences], SETTING_SENTENCES)

    def run(self, page: Page, sentences: Iterable[Sentence]) -> Matched:
        """Match every sentence of a page. A rule that takes too long is left out for this page and named in `slow`."""
        readings, trails = self.reader.read_all(list(sentences))
        found = Matched(readings, places(page, readings, self._subjects, self._elsewhere))
        found.setting = sum(reading.holds(self._setting) for reading in readings) >= SETTING_SENTENCES
        own = sum(place.view == "sentence" for place in found.places)
        found.others = own < sum(reading.holds(self._elsewhere) for reading in readings)
        known = sum(reading.holds(self._established) for reading in readings)
        found.established = known >= max(ESTABLISHED_SENTENCES, ESTABLISHED_SHARE * len(readings))
        for number, reading in enumerate(readings):
            found.by_block.setdefault(reading.sentence.block, []).append(number)
        found.distant = reduce(or_, map(trails.loosely, self._distant), 0).bit_count()
        for number in range(len(readings)):
            found.candidates.append(self._sentence(page, found, number))
        return found

    def tried(self, reading: Reading) -> list[tuple[int, Rule, Pattern]]:
        """The patterns of rules that a sentence wakes: their numbers for `Reading.spans`, their rules, themselves."""
        return [(number, *self._match[number]) for number in reading.awake if number in self._match]

    def subjects(self, found: Matched) -> set[str]:
        """The subjects that the page names."""
        named = {name: self.reader.index.mask([lexicon]) for name, lexicon in self.pack.subjects.items()}
        return {name for name, mask in named.items() if any(reading.holds(mask) for reading in found.readings)}

    def _cues_of(self, found: Matched, number: int) -> Cued:
        if number not in found.cued:
            try:
                cued = cue_finder.find(found.readings[number], self._cues, self._pseudo, self._stops)
            except Slow as error:
                found.slow[f"{self.pack.name}/cues.yaml"] = str(error)
                cued = cue_finder.NOTHING
            found.cued[number] = cued
        return found.cued[number]

    def _sentence(self, page: Page, found: Matched, number: int) -> list[Candidate]:
        reading = found.readings[number]
        matched: dict[str, list[int]] = {}
        for awake in reading.awake:
            if awake in self._match:
                matched.setdefault(self._match[awake][0].id, []).append(awake)
        if not matched:
            return []
        inherited = self._inherited(page, found, number)
        made: list[Candidate] = []
        for name, numbers in matched.items():
            if name in found.slow:
                continue
            try:
                made += self._rule(found, number, numbers, inherited)
            except Slow as error:
                found.slow[name] = str(error)
        return made

    def _inherited(self, page: Page, found: Matched, number: int) -> dict[str, Found]:
        """The cues that come from the line that leads into the list, and from the headings above."""
        acting: dict[str, Found] = {}
        block = page.blocks[found.readings[number].sentence.block]
        for position in found.places[number].leads[:1]:
            if found.by_block.get(position) and (block.lead_in == position or shown(page.blocks[position]).endswith(":")):
                last = found.by_block[position][-1]
                acting |= cue_finder.at_its_end(self._cues_of(found, last), len(found.readings[last].sentence.text))
                acting.pop("question", None)
        for position in block.section:
            for place in found.by_block.get(position, ()):
                acting |= cue_finder.headings(self._cues_of(found, place).cues)
        return acting

    def _rule(
        self, found: Matched, number: int, numbers: list[int], inherited: dict[str, Found]
    ) -> list[Candidate]:
        rule = self._match[numbers[0]][0]
        reading = found.readings[number]
        if rule.under and not self._is_under(found, number, rule):
            return []
        made: list[Candidate] = []
        for which in numbers:
            pattern = self._match[which][1]
            standing: list[Candidate] = []
            fallen: list[Candidate] = []
            for span in reading.spans(which):
                acting = inherited | cue_finder.acting_on(self._cues_of(found, number), span)
                cause = next((f"{name}: {cue.words}" for name, cue in acting.items() if rule.cues[name] == "drop"), "")
                (fallen if cause else standing).append(Candidate(rule, number, span, pattern, acting, cause))
            made += standing or fallen[:1]
        if not made:
            return []
        cause = self._stopped(found, number, rule)
        if cause:
            made = [Candidate(c.rule, c.sentence, c.span, c.pattern, c.acting, c.dropped or cause) for c in made]
        return made

    def _stopped(self, found: Matched, number: int, rule: Rule) -> str:
        """Why a rule that matched is not shown, whatever the cues: its own `unless`, or the subject."""
        reading = found.readings[number]
        span = self._first(reading, self._unless.get(rule.id, ()))
        if span:
            return f"unless: {reading.sentence.text[span.start:span.end]}"
        if found.established and rule.kind == "claim":
            return "established: the page is about proven care"
        place = found.places[number]
        in_view = place.view or (rule.kind == "disclosure" and found.setting and not place.elsewhere)
        return "" if in_view else "subject: not in view"

    def _is_under(self, found: Matched, number: int, rule: Rule) -> bool:
        """Whether one of the lines above says what the rule's `under` asks for."""
        wanted = self._under[rule.id]
        for position in found.places[number].leads:
            for place in found.by_block.get(position, ()):
                key = (rule.id, place)
                if key not in found.under:
                    found.under[key] = self._first(found.readings[place], wanted) is not None
                if found.under[key]:
                    return True
        return False

    def _first(self, reading: Reading, wanted: Collection[int]) -> Span | None:
        """The first match of any of the patterns with these numbers."""
        for awake in reading.awake if wanted else ():
            if awake in wanted:
                span = next(reading.spans(awake), None)
                if span:
                    return span
        return None
