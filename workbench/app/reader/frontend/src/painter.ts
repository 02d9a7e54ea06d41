/**
 * Underlines and fills in the text, by the CSS Custom Highlight API: the text stays one text node.
 * A code has an underline at up to three depths, so that codings on the same words stay apart.
 * Only rows in view are painted. Names are global to the document, so they carry a prefix.
 */

import type { Code } from "./codebook";
import type { Coding } from "./codings";
import type { Page } from "./page";
import type { Reading } from "./reading";
import type { Segment } from "./text";

export type Fill = "selection" | "hover" | "focus" | "shown" | "flags";

interface Stroke {
  paint: Highlight;
  name: string;
  rule: string;
}

const DEPTHS = 3;
const FILL_ORDER: readonly Fill[] = ["flags", "shown", "hover", "focus", "selection"];
let painters = 0;

export class Painter {
  private readonly prefix = `workbench-${++painters}`;
  private readonly sheet = new CSSStyleSheet();
  private readonly strokes = new Map<string, Stroke>();
  private readonly painted = new Map<number, { paint: Highlight; range: Range }[]>();
  private readonly fills = new Map<Fill, Highlight>();
  private readonly filled = new Map<Fill, Segment>();
  private shownCodes: ReadonlySet<string> = new Set();
  private dark = false;

  constructor(
    private readonly page: Page,
    private readonly reading: Reading,
    private readonly root: ShadowRoot | Document,
  ) {
    for (const fill of FILL_ORDER) {
      const paint = new Highlight();
      paint.priority = 100 + FILL_ORDER.indexOf(fill);
      this.fills.set(fill, paint);
      CSS.highlights.set(`${this.prefix}-${fill}`, paint);
    }
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
  }

  /** Take the colours of the codebook and of the theme. */
  restyle(dark: boolean): void {
    this.dark = dark;
    const fills = FILL_ORDER.map((fill) => `.words::highlight(${this.prefix}-${fill}){${fillStyle(fill, dark)}}`);
    for (const [key, stroke] of this.strokes) stroke.rule = this.rule(key, stroke.name);
    this.sheet.replaceSync([...[...this.strokes.values()].map(({ rule }) => rule), ...fills].join("\n"));
  }

  show(rows: Iterable<number>): void {
    for (const row of rows) this.paintRow(row);
    this.refill();
  }

  hide(rows: Iterable<number>): void {
    for (const row of rows) this.clearRow(row);
    this.refill();
  }

  /** Fill a segment, or nothing. */
  fill(fill: Exclude<Fill, "shown" | "flags">, segment: Segment | null): void {
    if (segment) this.filled.set(fill, segment);
    else this.filled.delete(fill);
    this.refillOne(fill);
  }

  /** Mark the words that are flagged as third party. */
  showFlags(): void {
    this.refillOne("flags");
  }

  /** Fill every coding of these codes. */
  showCodes(codes: ReadonlySet<string>): void {
    this.shownCodes = codes;
    this.refillOne("shown");
  }

  close(): void {
    for (const { name } of this.strokes.values()) CSS.highlights.delete(name);
    for (const fill of FILL_ORDER) CSS.highlights.delete(`${this.prefix}-${fill}`);
    this.root.adoptedStyleSheets = this.root.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  private paintRow(row: number): void {
    this.clearRow(row);
    const painted = this.reading.codings.ofRow(row).flatMap((coding) => {
      const { paint } = this.stroke(coding);
      return this.rangesIn(row, coding).map((range) => ({ paint, range }));
    });
    for (const { paint, range } of painted) paint.add(range);
    this.painted.set(row, painted);
  }

  private clearRow(row: number): void {
    for (const { paint, range } of this.painted.get(row) ?? []) paint.delete(range);
    this.painted.delete(row);
  }

  private rangesIn(row: number, segment: Segment): Range[] {
    return this.page
      .pieces(segment)
      .filter((piece) => piece.row === row)
      .map((piece) => this.page.range(piece));
  }

  private stroke({ id, code }: Coding): Stroke {
    const depth = Math.min(this.reading.codings.lanes.get(id) ?? 0, DEPTHS - 1);
    const key = `${depth} ${code}`;
    const known = this.strokes.get(key);
    if (known) return known;
    const name = `${this.prefix}-${this.strokes.size}`;
    const stroke = { paint: new Highlight(), name, rule: this.rule(key, name) };
    stroke.paint.priority = depth;
    CSS.highlights.set(name, stroke.paint);
    this.strokes.set(key, stroke);
    this.sheet.insertRule(stroke.rule);
    return stroke;
  }

  private rule(key: string, name: string): string {
    const depth = Number(key[0]);
    const code = this.reading.codes.get(key.slice(2));
    const style = code?.pattern === "hatched" ? "dashed" : "solid";
    const ink = inkOf(code, this.dark);
    return `.words::highlight(${name}){text-decoration:underline ${style} ${ink} 2px;text-underline-offset:${3 + depth * 3}px}`;
  }

  private refill(): void {
    for (const fill of FILL_ORDER) this.refillOne(fill);
  }

  private refillOne(fill: Fill): void {
    const paint = this.fills.get(fill)!;
    paint.clear();
    for (const segment of this.segmentsOf(fill)) {
      if (segment) for (const range of this.page.rangesInView(segment)) paint.add(range);
    }
  }

  private segmentsOf(fill: Fill): readonly (Segment | undefined)[] {
    if (fill === "flags") return this.reading.flags;
    return fill === "shown" ? this.shownSegments() : [this.filled.get(fill)];
  }

  private shownSegments(): Coding[] {
    if (!this.shownCodes.size) return [];
    const found = new Set<Coding>();
    for (const row of this.page.visible) {
      for (const coding of this.reading.codings.ofRow(row)) if (this.shownCodes.has(coding.code)) found.add(coding);
    }
    return [...found];
  }
}

/** A code's colour, lightened on a dark page. */
export function inkOf(code: Code | undefined, dark: boolean): string {
  const colour = code?.colour ?? "#777777";
  return dark ? `color-mix(in oklab, ${colour} 60%, white)` : colour;
}

function fillStyle(fill: Fill, dark: boolean): string {
  if (fill === "flags") return `text-decoration:overline dotted ${dark ? "#e0a3ff" : "#7a2ea0"} 2px`;
  const colours: Record<Exclude<Fill, "flags">, [string, string]> = {
    shown: ["#ffd97f99", "#8a6a1699"],
    hover: ["#ffe9b3cc", "#6d5616cc"],
    focus: ["#ffdf91cc", "#7d6216cc"],
    selection: ["#9ecbf599", "#2f5f8fb3"],
  };
  return `background-color:${colours[fill][dark ? 1 : 0]}`;
}
