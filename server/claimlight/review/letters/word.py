"""A rendered letter as a Word document, so that one template serves every form.

The elements that a letter needs are headings, paragraphs, lists and quotations, and in them links, bold, italic and
marked words. Of any other element its text is taken.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "blockquote": "Quote", "p": "Normal"}
_LISTS = ("ul", "ol")
_SKIPPED = ("head", "style", "script", "title")
_BLOCKS = (*_STYLES, *_LISTS, "li", "h4", "h5", "h6", "div", "section", "header", "footer", "main", "article", "body", "html", "address", "table", "tbody", "thead", "tr", "td", "th")
_INK = RGBColor(0x1D, 0x23, 0x27)
_LINK = "1F5FA8"
#: XML takes no control characters but tab and line breaks.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_document(html: str) -> WordDocument:
    """The letter as a document on A4, with its title and language set."""
    page = BeautifulSoup(html, "lxml")
    made = Document()
    for section in made.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin = section.bottom_margin = Mm(22)
    _set_styles(made)
    made.core_properties.title = _UNFIT.sub("", page.title.get_text(strip=True))[:255] if page.title else ""  # the format holds no more
    made.core_properties.author = made.core_properties.comments = ""
    made.core_properties.language = "en"
    _Writer(made).blocks(page.body or page)
    return made


def _set_styles(made: WordDocument) -> None:
    for name, size, before in (("Normal", 10.5, 0), ("Title", 20, 12), ("Heading 1", 14, 16), ("Heading 2", 11.5, 12)):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Calibri")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(5)
    for name in ("Title", "Heading 1", "Heading 2"):
        made.styles[name].paragraph_format.keep_with_next = True
    quote = made.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, _INK
    quote.paragraph_format.left_indent = Mm(8)


class _Writer:
    """Writes element after element; numbers of a list are written out, since sources are named by them."""

    def __init__(self, made: WordDocument) -> None:
        self._made = made

    def blocks(self, parent: Tag) -> None:
        loose: list = []
        for child in parent.children:
            if isinstance(child, Tag) and child.name in _SKIPPED or isinstance(child, PreformattedString):
                continue
            if isinstance(child, Tag) and child.name in _BLOCKS:
                self._paragraph(loose, "Normal")
                loose = []
                self._block(child)
            else:
                loose.append(child)
        self._paragraph(loose, "Normal")

    def _block(self, element: Tag) -> None:
        if element.name in _LISTS:
            for number, item in enumerate(element.find_all("li", recursive=False), start=1):
                if element.name == "ul":
                    self._paragraph(item.children, "List Bullet")
                elif written := self._paragraph(item.children, "Normal", f"{number}.\t"):
                    written.paragraph_format.left_indent, written.paragraph_format.first_line_indent = Mm(8), Mm(-8)
        elif element.name in _STYLES and not element.find(_BLOCKS):
            self._paragraph(element.children, _STYLES[element.name])
        else:
            self.blocks(element)

    def _paragraph(self, children, style: str, lead: str = "") -> Paragraph | None:  # noqa: ANN001
        children = list(children)
        if not any(child.get_text(strip=True) for child in children):
            return None
        written = self._made.add_paragraph(style=style)
        if lead:
            written.add_run(lead)
        for child in children:
            self._inline(written, child, ())
        if written.runs:  # white space at the beginning is the template's, not the letter's
            written.runs[0].text = written.runs[0].text.lstrip(" ")
        return written

    def _inline(self, written: Paragraph, child: Tag | NavigableString, within: tuple[str, ...], link: str = "") -> None:
        if isinstance(child, PreformattedString) or isinstance(child, Tag) and child.name in _SKIPPED:
            return
        if isinstance(child, NavigableString):
            text = _UNFIT.sub("", re.sub(r"[ \t\r\n]+", " ", child))
            _dress(self._linked(written, text, link) if link else written.add_run(text), within)
        elif child.name == "br":
            written.add_run().add_break()
        else:
            for inner in child.children:
                self._inline(written, inner, (*within, child.name), _address(child) or link)

    @staticmethod
    def _linked(written: Paragraph, text: str, address: str) -> Run:
        """A run within a link; python-docx reads links but has no call to write them."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), written.part.relate_to(_UNFIT.sub("", address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = OxmlElement("w:r")
        link.append(run)
        written._p.append(link)  # noqa: SLF001 (the library's own way to its XML)
        made = Run(run, written)
        made.text = text
        made.font.color.rgb, made.font.underline = RGBColor.from_string(_LINK), True
        return made


def _address(element: Tag) -> str:
    """Where a link leads, when it leads out of the letter."""
    address = str(element.get("href", "")) if element.name == "a" else ""
    return address if address.startswith(("http://", "https://", "mailto:")) else ""


def _dress(run: Run, within: tuple[str, ...]) -> None:
    run.bold = True if {"strong", "b"} & set(within) else None
    run.italic = True if {"em", "i"} & set(within) else None
    if "mark" in within:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        run.underline = True
