/** Where a rule begins: the shelf of loaded rules, and the word lists that its patterns may name. */
// @ts-check
import { ask, words } from "./service.js";
import { element } from "./paint.js";
import { counted } from "./lists.js";

/**
 * @param {(id: string, text: string) => void} take
 * @returns {(id: string) => Promise<void>} loads a rule by its id
 */
export function shelf(take) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("start"));
  const find = /** @type {HTMLInputElement} */ (document.getElementById("find"));
  const place = /** @type {HTMLElement} */ (document.getElementById("shelf"));
  const found = /** @type {HTMLElement} */ (document.getElementById("found"));
  /** @type {any[]} */
  let rules = [];

  async function load(/** @type {string} */ id) {
    const text = await words(`/playground/rules/${id}`);
    dialog.close();
    take(id, text);
  }

  function list() {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = rules.filter((rule) => wanted.every((word) => `${rule.id} ${rule.title}`.toLowerCase().includes(word)));
    found.textContent = counted(fitting.length, "rule");
    place.replaceChildren(
      ...fitting.map((rule) => {
        const item = element("li");
        const button = element("button", "", rule.title);
        button.setAttribute("type", "button");
        button.append(element("small", "", rule.id));
        button.addEventListener("click", () => load(rule.id).catch((error) => (found.textContent = error.message)));
        item.append(button);
        return item;
      }),
    );
  }

  document.getElementById("open-start")?.addEventListener("click", async () => {
    dialog.showModal();
    find.focus();
    try {
      rules = (await ask("/v1/rules")).rules;
      list();
    } catch (error) {
      found.textContent = String(error instanceof Error ? error.message : error);
    }
  });
  find.addEventListener("input", list);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    place.querySelector("button")?.click();
  });
  return load;
}

/**
 * The word lists of the chosen pack.
 * @param {HTMLSelectElement} pack
 * @param {(name: string) => void} put
 */
export function wordLists(pack, put) {
  const box = /** @type {HTMLDetailsElement} */ (document.getElementById("lists"));
  const find = /** @type {HTMLInputElement} */ (document.getElementById("find-list"));
  const place = /** @type {HTMLElement} */ (document.getElementById("list-shelf"));
  /** @type {any[]} */
  let lists = [];

  function show() {
    const wanted = find.value.toLowerCase().trim();
    const fitting = lists.filter((list) => `${list.name} ${list.title} ${list.words.join(" ")}`.toLowerCase().includes(wanted));
    place.replaceChildren(
      ...fitting.map((list) => {
        const button = element("button", "", `{${list.name}} `);
        button.setAttribute("type", "button");
        const more = list.entries > list.words.length ? ` … (${list.entries})` : "";
        button.append(list.title, element("small", "", `${list.words.join(", ")}${more}`));
        button.addEventListener("click", () => put(list.name));
        const item = element("li");
        item.append(button);
        return item;
      }),
    );
  }

  async function load() {
    if (!box.open) return;
    lists = await ask(`/playground/lists/${pack.value}`).catch(() => []);
    show();
  }
  box.addEventListener("toggle", load);
  pack.addEventListener("change", load);
  find.addEventListener("input", show);
}
