/** The lists around the editor: faults, tests and the trace. */
// @ts-check
import { element } from "./paint.js";

/** A count with its noun. @param {number} count @param {string} noun @param {string} [many] */
export function counted(count, noun, many = `${noun}s`) {
  return `${count} ${count === 1 ? noun : many}`;
}

/**
 * @param {HTMLElement} place
 * @param {{line: number, detail: string}[]} faults
 * @param {(line: number) => void} go
 */
export function showFaults(place, faults, go) {
  place.replaceChildren(
    ...faults.map((fault) => {
      const item = element("li");
      if (fault.line) {
        const button = element("button", "quiet", `Line ${fault.line}`);
        button.setAttribute("type", "button");
        button.addEventListener("click", () => go(fault.line));
        item.append(button);
      }
      item.append(fault.detail);
      return item;
    }),
  );
}

/** @param {HTMLElement} place @param {any[]} tests */
export function showTests(place, tests) {
  place.replaceChildren(
    ...tests.map((test) => {
      const item = element("li");
      item.append(element("span", `badge ${test.passed ? "passed" : "failed"}`, test.passed ? "passed" : "failed"));
      item.append(element("small", "", `${test.test} `));
      if (test.lead) item.append(element("span", "help", `${test.lead} `));
      item.append(...sentence(test));
      item.append(...test.why.map((/** @type {string} */ reason) => element("p", "why", reason)));
      return item;
    }),
  );
}

/** @param {any} test */
function sentence(test) {
  const points = [...test.sentence];
  if (!test.expected) return [test.sentence];
  const { start, end } = test.expected;
  const words = (/** @type {number} */ from, /** @type {number} */ to) => points.slice(from, to).join("");
  return [words(0, start), element("b", "wanted", words(start, end)), words(end, points.length)];
}

/**
 * @param {HTMLElement} place
 * @param {any[]} matches
 * @param {(match: number) => void} find
 */
export function showTrace(place, matches, find) {
  place.replaceChildren(
    ...matches.map((match, number) => {
      const button = element("button");
      button.setAttribute("type", "button");
      button.append(element("span", "badge", match.shown ? match.style : "dropped"), match.said);
      button.append(element("p"));
      button.lastElementChild?.append(element("code", "", match.pattern));
      button.addEventListener("click", () => find(number));
      const item = element("li");
      item.append(button);
      return item;
    }),
  );
}
