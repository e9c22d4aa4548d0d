"""A finding keeps its identity over moves and edits elsewhere; an edited sentence is linked to what it was."""

from __future__ import annotations

from dataclasses import dataclass

from claimlight.audit.comparison import compare


@dataclass
class Item:
    sentence: str
    rule: str = "toy/cures"
    address: str = "https://a.example/1"
    site: str = "a.example"

    @property
    def fingerprint(self) -> str:
        return f"{self.rule} {self.sentence}"


READ = {"https://a.example/1", "https://a.example/2"}


def states(before: list[Item], after: list[Item], read: set[str] = READ) -> list[str]:
    return [change.state for change in compare(before, after, read)]


def test_the_same_words_are_unchanged_wherever_they_stand():
    first, second = Item("It cures pain."), Item("It cures grief.")
    assert states([first, second], [second, first]) == ["unchanged", "unchanged"]
    assert states([first], [Item("It cures pain.", address="https://a.example/2")]) == ["unchanged"]


def test_an_edited_sentence_is_linked_to_what_it_was():
    changes = compare([Item("Our exosomes cure chronic knee pain.")], [Item("Our exosomes can cure knee pain.")], READ)
    assert changes[0].state == "changed" and changes[0].before.sentence == "Our exosomes cure chronic knee pain."
    assert states([Item("It cures pain.")], [Item("Nothing at all like it, a cure for winter.")]) == ["new", "gone"]


def test_each_is_linked_once_and_the_most_alike_first():
    before = [Item("Our exosomes cure knee pain fast."), Item("Our exosomes cure hip pain fast.")]
    after = [Item("Our exosomes cure hip pain very fast."), Item("Our exosomes cure knee pain very fast.")]
    assert [change.before.sentence for change in compare(before, after, READ)] == [before[1].sentence, before[0].sentence]


def test_the_same_sentence_twice_is_two_findings():
    twice = [Item("It cures."), Item("It cures.")]
    assert states(twice, twice) == ["unchanged", "unchanged"]
    assert states(twice, twice[:1]) == ["unchanged", "gone"]


def test_what_stands_on_a_page_that_was_not_asked_for_has_not_moved():
    here, there = Item("It cures pain."), Item("It cures pain.", address="https://a.example/2")
    both, read = {here.address, there.address}, {there.address}
    assert [change.state for change in compare([here], [there], read, asked=read)] == ["new", "unread"]
    assert [change.state for change in compare([here], [there], read, asked=both)] == ["unchanged"]
    assert [change.state for change in compare([here], [there], read, asked=None)] == ["unchanged"]


def test_what_could_not_be_read_again_is_not_gone():
    assert states([Item("It cures.")], [], read=set()) == ["unread"]
    assert states([Item("It cures.")], []) == ["gone"]
