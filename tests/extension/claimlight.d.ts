/**
 * The words that the extension's files share with each other, for `tsc`. Nothing of it ships: the files are plain
 * scripts, each adds its part to the one global `claimlight`.
 */
declare namespace Claimlight {
  /** A text node of a block as it was when the block was read; a node of null stands for a line break. In code points. */
  interface Segment {
    node: Text | null;
    data: string;
    start: number;
    end: number;
  }

  /** One heading, paragraph, list item, cell or picture's description, as the reader sees it. */
  interface Block {
    /** What it is told by; see content/known.js. */
    key: string;
    /** Its `data-b`; -1 until it has one. It keeps it while its words and what stands above them stay the same. */
    number: number;
    tag: string;
    /** The lists, rows and tables around it, outermost first. */
    path: Element[];
    /** What would unfold it, when it is folded away. */
    fold: Element | null;
    /** The picture that it describes. */
    image: Element | null;
    text: string;
    segments: Segment[];
    /** The headings above it, outermost first. */
    above: Block[];
    /** The line before the list that it stands in. */
    lead: Block | null;
  }

  /** What holds inside an element: how its words are sent, and whether they are shown. */
  interface Around {
    tag: string;
    path: Element[];
    fold: Element | null;
    /** Not shown, though elements inside may be. */
    hidden: boolean;
    /** Line breaks of the source are line breaks for the reader. */
    lines: boolean;
  }

  /** Takes words in the order of the page, and makes blocks of them; see content/blocks.js. */
  interface Blocks {
    readonly all: Block[];
    readonly cut: boolean;
    readonly isOpen: boolean;
    close(): void;
    add(node: Text | null, data: string, around: Around): void;
    picture(image: Element, said: string, around: Around): void;
  }

  /** What was met on a page that holds no text to read, by kind. */
  type Unread = Record<"frame" | "closed" | "drawing" | "document" | "video" | "picture", number>;

  /** A page as it was read. */
  interface Reading {
    blocks: Block[];
    /** The documents and open shadow roots that were entered. */
    roots: (Document | ShadowRoot)[];
    unread: Unread;
    /** Whether the page holds more than is read. */
    cut: boolean;
  }

  /** What the service says of a passage; see docs/api.md. */
  interface Finding {
    id: string;
    kind: "claim" | "disclosure";
    outcome: "claim" | "review" | "disclosure";
    rule: string;
    category: string;
    severity: "alert" | "caution" | "note";
    hedged: boolean;
    confidence: number;
    block: number;
    start: number;
    end: number;
    quote: {exact: string; prefix?: string; suffix?: string};
    title: string;
    why: string;
    ask: string;
    references: string[];
    because: string[];
    fingerprint: string;
    folded?: boolean;
    /** Added by us: its words are the description of a picture. */
    pictured?: boolean;
  }

  /** What a check answers; see docs/api.md. `hidden` counts what the reader's own choices left out. */
  /** Why there is no answer: the state that says so, and what it is said with. */
  interface Trouble {
    state: string;
    address?: string;
    here?: boolean;
    host?: string;
  }

  interface Report {
    highlights: Finding[];
    checklist: {id: string; question: string; answered: boolean; highlights: string[]; ask: string}[];
    summary: Record<string, any>;
    references: Record<string, any>;
    coverage: {blocks: number; characters: number; truncated: boolean; unread: string[]};
    incomplete: any[];
    made_with: any;
    notice: string;
    hidden?: number;
    offers?: any;
  }

  /** A finding on the page. */
  interface Mark {
    highlight: Finding;
    /** Where its words are; none for a picture's description. */
    ranges: Range[];
    /** The words of the page there. */
    text: string;
    style: string;
    fold: Element | null;
    image: Element | null;
    block: Block;
    /** Code points in its block. */
    start: number;
    end: number;
    /** The elements that hold its words. */
    parents: Set<Element>;
  }

  /** A slice of work after another. */
  interface Pace {
    /** Whether the slice's time is used up. */
    due(): boolean;
    /** Let the page go first. */
    rest(): Promise<void>;
  }

  /** A rectangle of the window. */
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }

  /** The blocks of one page from reading to reading; see content/known.js. */
  interface Known {
    order: Block[];
    blocks: Map<number, Block>;
    update(fresh: Block[]): Set<number>;
  }

  /** One report of several answers; see content/report.js. */
  interface Living {
    readonly findings: Finding[];
    readonly hidden: number;
    readonly partly: boolean;
    add(answer: Report, judged: Block[]): void;
    forget(numbers: Set<number>): void;
    hide(unwanted: (finding: Finding) => boolean): void;
    whole(reading: Reading): Report;
  }

  interface Watch {
    /** The marks that are on the page now. */
    marks(marks: Mark[]): void;
    /** The documents and shadow roots to watch; those already watched stay so. */
    roots(roots: (Document | ShadowRoot)[]): void;
  }

  interface Follow {
    changed(now?: boolean): void;
    stop(): void;
  }

  interface Judged {
    add(blocks: Block[], findings: Finding[]): void;
    left(blocks: Block[]): Block[];
  }

  /** A page that is being checked; see content/page.js. */
  interface CheckedPage {
    marks: Mark[];
    selection: boolean;
    grown: boolean;
    readonly over: boolean;
    readonly about: object;
    readonly report: Report;
    readonly blocks: Block[];
    read(pace: Pace): Promise<Block[]>;
    judge(blocks: Block[], first?: () => void): Promise<Trouble | null>;
    follow(): void;
    drop(marks: Iterable<Mark>): void;
    ready(): void;
    focus(mark: Mark): void;
    end(): void;
  }

  /** What each file adds; a part that has no type yet is `any`. */
  interface Parts {
    [part: string]: any;
    pace: {brisk(): Pace; idle(): Pace};
    text: {
      sendable(data: string): string;
      length(text: string): number;
      unit(text: string, point: number): number;
      slice(text: string, start: number, end: number): string;
      escape(text: string): string;
    };
    private: {
      guarded(root: ParentNode): Set<Element>;
      isPrivate(element: Element, areas: Set<Element>): boolean;
      isMasked(element: Element, areas: Set<Element>): boolean;
      soundsPersonal(...elements: (Element | null)[]): boolean;
    };
    blocks: {make(): Blocks};
    unread: {
      none(): Unread;
      kind(element: Element): keyof Unread | null;
      description(element: Element): string;
      documentOf(frame: Element): Document | null;
      takesRoom(element: Element): boolean;
    };
    visible: {
      scope(root: Document | ShadowRoot): Scope;
      judge(element: Element, scope: Scope, fold: Element | null): Sight;
    };
    collect(pace: Pace): Promise<Reading>;
    known: {key(block: Block): string; hash(text: string): number; make(): Known};
    report: {make(): Living};
    serialize: {html(blocks: Block[]): string; request(blocks: Block[]): {url: string; title: string; html: string; language?: string}};
    batches: {parts(blocks: Block[]): Block[][]; within(wanted: Block[], page: Block[]): Block[]};
    anchor: {
      marks(blocks: Map<number, Block>, findings: Finding[], before?: Mark[]): Mark[];
      locate(block: Block, finding: Finding): [number, number] | null;
      ranges(block: Block, start: number, end: number): Range[] | null;
      holds(mark: Mark): boolean;
    };
    paint: {able(): boolean; show(marks: Mark[]): void; current(mark: Mark | null): void; clear(): void; sweep(): void};
    watch: {
      start(tell: {lost(gone: Set<Mark>): void; changed(): void; moved(): void; typed(): void}, signal: AbortSignal): Watch;
      address(): string;
    };
    place: {
      corner(page: Document): {x: number; y: number};
      boxOf(element: Element | null): Box | null;
      holder(node: Node): Element | null;
      elementOf(mark: Mark): Element | null;
      rects(mark: Mark): Box[];
      lines(mark: Mark): Box[];
      anchor(mark: Mark, point?: {x: number; y: number} | null): (Box & {start: number}) | null;
      covers(box: Box, x: number, y: number): boolean;
      card(
        box: Box & {start: number},
        size: {width: number; height: number},
        view: {width: number; height: number},
      ): {left: number; top: number; room: number};
    };
    point: {
      start(
        marks: () => Mark[],
        signal: AbortSignal,
      ): {roots(roots: (Document | ShadowRoot)[]): void};
      index(marks: Mark[]): Map<Element, Mark[]>;
      at(x: number, y: number, byElement: Map<Element, Mark[]>): Mark[];
    };
    layer: {root(): ShadowRoot; holds(target: EventTarget | null): boolean; remove(): void};
    page: {
      check(
        ask: (blocks: Block[]) => Promise<{report?: Report} & Partial<Trouble>>,
        tell: {changed(): void; moved(): void; personal(): boolean},
      ): CheckedPage;
    };
    follow: {
      start(
        page: {reread(): Promise<Block[]>; judge(blocks: Block[]): Promise<boolean>; more(): void},
        signal: AbortSignal,
      ): Follow;
      judged(): Judged;
    };
  }

  /** What has to be known of a document or shadow root before its elements are judged. */
  interface Scope {
    root: Document | ShadowRoot;
    view: Window & typeof globalThis;
    openers: Map<string, Element>;
    guarded: Set<Element>;
  }

  /** How an element is met. */
  type Sight = {skip: true} | {skip?: undefined; style: CSSStyleDeclaration; fold: Element | null};
}

/** A file that wants its parts typed says so: `const cl = /** @type {Claimlight.Parts} *\/ (globalThis.claimlight ??= {})`. */
declare var claimlight: any;
