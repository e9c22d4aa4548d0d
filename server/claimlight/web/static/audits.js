/* The queue by keyboard, a name for a filter, and a run that is watched. Everything works without it, by forms and links. */
"use strict";

const list = document.getElementById("list");
const queue = document.getElementById("queue");

let latest = null;
list?.addEventListener("focusin", (event) => (latest = event.target.closest(".case")));

/** The finding that the keyboard is on, or was before it went to a field. */
const current = () => document.activeElement?.closest?.(".case") ?? latest ?? list?.querySelector(".case");

function go(step) {
  const cases = [...list.querySelectorAll(".case")];
  const at = latest ? cases.indexOf(latest) + step : 0;
  const next = cases[Math.min(cases.length - 1, Math.max(0, at))];
  for (const item of cases) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}

/** Ask for what a decision cannot be without; out: whether something is missing. Enter in the field goes on. */
function lacks(state) {
  for (const [name, states, words] of [
    ["reason", ["dismissed", "accepted"], "Say why, then press Enter."],
    ["until", ["accepted"], "Choose until when it may stay, then press Enter."],
  ]) {
    const field = document.getElementById(name);
    delete field.dataset.state;
    if (!states.includes(state) || field.value.trim()) continue;
    say(words);
    field.closest("details")?.setAttribute("open", "");
    field.dataset.state = state;
    field.focus();
    return true;
  }
  return false;
}

/** The tick that a key set by itself: it goes again when the decision is given up. */
let ticked = null;

/** Send what is ticked, or else the finding that the keyboard is on, by one of the form's buttons. */
function send(button) {
  if (list && !list.querySelector("input:checked")) {
    ticked = current()?.querySelector("input");
    if (!ticked) return;
    ticked.checked = true;
  }
  queue.requestSubmit(queue.querySelector(button));
}

const decide = (state) => send(`button[value="${state}"]`);

/** To the field that says who sees to it; Enter there assigns. */
function assign() {
  const owner = queue?.querySelector("[name=owner]");
  owner?.closest("details")?.setAttribute("open", "");
  owner?.focus();
}

function giveUp() {
  if (ticked) ticked.checked = false;
  ticked = null;
  for (const field of queue?.querySelectorAll("[data-state]") ?? []) delete field.dataset.state;
  say("");
  (current() ?? document.body).focus();
}

function say(words) {
  document.getElementById("told").textContent = words;
}

/** Where the keyboard was, so that it is there again after a decision. */
function remember() {
  if (!list) return;
  const cases = [...list.querySelectorAll(".case")];
  const free = cases.slice(cases.indexOf(current())).find((item) => !item.querySelector("input").checked);
  sessionStorage.setItem("claimlight-at", free?.dataset.case ?? "");
}

/** Whether keys are for this page: not while it is on its way to the next one (see early.js). */
function takeKeys(taken) {
  document.documentElement.dataset.keys = taken ? "taken" : "";
}

const keys = {
  j: () => list && go(1),
  k: () => list && go(-1),
  x: () => {
    const box = list && current()?.querySelector("input");
    if (box) box.checked = !box.checked;
  },
  "*": () => document.getElementById("all")?.click(),
  w: assign,
  c: () => queue && decide("confirmed"),
  d: () => queue && decide("dismissed"),
  a: () => queue && decide("accepted"),
  o: () => queue && decide("open"),
  u: () => document.getElementById("undo")?.requestSubmit(),
  n: () => document.getElementById("more")?.click(),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => document.querySelector("details.help")?.toggleAttribute("open"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (field) {
    if (event.key === "Escape") giveUp();
    if (event.key === "Enter" && field.dataset.state) {
      event.preventDefault();
      const state = field.dataset.state;
      delete field.dataset.state;
      decide(state);
    } else if (event.key === "Enter" && queue?.contains(field)) {
      event.preventDefault();
      const assigns = ["owner", "due", "note"].includes(field.name);
      if (assigns) send("button[formaction]");
      else say("Choose what to decide: confirm, dismiss, accept or open again.");
    }
    return;
  }
  if (event.key === "Enter" && event.target.matches?.(".case")) {
    event.target.querySelector("a")?.click();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.getElementById("all")?.addEventListener("change", (event) => {
  for (const box of list.querySelectorAll("input[name=case]")) box.checked = event.target.checked;
});
queue?.addEventListener("submit", (event) => {
  if (event.submitter?.name === "state" && lacks(event.submitter.value)) return event.preventDefault();
  remember();
  takeKeys(false);
});
document.getElementById("undo")?.addEventListener("submit", () => {
  remember();
  takeKeys(false);
});
addEventListener("pageshow", () => takeKeys(true));
takeKeys(true);

if (list) {
  const at = sessionStorage.getItem("claimlight-at");
  sessionStorage.removeItem("claimlight-at");
  const there = at !== null && (list.querySelector(`[data-case="${CSS.escape(at)}"]`) ?? list.querySelector(".case"));
  if (there) there.focus();
}
document.getElementById("here")?.scrollIntoView({block: "center"});

/* A filter is saved by a name; without one, the service makes it of what is filtered by. */
document.getElementById("save")?.addEventListener("click", (event) => {
  const button = event.currentTarget;
  const values = [...new FormData(button.form).values()].filter(Boolean);
  const name = prompt("A name for this filter", values.join(", ") || "all");
  if (name === null) event.preventDefault();
  else button.value = name;
});

/* A run that is not done is watched. */
const watched = document.querySelector("[data-watch]");
if (watched) {
  const look = async () => {
    try {
      const said = await (await fetch(watched.dataset.watch)).json();
      for (const name of ["state", "done", "total", "failed", "claims"]) document.getElementById(name).textContent = said[name];
      const bar = document.getElementById("bar");
      bar.max = said.total || 1;
      bar.value = said.done + said.failed;
      if (said.state === "done") {
        location.reload();
        return;
      }
    } catch {
      say("The service does not answer just now; trying again.");
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
}
