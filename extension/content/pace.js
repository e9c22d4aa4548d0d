/**
 * Work in slices, so that the page stays quick: when a slice's time is used up, the page goes first.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.pace) return;

  /** While the reader waits for an answer. */
  const BRISK_MS = 10;
  /** While nobody waits, in each frame. */
  const IDLE_MS = 4;
  const NOT_LATER_MS = 500;

  /** The shortest rest in which the browser can draw and hear the reader. */
  function breath() {
    const own = /** @type {any} */ (globalThis).scheduler;
    if (own?.yield) return own.yield();
    return new Promise((resolve) => setTimeout(resolve));
  }

  /** Until the next frame is drawn and nothing else is to do; a page that is not shown has no frames. */
  function quiet() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => requestIdleCallback(resolve, {timeout: NOT_LATER_MS}));
    });
  }

  /**
   * @param {number} budget milliseconds of a slice
   * @param {() => Promise<void>} pause
   * @returns {Claimlight.Pace}
   */
  function paced(budget, pause) {
    let began = performance.now();
    return {
      due: () => performance.now() - began >= budget,
      async rest() {
        await pause();
        began = performance.now();
      },
    };
  }

  cl.pace = {
    brisk: () => paced(BRISK_MS, breath),
    idle: () => paced(IDLE_MS, quiet),
  };
})();
