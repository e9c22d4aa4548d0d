/**
 * The background: starts a check when the reader asks, carries text to the service and the answer back.
 * It keeps nothing; what is on a page is known by that page's own content scripts.
 */
if (!globalThis.claimlight && typeof importScripts === "function") importScripts("words.js");

const DEFAULT_SERVICE = "http://127.0.0.1:8642";
// Chromium stops a background that waits 30 s for one answer.
const PATIENCE_MS = 25_000;
const MAX_BODY = 2_000_000;
const FILES = [
  "words.js",
  "elements.js",
  "content/text.js",
  "content/private.js",
  "content/personal.js",
  "content/visible.js",
  "content/collect.js",
  "content/selected.js",
  "content/serialize.js",
  "content/anchor.js",
  "content/paint.js",
  "content/card-style.js",
  "content/layer.js",
  "content/card.js",
  "content/place.js",
  "content/show.js",
  "content/hide.js",
  "content/keys.js",
  "content/point.js",
  "content/watch.js",
  "content/main.js",
];

/** Put our scripts into the page, once; false where the browser lets no extension in. */
async function enter(tabId) {
  try {
    await chrome.tabs.sendMessage(tabId, {type: "status"});
    return true;
  } catch {
    // Not there yet.
  }
  try {
    await chrome.scripting.insertCSS({target: {tabId}, files: ["content/marks.css"]});
    await chrome.scripting.executeScript({target: {tabId}, files: FILES});
    return true;
  } catch {
    return false;
  }
}

/** The reader asks: `how` is "toggle", "check", "clear" or "go" (to a mark). Gives the page's status. */
async function ask(tabId, how, more = {}) {
  if (!(await enter(tabId))) return report(tabId, {state: "unreadable"});
  try {
    return report(tabId, await chrome.tabs.sendMessage(tabId, {type: how, ...more}));
  } catch {
    return report(tabId, {state: "unreadable"});
  }
}

/** Show a status on the toolbar button; gives it back. */
async function report(tabId, status) {
  const {states, badge} = claimlight.words;
  const count = status.marks?.filter((mark) => mark.style !== "disclosure").length ?? 0;
  const quiet = {shown: String(count), checking: "…", nothing: "0", idle: "", cleared: "", moved: ""};
  const plain = ["idle", "cleared", "moved"].includes(status.state);
  const title = plain ? chrome.runtime.getManifest().action.default_title : `Claimlight: ${states[status.state]?.title ?? ""}`;
  try {
    await chrome.action.setBadgeBackgroundColor({tabId, color: "#33546b"});
    await chrome.action.setBadgeText({tabId, text: quiet[status.state] ?? "!"});
    await chrome.action.setTitle({tabId, title: status.state === "shown" ? badge(count) : title});
  } catch {
    // The tab is gone.
  }
  return status;
}

/** Where the service lives: an http(s) address without a path's last slash. */
async function service() {
  const kept = await chrome.storage.local.get({service: DEFAULT_SERVICE});
  return String(kept.service).replace(/\/+$/, "");
}

/** Send one page to the service; gives `{report}` or `{state}`. */
async function send(page) {
  const address = await service();
  const body = JSON.stringify(page);
  let response;
  try {
    response = await fetch(`${address}/v1/check`, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    if (error.name === "TimeoutError") return {state: "slow"};
    return {state: await whyNoAnswer(address, body)};
  }
  return read(response);
}

/** A large body may be refused before it is read, which looks like no answer: ask whether the service is there. */
async function whyNoAnswer(address, body) {
  if (new Blob([body]).size <= MAX_BODY) return "no-service";
  try {
    await fetch(`${address}/healthz`, {credentials: "omit", signal: AbortSignal.timeout(3000)});
    return "too-large";
  } catch {
    return "no-service";
  }
}

/** Turn the service's answer into `{report}` or `{state}`. */
async function read(response) {
  if (response.status === 413) return {state: "too-large"};
  let answer;
  try {
    answer = await response.json();
  } catch {
    return {state: "service-error"};
  }
  if (response.status === 422 && JSON.stringify(answer).includes("no-pack-for-language")) return {state: "no-pack"};
  if (!response.ok || !Array.isArray(answer?.highlights)) return {state: "service-error"};
  const unread = answer.incomplete?.some?.((item) => item?.type === "no-pack-for-language");
  if (unread && !answer.highlights.length) return {state: "no-pack"};
  return {report: answer};
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  if (message.type === "send") {
    send(message.page).then(respond, () => respond({state: "service-error"}));
    return true;
  }
  if (message.type === "status" && sender.tab) {
    report(sender.tab.id, message.status);
    return false;
  }
  if (message.type === "address") {
    service().then(respond);
    return true;
  }
  if (message.type === "ask" && !sender.tab) {
    ask(message.tabId, message.how, message.more).then(respond);
    return true;
  }
  return false;
});

chrome.commands.onCommand.addListener(async (command, tab) => {
  if (command !== "toggle-marks") return;
  const [active] = tab ? [tab] : await chrome.tabs.query({active: true, currentWindow: true});
  const status = await ask(active.id, "toggle");
  if (["shown", "cleared"].includes(status.state)) return;
  // Why there is nothing to see is said in the popup, where the browser lets us open it.
  chrome.action.openPopup?.().catch(() => {});
});
