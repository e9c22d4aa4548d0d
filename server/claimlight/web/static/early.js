/* Keys that are pressed before the page takes them would be mistaken for others: the letters of a reason for decisions.
   What was begun too early is let pass to its end, a second of rest. */
"use strict";

(() => {
  const REST_MS = 1000;
  let last = -REST_MS;

  addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "taken" && event.timeStamp - last >= REST_MS) return;
    last = event.timeStamp;
    event.stopImmediatePropagation();
  }, true);
})();
