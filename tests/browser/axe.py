"""axe-core on a screen of ours, in whichever browser it is."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

#: An expression for what axe finds in an element, or on the whole screen, as short as a message can be. Words whose
#: contrast it could not measure are told, too, and a screen on which it measured none: it would pass unseen.
LOOK = f"""(async (within = document) => {{
  {Axe().axe_script};
  const {{violations, incomplete, passes}} = await window.axe.run(within);
  const contrast = ({{id}}) => id === "color-contrast";
  const found = [...violations, ...incomplete.filter(contrast)]
    .flatMap(({{id, nodes}}) => nodes.map(({{html, failureSummary}}) => [id, html.slice(0, 120), failureSummary.slice(-200)]));
  return passes.some(contrast) ? found : [...found, ["No contrast was measured"]];
}})"""

#: The same for the open card, in our layer and its opened shadow root. axe measures contrast inside the page's body alone,
#: and not before a shade: so the layer is moved there, with its focus, and the shades at the ends of the card are taken off.
LOOK_AT_CARD = f"""(async (host, root) => {{
  document.body.moveBefore(host, null);
  const card = root.querySelector(".card");
  card.querySelector(".body").style.background = "none";
  await Promise.all(card.getAnimations().map(({{finished}}) => finished));
  return {LOOK}("claimlight-layer");
}})"""
