/** The drawer of memos as part of the surface: what it links to, hears and marks beside the turns. */

import type { Coding } from "./codings";
import { Drafts } from "./drafts";
import { Drawer, type MemoRow } from "./drawer";
import { MemoMarks } from "./memomarks";
import type { News } from "./reading";
import type { Thing } from "./references";
import type { Surface } from "./surface";
import type { Segment } from "./text";

const SEGMENT = /^segment:(.+):(\d+)-(\d+)$/;
const LONGEST = 80;

export class MemoSide {
  private readonly drawer: Drawer;
  private readonly marks: MemoMarks;
  private rows: readonly MemoRow[] = [];

  constructor(private readonly surface: Surface) {
    this.drawer = new Drawer(this.drafts, {
      mayCode: () => surface.who.coder !== null,
      do: (act) => surface.acts.send(act),
      things: () => this.things(),
      isAbout: (link, segment) => this.isAbout(link, segment),
      address: (memo) => `memos?project=${surface.who.project}&memo=${memo}`,
      left: () => this.left(),
    });
    this.marks = new MemoMarks(surface.page, (segment) => this.write(segment, null));
  }

  get element(): HTMLElement {
    return this.drawer.element;
  }

  /** Open the drawer on a segment, a coding, or the whole source. */
  write(segment: Segment | null, coding: Coding | null): void {
    const { source } = this.surface.who;
    const about = segment ? this.linkTo(segment) : coding ? `coding:${coding.id}` : `source:${source}`;
    this.surface.root.classList.add("memoing");
    this.drawer.open(about, segment ?? coding, this.drafts);
  }

  list(rows: readonly MemoRow[]): void {
    this.rows = rows;
    this.drawer.list(rows);
    this.marks.draw(this.segments());
  }

  /** Take what became of the memos that were sent. */
  hear({ saved, refused }: News): void {
    for (const op of saved) if (op.kind === "write_memo") this.drawer.saved(op.memo);
    for (const [op, sentence] of refused) if (op.kind === "write_memo") this.drawer.refused(op.memo, sentence);
  }

  private get drafts(): Drafts {
    const { project, coder } = this.surface.who;
    return new Drafts(project, coder ?? "");
  }

  private left(): void {
    this.surface.root.classList.remove("memoing");
    this.surface.page.scroll.focus({ preventScroll: true });
  }

  private segments(): Segment[] {
    const links = this.rows.flatMap((row) => [...new Set(row[6].split(" "))]);
    return links.flatMap((link) => this.segmentOf(link) ?? []);
  }

  /** Where a link's words stand in this source; null where it has none. */
  private segmentOf(link: string): Segment | null {
    if (link.startsWith("coding:")) return this.surface.reading.codings.get(link.slice(7)) ?? null;
    const [, source, start, end] = SEGMENT.exec(link) ?? [];
    return source === this.surface.who.source ? { start: Number(start), end: Number(end) } : null;
  }

  /** A link to words of the text that is shown here, even if another one holds when it is saved. */
  private linkTo({ start, end }: Segment): string {
    const { reading, who } = this.surface;
    return `segment:${who.source}:${start}-${end}@${reading.edition}`;
  }

  private isAbout(link: string, segment: Segment | null): boolean {
    const there = this.segmentOf(link);
    if (segment) return there !== null && there.start < segment.end && segment.start < there.end;
    return there !== null || link === `source:${this.surface.who.source}`;
  }

  private things(): Thing[] {
    const { reading, who } = this.surface;
    const codes = [...reading.codes.keys()].map((code) => ({ link: `code:${code}`, label: `code: ${reading.path(code)}` }));
    const quoted = [...reading.codings.all()].map((coding) => ({
      link: `coding:${coding.id}`,
      label: `“${beginning(reading.text.words(coding))}” ${reading.path(coding.code)}`,
    }));
    const { selection } = reading;
    const chosen = selection ? [{ link: this.linkTo(selection), label: `“${beginning(reading.text.words(selection))}”` }] : [];
    return [...chosen, { link: `source:${who.source}`, label: "this source" }, ...codes, ...quoted];
  }
}

function beginning(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
