/**
 * The words that the extension's files share with each other, for `tsc`. Nothing of it ships: the files are plain
 * scripts, each adds its part to the one global `claimlight`.
 */
declare namespace Claimlight {
  /** A text node of a block as it was when the block was read; null stands for a line break. In code points. */
  interface Segment {
    node: Text | null;
    data: string;
    start: number;
    end: number;
  }

  /** What each file adds; a part that has no type yet is `any`. */
  interface Parts {
    [part: string]: any;
  }
}

declare var claimlight: Claimlight.Parts;
