/**
 * The look of the card. Sizes are in em of the reader's own font size, because the page may have changed what rem means.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.cardStyle) return;

  cl.cardStyle = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  z-index: 2147483647 !important;
  display: block !important;
}
.layer {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #1b2329);
  --ink: light-dark(#1b2730, #e8eef1);
  --soft: light-dark(#51616c, #a9b8c1);
  --line: light-dark(#dfe5e6, #35424b);
  --edge: light-dark(#77868f, #7f909a);
  --panel: light-dark(#f2f5f5, #242f37);
  --link: light-dark(#1c5b87, #8fc6ee);
  --alert: light-dark(#c22b2b, #ff8a82);
  --caution: light-dark(#9a5800, #f3b04f);
  --note: light-dark(#2262bd, #8ab8ff);
  --review: light-dark(#8139b8, #cf9cf5);
  --disclosure: light-dark(#1b7554, #66cfa5);
  font: medium/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  color: var(--ink);
  text-align: start;
}
.layer * { box-sizing: border-box; }
/* The buttons are clipped together: a thousand that are each clipped by themselves would cost a frame as many layers. */
.region { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); pointer-events: none; }
.stop { display: block; width: 1px; height: 1px; margin: 0; padding: 0; border: 0; background: none; appearance: none; }
.ring { position: fixed; pointer-events: none; border: 2px solid #1c5b87; border-radius: 5px; box-shadow: 0 0 0 2px #fff; }
.card {
  position: fixed; display: flex; flex-direction: column; font-size: 0.94em;
  width: min(23.5em, 100vw - 16px); background: var(--paper); border: 1px solid var(--line); border-radius: 14px;
  box-shadow: 0 1px 2px rgb(15 30 40 / 0.12), 0 14px 40px rgb(15 30 40 / 0.22);
  animation: appear 120ms ease-out; overflow: hidden; overflow-wrap: anywhere;
}
.card[hidden] { display: none; }
@keyframes appear { from { opacity: 0; transform: translateY(3px); } }
.card::before { content: ""; flex: none; height: 4px; background: var(--kind); }
.top { flex: none; display: flex; align-items: center; gap: 0.75em; padding: 0.7em 0.6em 0 1.15em; }
.kind { flex: 1; margin: 0; font-size: 0.87em; color: var(--soft); }
.kind b { color: var(--kind); font-weight: 650; text-underline-offset: 0.25em; margin-inline-end: 0.25em; }
.close {
  flex: none; width: 2.1em; height: 2.1em; border: 0; border-radius: 50%; background: none; color: var(--soft); cursor: pointer;
  font: inherit; line-height: 1; padding: 0; display: grid; place-items: center;
}
.close:hover { background: var(--panel); color: var(--ink); }
.close svg { width: 0.85em; height: 0.85em; }
/* The shade at an edge says that there is more to scroll to; the plain layer hides it when the end is reached. */
.body {
  overflow-y: auto; overscroll-behavior: contain; padding: 0 1.15em 1.05em; scrollbar-width: thin;
  background:
    linear-gradient(var(--paper) 40%, transparent) top / 100% 36px no-repeat local,
    linear-gradient(transparent, var(--paper) 60%) bottom / 100% 36px no-repeat local,
    linear-gradient(rgb(15 30 40 / 0.16), transparent) top / 100% 10px no-repeat scroll,
    linear-gradient(transparent, rgb(15 30 40 / 0.16)) bottom / 100% 10px no-repeat scroll;
}
h2 { margin: 0.15em 0 0; font-size: 1.14em; line-height: 1.3; font-weight: 650; text-wrap: balance; }
.words { margin: 0.6em 0 0; padding-inline-start: 0.8em; border-inline-start: 3px solid var(--kind); color: var(--soft); }
p { margin: 0.7em 0 0; }
.ask { margin: 0.9em 0 0; padding: 0.7em 0.9em; background: var(--panel); border-radius: 10px; }
.ask b, .sources b { display: block; font-size: 0.87em; font-weight: 600; color: var(--soft); margin-bottom: 0.1em; }
.hints { margin: 0.7em 0 0; padding: 0; list-style: none; font-size: 0.87em; color: var(--soft); }
.hints li { margin-top: 0.2em; }
.sources { margin-top: 0.9em; font-size: 0.9em; }
.sources ul { margin: 0; padding: 0; list-style: none; }
.sources li { margin-top: 0.35em; line-height: 1.4; }
.sources small { display: block; font-size: 0.93em; color: var(--soft); }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
.others { margin: 0.9em 0 0; padding: 0.7em 0 0; border-top: 1px solid var(--line); font-size: 0.9em; color: var(--soft); }
.others button {
  display: block; width: 100%; margin-top: 0.35em; padding: 0.4em 0.7em; border: 1px solid var(--line); border-radius: 8px;
  background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer;
}
.others button:hover { background: var(--panel); }
.more { display: flex; flex-wrap: wrap; gap: 0.2em 1.2em; margin: 0.9em 0 0; padding: 0.7em 0 0; border-top: 1px solid var(--line); font-size: 0.9em; }
.more button {
  padding: 0.1em 0; border: 0; background: none; color: var(--link); font: inherit; cursor: pointer;
  text-decoration: underline 1px; text-underline-offset: 0.15em;
}
.more button:hover { text-decoration-thickness: 2px; }
.more button.main { padding: 0.3em 1em; border-radius: 8px; background: var(--link); color: var(--paper); font-weight: 600; text-decoration: none; }
.soft { color: var(--soft); font-size: 0.9em; }
.way {
  display: block; width: 100%; margin-top: 0.5em; padding: 0.5em 0.8em; border: 1px solid var(--edge); border-radius: 9px;
  background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer;
}
.way:hover { background: var(--panel); }
.way b, .way small { display: block; }
.way b { font-weight: 600; }
.way small { color: var(--soft); font-size: 0.87em; }
fieldset { margin: 0.7em 0 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
fieldset label { margin-inline-end: 1.2em; }
.above { display: block; margin-top: 0.7em; font-weight: 600; }
textarea {
  width: 100%; margin-top: 0.25em; padding: 0.4em 0.6em; border: 1px solid var(--edge); border-radius: 8px;
  background: var(--paper); color: inherit; font: inherit; resize: vertical;
}
pre {
  margin: 0.4em 0 0; padding: 0.6em 0.75em; border-radius: 8px; background: var(--panel); max-height: 9em; overflow: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
}
.foot { margin-top: 0.9em; padding-top: 0.7em; border-top: 1px solid var(--line); font-size: 0.82em; color: var(--soft); }
.keys { flex: none; display: flex; flex-wrap: wrap; gap: 0 1.1em; margin: 0; padding: 0.45em 1.4em; border-top: 1px solid var(--line); background: var(--panel); font-size: 0.8em; color: var(--soft); }
kbd { font: inherit; font-weight: 650; color: var(--ink); }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 6px; }
.alert { --kind: var(--alert); }
.caution { --kind: var(--caution); }
.note { --kind: var(--note); }
.review { --kind: var(--review); }
.disclosure { --kind: var(--disclosure); }
.alert .kind b { text-decoration: underline solid 3px; }
.caution .kind b { text-decoration: underline dashed 2px; }
.note .kind b { text-decoration: underline dotted 2px; }
.review .kind b { text-decoration: underline wavy 1.5px; }
.disclosure .kind b { text-decoration: underline solid 1px; }
@media (prefers-reduced-motion: reduce) { .card { animation: none; } }
@media (prefers-contrast: more) { .card { border: 2px solid var(--ink); } .layer { --soft: var(--ink); --line: var(--ink); } }
@media (forced-colors: active) {
  .ring { border-color: Highlight; box-shadow: none; }
  .card::before { background: CanvasText; forced-color-adjust: none; }
  .more button.main { border: 1px solid ButtonText; background: ButtonFace; color: ButtonText; }
}
@media print { .layer { display: none; } }
`;
})();
