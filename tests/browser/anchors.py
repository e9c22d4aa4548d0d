"""Quotes tried at random in pages changed at random, in whichever browser."""

from __future__ import annotations

from collections.abc import Callable

from chromium import EXTENSION

#: The files that read a page and place marks on it.
FILES = ["words", "content/pace", "content/text", "content/private", "content/visible", "content/unread", "content/known",
         "content/blocks", "content/collect", "content/anchor"]
SOURCES = [(EXTENSION / f"{name}.js").read_text(encoding="utf-8") for name in FILES]

#: Builds a page, takes quotes from it, changes it, and anchors them: by their place, and by their words alone.
TRY = r"""async seed => {
  let state = seed >>> 0;
  const chance = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
  const pick = all => all[Math.floor(chance() * all.length)];
  const WORDS = ["exosomes", "cure", "no", "side", "effects", "FDA", "approved", "FDA", "no", "😀", "e\u0301", "\u00a0", "ﬁne", "a\u00adb", "\ud83d", "safe", "\n"];
  const words = () => Array.from({length: 1 + Math.floor(chance() * 6)}, () => pick(WORDS)).join(pick([" ", " ", "", "-"]));
  const INLINE = ["b", "i", "a", "span", "br", "sup", "em"];
  const fill = holder => {
    for (let count = 1 + chance() * 4; count > 0; count -= 1) {
      holder.append(words());
      if (chance() < 0.6) {
        const inner = document.createElement(pick(INLINE));
        if (inner.localName !== "br") inner.append(words());
        if (chance() < 0.1) inner.hidden = true;
        holder.append(inner);
      }
    }
  };
  document.body.replaceChildren();
  for (let count = 0; count < 4; count += 1) {
    const holder = document.createElement(pick(["p", "div", "li", "td", "x-part"]));
    if (chance() < 0.2) {
      const root = holder.attachShadow?.call(document.createElement("div"), {mode: "open"});
      if (root) { fill(root); document.body.append(root.host); }
    }
    fill(holder);
    document.body.append(holder);
  }
  const number = blocks => new Map(blocks.map((block, at) => [(block.number = at), block]));
  const read = async () => (await claimlight.collect(claimlight.pace.brisk())).blocks;
  const before = await read();
  const known = number(before);
  const findings = [];
  for (const block of before) {
    for (let count = 0; count < 4; count += 1) {
      const all = [...block.text];
      const start = Math.floor(chance() * all.length), end = start + 1 + Math.floor(chance() * (all.length - start));
      const quote = {exact: all.slice(start, end).join(""), prefix: all.slice(Math.max(0, start - 32), start).join(""), suffix: all.slice(end, end + 32).join("")};
      if (quote.exact.trim()) findings.push({id: `h${findings.length}`, block: block.number, start, end, quote, kind: "claim", outcome: "claim", severity: "alert"});
    }
  }
  const marked = claimlight.anchor.marks(known, findings);
  const faults = [];
  // What a mark covers, as it would be sent; a line break is a space there and nothing in a text node.
  const solid = text => text.replace(/\s/gu, "");
  const covers = mark => solid(claimlight.text.sendable(mark.ranges.map(String).join("")));
  const wanted = finding => solid(finding.quote.exact);
  for (const mark of marked) if (covers(mark) !== wanted(mark.highlight)) faults.push(["before", mark.highlight.quote, covers(mark)]);
  const texts = () => {
    const found = [];
    const walk = root => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) found.push(node);
        else if (node.shadowRoot) walk(node.shadowRoot);
      }
    };
    walk(document.body);
    return found;
  };
  for (let count = Math.floor(chance() * 6); count > 0; count -= 1) {
    const node = pick(texts());
    if (!node) break;
    const at = Math.floor(chance() * (node.data.length + 1));
    pick([
      () => node.insertData(at, words()),
      () => node.deleteData(at, 3),
      () => node.splitText(at),
      () => node.remove(),
      () => node.parentNode.normalize(),
      () => node.replaceWith(words()),
      () => { const wrap = document.createElement("u"); node.replaceWith(wrap); wrap.append(node); },
      () => node.parentNode.insertBefore(document.createTextNode(words()), node),
      () => document.body.append(node.parentNode === document.body ? node : node.parentElement ?? node),
      () => { node.data = node.data; },
    ])();
  }
  // As the page changes, before it is read again: a mark that holds is on the words of its block, all of which are there.
  let held = 0;
  for (const mark of marked.filter(claimlight.anchor.holds)) {
    held += 1;
    if (covers(mark) !== wanted(mark.highlight)) faults.push(["holds", mark.highlight.quote, covers(mark)]);
  }
  // Read again, every finding is looked for in every block, at its old place and by its words.
  let found = 0;
  const after = await read();
  for (const [at, block] of after.entries()) {
    block.number = at;
    for (const finding of findings) {
      const [mark] = claimlight.anchor.marks(new Map([[at, block]]), [{...finding, block: at}]);
      if (!mark) continue;
      found += 1;
      if (covers(mark) !== wanted(finding)) faults.push(["after", finding.quote, covers(mark)]);
    }
  }
  return {faults, marked: marked.length, held, found, asked: findings.length};
}"""


def places_marks(attempt: Callable[[int], dict]) -> None:
    """What is tried at random does place marks, and loses some to changes: or it would show nothing."""
    tried = [attempt(seed) for seed in range(40)]
    for name in ("marked", "held", "found"):
        assert sum(one[name] for one in tried) > 40, name
    assert sum(one["marked"] for one in tried) == sum(one["asked"] for one in tried), "on an unchanged page every quote is marked"
    assert sum(one["held"] for one in tried) < sum(one["marked"] for one in tried), "changes do take marks away"
