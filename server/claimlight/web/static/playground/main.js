/** The playground: what is typed is tried after a short rest, and what was shown last stays while a rule is broken. */
// @ts-check
import { Editor } from "./editor.js";
import { counted, showFaults, showTests, showTrace } from "./lists.js";
import { paint, reveal } from "./paint.js";
import { ask, words } from "./service.js";
import { shelf, wordLists } from "./start.js";

const REST = 250; // milliseconds without a key before the rule is tried
const LOOK = 2000; // milliseconds between looks for packs that were saved
const KEPT = "claimlight-playground"; // in this tab's own storage

/** @template {HTMLElement} T @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (document.getElementById(id));
const bench = part("bench");
const name = /** @type {HTMLInputElement} */ (part("name"));
const pack = /** @type {HTMLSelectElement} */ (part("pack"));
const own = /** @type {HTMLTextAreaElement} */ (part("own"));
const others = /** @type {HTMLInputElement} */ (part("others"));
const said = part("said");
const editor = new Editor(/** @type {HTMLTextAreaElement} */ (part("rule")), part("gutter"));
/** @type {Map<string, string>} */
const demos = new Map();
/** @type {any} */
let last = null;
let rest = 0;
let warned = "";
let trying = new AbortController();

/** @param {string} state @param {string} text */
function say(state, text) {
  said.className = `said ${state}`;
  if (said.textContent !== text) said.textContent = text;
}

const chosen = () => /** @type {HTMLInputElement} */ (document.querySelector("[name=page]:checked")).value;

async function page() {
  const which = chosen();
  if (which === "own") return own.value;
  if (!demos.has(which)) demos.set(which, await words(`/demo/${which}`));
  return demos.get(which) ?? "";
}

function soon() {
  keep();
  clearTimeout(rest);
  rest = setTimeout(attempt, REST);
}

async function attempt() {
  trying.abort();
  const mine = (trying = new AbortController());
  said.classList.add("busy");
  try {
    const sent = { pack: pack.value, name: name.value, text: editor.text, page: await page() };
    const answer = await ask("/v1/try", sent, mine.signal);
    if (!mine.signal.aborted) show(answer);
  } catch (error) {
    if (!mine.signal.aborted) fail(error);
  }
}

/** @param {any} answer */
function show(answer) {
  warn(answer.aside);
  showFaults(part("faults"), answer.faults, (line) => editor.go(line));
  showFaults(part("advice"), answer.advice ?? [], (line) => editor.go(line));
  editor.fault(answer.faults.map((/** @type {any} */ fault) => fault.line));
  const broken = answer.faults.length > 0;
  for (const id of ["page", "trace", "tests", "woke"]) part(id).classList.toggle("stale", broken);
  if (broken) {
    const first = answer.faults[0];
    const where = first.line ? `Line ${first.line}: ` : "";
    say("broken", `${where}${first.detail.replace(/[^.?!]$/, "$&.")}${last ? " The marks are those of the rule as it last worked." : ""}`);
    return;
  }
  const first = !last;
  last = answer;
  draw();
  if (first) reveal(part("page"), part("page").querySelector("mark"));
  const shown = answer.matches.filter((/** @type {any} */ match) => match.shown).length;
  const passed = answer.tests.filter((/** @type {any} */ test) => test.passed).length;
  const tests = answer.tests.length ? `${passed} of ${counted(answer.tests.length, "test")} passed` : "its tests did not run";
  const dropped = answer.matches.length - shown;
  const also = dropped ? `, ${counted(dropped, "match", "matches")} dropped` : "";
  const sound = !answer.slow && passed === answer.tests.length;
  say(sound ? "" : "broken", `${counted(shown, "mark")}${also}; ${tests}.${answer.slow ? ` ${answer.slow}` : ""}`);
  showTests(part("tests"), answer.tests);
  showTrace(part("trace"), answer.matches, point);
  const about = answer.subjects.length ? `The page is about: ${answer.subjects.join(", ")}.` : "The page names none of the pack’s subjects, so its rules hold back.";
  part("woke").textContent = `${about} Words of the rule are in ${counted(answer.woke.length, "more block")} where no pattern matched.`;
}

/** @param {unknown} error */
function fail(error) {
  say("broken", error instanceof Error ? error.message : String(error));
}

/** Lay the last good answer over its page. */
function draw() {
  if (!last) return;
  const drawn = last.matches.map((/** @type {any} */ match, /** @type {number} */ number) => ({
    ...match, style: match.shown ? match.style : "dropped", title: match.said, match: number,
  }));
  drawn.sort((/** @type {any} */ a, /** @type {any} */ b) => Number(b.shown) - Number(a.shown));
  const more = others.checked ? last.others.map((/** @type {any} */ mark) => ({ ...mark, style: `${mark.style} other`, match: -1 })) : [];
  paint(part("page"), last.blocks, [...drawn, ...more]);
}

/** Show a match on the page. @param {number} number */
function point(number) {
  document.querySelectorAll("mark.here").forEach((mark) => mark.classList.remove("here"));
  const found = document.querySelector(`mark[data-match="${number}"]`);
  found?.classList.add("here");
  reveal(part("page"), found);
  part("page").scrollIntoView({ block: "nearest" });
}

/** Name what was set aside or not taken over when packs were loaded. @param {any[]} problems */
function warn(problems) {
  const place = part("aside");
  const lines = problems.map((problem) => `${problem.where}: ${problem.detail}${problem.type === "not-reloaded" ? " (the last good version is used)" : ""}`);
  if (warned === lines.join("\n")) return; // told again, it would be read out again
  warned = lines.join("\n");
  place.hidden = !lines.length;
  place.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
}

/** Look whether packs were saved; a rule is tried again with them. */
async function look() {
  let seen = "";
  const once = async () => {
    if (document.hidden) return;
    try {
      const state = JSON.stringify([(await ask("/healthz")).problems, await ask("/v1/packs")]);
      if (seen && state !== seen) attempt();
      seen = state;
    } catch {
      seen = seen && "gone"; // it says so when a rule is tried
    }
  };
  await once();
  setInterval(once, LOOK);
}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify({ name: name.value, pack: pack.value, text: editor.text, own: own.value, page: chosen() }));
}

/** Go on with what this tab had. @returns {boolean} whether there was anything */
function resume() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return false;
  editor.text = kept.text;
  name.value = kept.name;
  own.value = kept.own;
  if ([...pack.options].some((option) => option.value === kept.pack)) pack.value = kept.pack;
  const choice = document.querySelector(`[name=page][value=${kept.page}]`);
  if (choice instanceof HTMLInputElement) choice.checked = true;
  part("own-part").hidden = kept.page !== "own";
  return true;
}

/** @param {string} id @param {string} text */
function take(id, text) {
  const steps = id.split("/");
  pack.value = steps[0];
  name.value = steps[2];
  editor.text = text;
  last = null;
  keep();
  attempt();
}

/** A small whole rule to be changed. */
async function fresh() {
  try {
    take(`${pack.value}/safety/my-rule`, await words(`/playground/new/${pack.value}`));
  } catch (error) {
    fail(error);
  }
}

async function copy() {
  try {
    await navigator.clipboard.writeText(editor.text);
  } catch {
    editor.area.select(); // where the clipboard is closed to a page
    document.execCommand("copy");
  }
  const button = part("copy");
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), 1500);
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([editor.text], { type: "application/yaml" }));
  link.download = `${name.value || "my-rule"}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const load = shelf(take);
for (const box of [editor.area, name, own]) box.addEventListener("input", soon);
pack.addEventListener("change", soon);
document.getElementById("token")?.addEventListener("change", soon);
others.addEventListener("change", draw);
wordLists(pack, (list) => editor.put(`{${list}}`));
part("new").addEventListener("click", fresh);
part("copy").addEventListener("click", copy);
part("download").addEventListener("click", download);
for (const choice of document.querySelectorAll("[name=page]")) {
  choice.addEventListener("change", () => {
    part("own-part").hidden = chosen() !== "own";
    keep();
    attempt();
  });
}
if (resume()) attempt();
else if (bench.dataset.start) load(bench.dataset.start).catch(fail);
else fresh();
if ("follows" in bench.dataset) look();
