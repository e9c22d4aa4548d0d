"""A page's HTML as blocks: what the extension sends keeps its text and numbers, raw HTML is read as a reader sees it."""

from __future__ import annotations

import re
import time
import warnings
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlight import page_blocks, soup
from claimlight.language import guess_language
from claimlight.model import Page
from claimlight.page import read_html

DEMO = Path(__file__).parents[2] / "server" / "claimlight" / "web" / "templates" / "demo"
FRAGILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")


def sendable(text: str) -> str:
    """Text as the extension sends it: what an HTML parser would change is replaced, one for one."""
    return SURROGATE.sub("\ufffd", FRAGILE.sub(" ", text))


def texts(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks]


def lead_ins(page: Page) -> dict[str, str | None]:
    return {block.text: None if block.lead_in is None else page.blocks[block.lead_in].text for block in page.blocks}


# What the extension sends.

SENT = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(["\U0001f600", "e\u0301", "\ufb01", "\u200d", "\x00", "\r\n", "\x85", "\u00a0", "&amp;", "<b>", "&#0;", "\ud83d", "\n", " "]),
        max_size=8,
    ).map("".join),
).map(sendable)


@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "div", "summary", "figcaption"]), SENT), max_size=8))
def test_a_numbered_block_keeps_its_text_to_the_character(sent):
    html = "".join(f'<{tag} data-b="{number}">{escape(text, quote=False)}</{tag}>' for number, (tag, text) in enumerate(sent))
    read = {block.number: block.text for block in read_html(f"<main>{html}</main>").blocks}
    assert read == {number: text for number, (_, text) in enumerate(sent) if text and not text.isspace()}


@given(st.lists(st.tuples(st.sampled_from(["ul", "ol", "dl", "table", "blockquote"]), SENT), max_size=6))
def test_a_numbered_block_keeps_its_text_inside_lists_and_tables(sent):
    inside = {"ul": "<li {}>{}</li>", "ol": "<li><p {}>{}</p></li>", "dl": "<dt {}>{}</dt>", "table": "<tr><td {}>{}</td></tr>",
              "blockquote": "<p {}>{}</p>"}
    html, ends = "", ""
    for number, (wrapper, text) in enumerate(sent):
        html += f"<{wrapper}>" + inside[wrapper].format(f'data-b="{number}"', escape(text, quote=False))
        ends = f"</{wrapper}>{ends}"
    read = {block.number: block.text for block in read_html(f"<main>{html}{ends}</main>").blocks}
    assert read == {number: text for number, (_, text) in enumerate(sent) if text and not text.isspace()}


def test_odd_spaces_of_a_numbered_block_stay():
    assert texts('<p data-b="0">  a\n\t b\u00a0 </p>') == ["  a\n\t b\u00a0 "]


def test_an_item_does_not_hold_the_text_of_the_items_inside_it():
    page = read_html('<ul><li data-b="4">Joints <ul><li data-b="2">knees</li></ul> and more</li></ul>')
    assert [(block.number, block.text) for block in page.blocks] == [(4, "Joints  and more"), (2, "knees")]


def test_inline_markup_belongs_to_the_numbered_block():
    assert texts('<p data-b="0">FDA-<b>app<i>rov</i>ed</b> cells</p>') == ["FDA-approved cells"]


def test_folded_text_is_marked():
    page = read_html('<main><p data-b="0">seen</p><p data-b="1" data-folded="">folded</p></main>')
    assert [block.folded for block in page.blocks] == [False, True]


def test_a_number_given_twice_or_not_at_all_is_replaced_by_a_free_one():
    html = '<p data-b="1">a<p data-b="1">b<p>c<p data-b="x">d<p data-b="-3">e<p data-b="0">f'
    assert [(block.number, block.text) for block in read_html(html).blocks] == [
        (1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e"), (0, "f"),
    ]


# Raw HTML.

def test_words_in_inline_markup_make_one_sentence():
    assert texts("<p>Our  <em>cells</em>\n <a href=x>are <b>safe</b></a><sup>1</sup>.</p>") == ["Our cells are safe1."]


def test_text_between_blocks_is_a_block_of_its_own():
    page = read_html("<div>before<p>inside</p>after <span>it</span><div>last</div></div>")
    assert [(block.number, block.tag, block.text) for block in page.blocks] == [
        (0, "div", "before"), (1, "p", "inside"), (2, "div", "after it"), (3, "div", "last"),
    ]


def test_a_line_break_is_a_new_line():
    assert texts("<p>One<br> two <br/>three</p><pre>four\n  five</pre>") == ["One\ntwo\nthree", "four\nfive"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>secret</script>", "<style>secret</style>", "<template>secret</template>", "<noscript>secret</noscript>",
        "<svg><text>secret</text></svg>", "<textarea>secret</textarea>", "<input value=secret>", "<button>secret</button>",
        "<select><option>secret</select>", "<div contenteditable>secret</div>", "<div contenteditable=true><p>secret</div>",
        "<p hidden>secret</p>", "<p aria-hidden=true>secret</p>", "<p style='color:red; DISPLAY : none'>secret</p>",
        "<p style='visibility:hidden'>secret</p>", "<dialog>secret</dialog>", "<div role=textbox>secret</div>",
        "<!-- secret -->", "<title>secret</title>", "<iframe>secret</iframe>", "<nav hidden id=m>secret</nav>",
    ],
)
def test_what_the_reader_does_not_see_is_not_read(html):
    assert texts(f"<p>seen</p>{html}<p>seen too</p>") == ["seen", "seen too"]


def test_a_pictures_description_is_text_of_its_own_that_leads_into_nothing():
    page = read_html(
        '<main><p data-b="0">Do not believe that:</p><p data-b="1" data-alt="">Exosomes are approved:</p>'
        '<ul><li data-b="2">Exosomes cure.</li></ul></main>'
    )
    assert [block.pictured for block in page.blocks] == [False, True, False]
    assert page.blocks[2].lead_in == 0


def test_the_answer_of_a_closed_question_is_folded_and_the_question_is_not():
    page = read_html("<details><summary>Is it safe?</summary>Yes. <p>It is.</p></details><details open><summary>q</summary>a</details>")
    assert [(block.text, block.folded) for block in page.blocks] == [
        ("Is it safe?", False), ("Yes.", True), ("It is.", True), ("q", False), ("a", False),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h3><button aria-expanded=false aria-controls=p>Is it safe?</button></h3><hr><div id=p hidden>Yes.</div>",
        "<h3><button aria-expanded=false>Is it safe?</button></h3><div style='display:none'><p>Yes.</div>",
        "<div role=tab aria-selected=false aria-controls=p>Is it safe?</div><section id=p hidden>Yes.</section>",
        "<p>Is it safe?</p><div hidden=until-found>Yes.</div>",
    ],
)
def test_a_hidden_panel_with_a_button_is_folded(html):
    assert [(block.text, block.folded) for block in read_html(html).blocks] == [("Is it safe?", False), ("Yes.", True)]


def test_frames_and_drawings_are_named_as_unread():
    page = read_html("<iframe src=a></iframe><iframe src=b></iframe><iframe width=1 height=1></iframe><canvas></canvas><object data=x.pdf>")
    assert page.unread == ("2 embedded frames", "1 drawing", "1 embedded document")


def test_title_and_language_come_from_the_page_unless_they_are_stated():
    html = "<html lang=tr><title>Bir  sayfa</title><p>x"
    page = read_html(html)
    assert (page.title, page.language) == ("Bir sayfa", "tr")
    stated = read_html(html, url="https://a.example/", title="A page", language="en-GB")
    assert (stated.url, stated.title, stated.language) == ("https://a.example/", "A page", "en-GB")


def test_the_language_is_told_from_the_words_when_nothing_states_it():
    assert read_html("<p>Our stem cells are safe for all of the patients, and they have no side effects.").language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We use stem cells from the umbilical cord for patients who have been told that there is no cure.", "en"),
        ("Utilizamos células madre para los pacientes que no tienen más opciones con la medicina de hoy.", "es"),
        ("Kök hücre tedavisi için hastalar ile birlikte en iyi sonuç ve daha çok güven sunan bir merkez.", "tr"),
        ("Wir behandeln die Patienten mit den eigenen Zellen, und das ist für sie nicht belastend.", "de"),
        ("Nous traitons les patients avec leurs cellules, et il est possible que vous ne sentiez pas une douleur.", "fr"),
        ("Le cellule staminali sono sicure per i pazienti, che non hanno più dolore dopo una seduta nella nostra clinica.", "it"),
        ("As células são seguras para os pacientes, que não têm mais dor depois de uma sessão com a nossa equipa.", "pt"),
        ("Наши клетки безопасны для всех пациентов.", "ru"),
        ("نستخدم الخلايا الجذعية لعلاج المرضى.", "ar"),
        ("Exosomes", ""),
        ("123 456 7890 -- !!", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_or_left_open(text, language):
    assert guess_language(text) == language


# What leads into a block.

def test_an_item_is_led_into_by_the_line_before_its_list():
    page = read_html("<h2>Care</h2><p>Our doctors treat:</p><ul><li>arthritis<li>lupus</ul><p>We opened in 2010.</p><ol><li>x</ol>")
    assert lead_ins(page) == {
        "Care": None, "Our doctors treat:": None, "arthritis": "Our doctors treat:", "lupus": "Our doctors treat:",
        "We opened in 2010.": None, "x": None,
    }


@pytest.mark.parametrize("line", ["<h3>Benefits</h3>", "<p>Benefits include</p>", "<p>It helps with the following.</p>", "<div><b>Benefits:</b></div>"])
def test_a_line_that_introduces_leads_in(line):
    page = read_html(f"{line}<div><ul><li>energy</ul></div>")
    assert page.blocks[1].lead_in == 0


def test_an_item_inside_an_item_is_led_into_by_it():
    sent = read_html('<p data-b="0">We treat:</p><ul><li data-b="1">Joints.</li><ul><li data-b="2">knees</li></ul><li data-b="3">Skin</li></ul>')
    raw = read_html("<p>We treat:</p><ul><li>Joints.<ul><li>knees</ul><li>Skin</ul>")
    assert lead_ins(sent) == lead_ins(raw) == {"We treat:": None, "Joints.": "We treat:", "knees": "Joints.", "Skin": "We treat:"}


def test_nothing_leads_across_another_list():
    page = read_html("<p>Benefits:</p><ul><li>energy</ul><ul><li>sleep</ul>")
    assert lead_ins(page)["sleep"] is None


def test_a_list_of_cards_is_only_layout():
    page = read_html("<p>Our offers:</p><ul><li><h3>Spark</h3><p>One infusion.</p><li><h3>Renew</h3><p>Two infusions.</p></ul>")
    assert set(lead_ins(page).values()) == {None}
    assert page.blocks[4].section == (3,)


def test_an_answer_is_led_into_by_its_question():
    assert lead_ins(read_html("<dl><dt>Is it safe?<dd>Yes.<dd>Very.<dt>How?<dd>So.</dl>")) == {
        "Is it safe?": None, "Yes.": "Is it safe?", "Very.": "Is it safe?", "How?": None, "So.": "How?",
    }


@pytest.mark.parametrize(
    "html",
    [
        "<table><thead><tr><th><th>Effect<th>Price<tbody><tr><th>Spark<td>energy<td>9</table>",
        '<table><tr><th data-b="0">Effect</th><th data-b="1">Price</th></tr>'
        '<tr><th data-b="2">Spark</th><td data-b="3">energy</td><td data-b="4">9</td></tr></table>',
    ],
)
def test_a_cell_is_led_into_by_the_header_of_its_column(html):
    assert lead_ins(read_html(html)) == {"Effect": None, "Price": None, "Spark": None, "energy": "Effect", "9": "Price"}


def test_a_block_knows_the_headings_above_it():
    page = read_html("<p>a<h1>b</h1><h2>c</h2><p>d<h3>e</h3><div role=heading aria-level=2>f</div><p>g")
    sections = {block.text: [page.blocks[place].text for place in block.section] for block in page.blocks}
    assert sections == {"a": [], "b": [], "c": ["b"], "d": ["b", "c"], "e": ["b", "c"], "f": ["b"], "g": ["b", "f"]}
    assert [block.heading for block in page.blocks] == [0, 1, 2, 0, 3, 2, 0]


def test_the_demo_page_is_read_as_its_readers_see_it():
    page = read_html((DEMO / "promotional.html").read_text(encoding="utf-8"))
    leads = lead_ins(page)
    assert leads["Multiple sclerosis"] == "Our doctors use exosomes and stem cells every day for:"
    assert leads["One exosome infusion for instant vitality"] == "What you get"
    folded = [block.text[:4] for block in page.blocks if block.folded]
    assert folded == ["Yes.", "Fami", "For "]
    assert page.language == "en"


# Whatever comes.

TAGS = st.sampled_from(
    "<p> <p\tdata-b=1> <li\tdata-b=2> <ul> </ul> <table> <tr> <td> <th\tcolspan=3> </table> <details> <summary> <br> <pre> <!-- --> "
    "<script> </script> <svg> <div\thidden> <button\taria-expanded=false> <dl> <dt> <dd> <h1> <h2\trole=heading> &amp; &#0; &#xd800; "
    "<?xml\tversion='1.0'\tencoding='utf-16'?> <![CDATA[ <!DOCTYPE < > \" \0 \r \n \ud800 <html\tlang=de> <frameset> <body> </body> "
    "</head> <title> <textarea> <plaintext> <template> <meta\tcharset=utf-16> \ufeff &bogus &#99999999; text".split(" ")
)


@given(st.lists(st.one_of(TAGS, st.text(max_size=3)), max_size=25).map("".join))
def test_any_text_is_read_without_fault(html):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = read_html(html)
    assert len({block.number for block in page.blocks}) == len(page.blocks)
    for place, block in enumerate(page.blocks):
        assert block.text.strip()
        assert block.lead_in is None or block.lead_in < len(page.blocks)
        assert all(above < place for above in block.section)


@pytest.mark.parametrize("text", ["https://clinic.example/", "page.html", "x"])
def test_text_that_looks_like_an_address_is_read_as_text(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert texts(text) == [text]


def test_declared_encodings_do_not_matter_to_text():
    html = '<?xml version="1.0" encoding="latin-1"?><html><meta charset="utf-16"><p data-b="0">\u00e9\U0001f600</p>'
    assert texts(html) == ["\u00e9\U0001f600"]


def test_ten_thousand_nested_elements_are_read():
    assert texts("<div>" * 10_000 + "deep" + "</div>" * 10_000) == ["deep"]
    assert len(texts("<ul><li>x" * 10_000)) == 10_000


def test_a_paragraph_of_a_megabyte_is_kept_whole():
    text = "word " * 200_000
    assert texts(f'<p data-b="0">{text}</p>') == [text]
    assert len(texts("<p>" + "x" * 11_000_000)[0]) == page_blocks.MAX_CHARACTERS


def test_a_hundred_thousand_blocks_are_read():
    page = read_html("".join(f"<p data-b={number}>x</p>" for number in range(100_000)))
    assert not page.truncated
    assert [page.blocks[-1].number, len(page.blocks)] == [99_999, 100_000]


def test_what_is_too_long_is_cut_and_says_so():
    assert read_html("<p>x</p>" * (page_blocks.MAX_BLOCKS + 1)).truncated
    assert read_html("<p>" + "x" * (page_blocks.MAX_CHARACTERS + 1)).truncated
    assert read_html("<p>x</p>" + "<b></b>" * soup.MAX_TAGS).truncated


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "</b>" * 200_000, "<i>" * 140_000 + "<div>" * 140_000 + "</i>" * 140_000, "<p>x" * 400_000, "<h1>x" * 300_000,
        "<ul><li>x" * 200_000, "<table><tr><td>x" * 100_000, "<table><tr>" + "<td colspan=99>x" * 110_000, "<" * 2_000_000,
        "&" * 2_000_000, "x<br>" * 390_000, "<div hidden>x</div>" * 100_000, "<p>" + " " * 1_900_000 + "x", "<?xml " * 300_000,
        "<p>" + "y" * 900_000 + "</p>" + "<ul></ul>" * 100_000,
    ],
    ids=lambda html: repr(html[:16]),
)
def test_two_megabytes_of_the_worst_are_read_in_time(html):
    start = time.process_time()
    read_html(html)
    assert time.process_time() - start < 20


def test_what_a_picture_says_is_a_block_of_its_own_behind_its_block():
    page = read_html('<p>Before <img alt="Exosomes cure"> after</p><img alt="9 %"><img alt="An icon" width="16"><img alt="Shown" role="none"><p>Next</p>')
    assert [(block.text, block.pictured) for block in page.blocks] == [("Before after", False), ("Exosomes cure", True), ("Next", False)]
