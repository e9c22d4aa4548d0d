"""What a browser makes of our screens: expressions that are asked in the same way in every browser, and what is expected of them."""

from __future__ import annotations

#: What moves on a screen, or in our layer: the names of its animations, how long its changes take, and whether it scrolls smoothly.
MOVES = """((root) => {
  const parts = [...root.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => getComputedStyle(one, part || null)));
  const moves = parts.flatMap(({animationName, transitionDuration, scrollBehavior}) => [animationName, transitionDuration, scrollBehavior]);
  return [...new Set(moves)].filter((move) => !["none", "0s", "auto"].includes(move));
})"""
MOVING = {"no-preference": {"wait": ["turn"], "card": ["appear"], "pages": ["smooth"]}, "reduce": {"wait": [], "card": [], "pages": []}}

#: A page that scrolls smoothly unless told otherwise, with a claim far below.
FAR = """<style>html { scroll-behavior: smooth }</style><h1>Exosomes</h1><div style="height:3000px"></div>
  <p>Our exosomes are FDA-approved.</p><p>Exosome results may vary.</p><div style="height:3000px"></div>
  <script>const places = new Set(), {dataset} = document.documentElement;
    addEventListener("scroll", () => places.add(scrollY)); addEventListener("scrollend", () => (dataset.places = places.size))</script>"""
#: At how many places the page was seen, once its scrolling is over: one when it has jumped.
PLACES = "document.documentElement.dataset.places"

#: Whether quiet words are paler than others in the card, how wide its edge is, and whether the bar of its kind is seen.
CARD = """((root) => {
  const look = (selector, part = null) => getComputedStyle(root.querySelector(selector), part);
  const {color, borderTopWidth, backgroundColor} = look(".card");
  return {pale: look(".kind").color !== color, edge: borderTopWidth, bar: look(".card", "::before").backgroundColor !== backgroundColor};
})"""

#: The same of popup and panel, and in the panel whether the chosen tab and a kind that is pressed stand out.
SCREEN = """(() => {
  const look = (selector) => getComputedStyle(document.querySelector(selector));
  const panel = document.querySelector("[role=tab]");
  document.querySelector(".chips button")?.click();
  return {
    pale: look("header").color !== look("body").color,
    chosen: panel && look("[role=tab][aria-selected=true]").borderBottomColor !== look("[role=tab][aria-selected=false]").borderBottomColor,
    pressed: panel && look(".chips [aria-pressed=true]").borderTopColor !== look(".chips [aria-pressed=false]").borderTopColor,
  };
})"""

#: The lines under marks of each kind, on dark words and on light ones: their form, how thick, and how far below the words.
LINES = """(["alert", "caution", "note", "review", "disclosure"].flatMap((kind) => ["", "-light"].map((words) => {
  const look = getComputedStyle(document.querySelector("p"), `::highlight(claimlight-${kind}${words})`);
  return [kind + words, look.textDecorationStyle, look.textDecorationThickness, parseFloat(look.textUnderlineOffset)];
})))"""


def heeds(wish: str, card: dict, popup: dict, panel: dict, lines: list[list]) -> None:
    """What the expressions gave is what a reader with this wish needs: "plain", more "contrast", or "forced" colours."""
    for light in (False, True):
        forms = {(form, thickness) for kind, form, thickness, _ in lines if kind.endswith("-light") == light}
        assert len(forms) == 5, "no two kinds have the same line"
    assert card["bar"] and panel["chosen"] and panel["pressed"]
    assert {one["pale"] for one in (card, popup, panel)} == {wish == "plain"}
    # Forced colours fill the mark: the line is drawn on the fill.
    assert {offset < 0 for *_, offset in lines} == {wish == "forced"}
    if wish != "forced":
        assert (card["edge"], lines[0][2]) == {"plain": ("1px", "3px"), "contrast": ("2px", "4px")}[wish]
