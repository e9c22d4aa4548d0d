"""What a person pastes is read as they see it: paragraphs, lists and headings, whether or not it was HTML."""

from __future__ import annotations

import pytest

from claimlight.pasted import looks_like_html, read_pasted, text_as_html, without_surrogates


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One line.", "<p>One line.</p>"),
        ("One line without an end", "<p>One line without an end</p>"),
        ("First.\n\nSecond.", "<p>First.</p>\n<p>Second.</p>"),
        ("A line that was\nwrapped by hand.", "<p>A line that was wrapped by hand.</p>"),
        ("Lead-in:\n- one\n- two\nof two\n\nAfter.", "<p>Lead-in:</p>\n<ul><li>one</li><li>two of two</li></ul>\n<p>After.</p>"),
        ("1. one\n2) two\n\u2022 three", "<ul><li>one</li><li>two</li><li>three</li></ul>"),
        ("\u2022 one\n\n\u2022 two", "<ul><li>one</li><li>two</li></ul>"),
        ("What exosomes are\n\nThey are small.", "<h2>What exosomes are</h2>\n<p>They are small.</p>"),
        ("What are exosomes?\n\n- small", "<h2>What are exosomes?</h2>\n<ul><li>small</li></ul>"),
        ("A short sentence.\n\nAnother.", "<p>A short sentence.</p>\n<p>Another.</p>"),
        ("Costs < 5 & > 3", "<p>Costs &lt; 5 &amp; &gt; 3</p>"),
        ("Title\n" + "long " * 30 + "end.\nNext one.", "<h2>Title</h2>\n<p>" + "long " * 30 + "end.</p>\n<p>Next one.</p>"),
        ("2020 was good.\n-5 degrees", "<p>2020 was good. -5 degrees</p>"),
    ],
)
def test_plain_text_as_html(text, html):
    assert text_as_html(text) == html


@pytest.mark.parametrize("text", ["<p>x", "a <b>bold</b> word", "<!DOCTYPE html>", "<DIV class='x'>", "<br/>"])
def test_tags_are_seen(text):
    assert looks_like_html(text)


@pytest.mark.parametrize("text", ["", "a < b and c > d", "<3 exosomes", "<nobody@example.org>", "x<y", "< p >"])
def test_a_stray_sign_is_no_tag(text):
    assert not looks_like_html(text)


def test_surrogates_are_replaced_one_for_one():
    assert without_surrogates("a\ud800b\udfffc😀") == "a\ufffdb\ufffdc😀"


def test_lists_keep_their_lead_in():
    page = read_pasted("We treat:\n- arthritis\n- pain")
    assert [(block.text, block.lead_in) for block in page.blocks] == [("We treat:", None), ("arthritis", 0), ("pain", 0)]
