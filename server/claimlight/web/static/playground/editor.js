/** A plain text area with line numbers: lines can be marked as faulty, and Enter keeps the indentation. */
// @ts-check

export class Editor {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {HTMLElement} gutter
   */
  constructor(area, gutter) {
    this.area = area;
    this.numbers = gutter.appendChild(document.createElement("div"));
    this.area.addEventListener("input", () => this.number());
    this.area.addEventListener("scroll", () => this.follow());
    this.area.addEventListener("keydown", (event) => this.indent(event));
    this.number();
  }

  get text() {
    return this.area.value;
  }

  set text(value) {
    this.area.value = value;
    this.area.scrollTop = 0;
    this.number();
  }

  /** As many numbers as there are lines. */
  number() {
    const wanted = this.area.value.split("\n").length;
    while (this.numbers.childElementCount > wanted) this.numbers.lastElementChild?.remove();
    while (this.numbers.childElementCount < wanted) {
      this.numbers.appendChild(document.createElement("div")).textContent = String(this.numbers.childElementCount);
    }
    this.follow();
  }

  follow() {
    this.numbers.style.transform = `translateY(${-this.area.scrollTop}px)`;
  }

  /** @param {number[]} lines from 1 */
  fault(lines) {
    [...this.numbers.children].forEach((item, place) => item.classList.toggle("bad", lines.includes(place + 1)));
    this.area.setAttribute("aria-invalid", String(lines.length > 0));
  }

  /** Put the caret into a line. @param {number} line from 1 */
  go(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    const height = this.area.scrollHeight / lines.length;
    this.area.scrollTop = Math.max(0, (line - 4) * height);
  }

  /** Write at the caret, so that it can be undone. @param {string} text */
  put(text) {
    this.area.focus();
    document.execCommand("insertText", false, text); // the one way that can be undone
  }

  /** @param {KeyboardEvent} event */
  indent(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const before = this.area.value.slice(0, this.area.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const space = /^ */.exec(line)?.[0] ?? "";
    const deeper = /:\s*$/.test(line) ? "  " : "";
    if (!space && !deeper) return;
    event.preventDefault();
    this.put(`\n${space}${deeper}`);
  }
}
