/**
 * One source as it is being read in this browser: its text, its codings, the codebook, what is
 * selected and what is on its way to the project. Knows nothing of the page; it outlives every
 * mount, so a reader that is drawn anew finds everything where it was.
 */

import { foldCodes, pathOf, type Code, type CodeRow } from "./codebook";
import { Codings, type Change, type Coding, type CodingRow } from "./codings";
import type { MemoRow } from "./drawer";
import { leaveActs, takeActs } from "./left";
import { newId, Outbox, type Act, type Answer, type Message, type Op } from "./ops";
import { facetsFrom, facetWords, type Facet, type FacetRow } from "./facets";
import { foldFlags, type Flag, type FlagRow } from "./flags";
import { foldMarks, type MarkRow } from "./readmarks";
import { rowsOf, type Row } from "./rows";
import type { Asked, SecondRow } from "./second";
import { SourceText, type PassageRow, type Segment } from "./text";
import type { Way } from "./ways";

/** What names a transcript: its text by version, its codings by the entry they were read at. */
export interface TranscriptHead {
  role: "transcript";
  source: string;
  version: number;
  seq: number;
  /** The project's file: a restored project is another one, with another history. */
  file: string;
}

export interface TranscriptData extends TranscriptHead {
  passages: PassageRow[];
  tail: string;
  /** Which version of the source's text this is. */
  edition: number;
  codings: CodingRow[];
}

/** What changed between two entries, and what became of the acts sent. */
export interface Patch extends Answer {
  since: number;
  seq: number;
  upsert: CodingRow[];
  removed: string[];
}

export interface Said {
  op: string;
  sentence: string;
  action: string;
  asks: boolean;
}

export interface SurfaceData {
  role: "surface";
  project: string;
  source: string;
  height: number | null;
  coder: { id: string; name: string } | null;
  coders: [id: string, name: string][];
  colours: string[];
  codes: CodeRow[] | null;
  /** Every third-party flag of the source. */
  flags: FlagRow[];
  /** Every facet of the study. */
  facets: FacetRow[];
  /** The themes that codings here belong to; null where they are as they were. */
  themes: ThemeRow[] | null;
  patch: Patch;
  /** The memos about this source and its codings; null where they are as they were. */
  memos: MemoRow[] | null;
  /** What this person marked as read; null where it is as it was. */
  marks: MarkRow[] | null;
  /** What the second reader says of what was asked; null where nothing was. */
  second: SecondRow | null;
  /** A coding, or a segment of the text that was found; null for the top. */
  focus: string | [start: number, end: number] | null;
  said: Said | null;
}

/** A theme with the codes and single codings that belong to it. */
export type ThemeRow = [name: string, codes: string[], codings: string[]];

/** What changed with an answer, for the page to draw. */
export interface News {
  changes: Change[];
  saved: Op[];
  refused: [Op, string][];
}

export class Reading {
  readonly text: SourceText;
  readonly rows: Row[];
  readonly codings: Codings;
  readonly outbox: Outbox;
  codes = new Map<string, Code>();
  flags: readonly Flag[] = [];
  facets: readonly Facet[] = [];
  themes: readonly ThemeRow[] = [];
  /** Where each passage begins that was marked as read. */
  marks: ReadonlySet<number> = new Set();
  /** What is asked of the second reader. */
  asked: Asked | null = null;
  /** The study that the source belongs to, and who codes; empty until the project tells. */
  project = "";
  me = "";
  coders = new Map<string, string>();
  selection: Segment | null = null;
  /** The row where the person is; -1 before the first move. */
  current = -1;
  /** Which code's words are filled; null for none. */
  shown: string | null = null;
  /** The row at the top of the view and how far it is scrolled off. */
  anchor: { row: number; offset: number } | null = null;
  /** The coding or segment that a link led to, and the act that was told last: each once. */
  focused: string | null = null;
  heard: string | null = null;
  deliver: (message: Message) => void = () => {};
  wake: () => void = () => {};
  leave: (way: Way) => void = () => {};
  private seq: number;
  private missed = new Set<string>();
  private heldCodes: Code[] = [];
  private heldFacets = "[]";
  private heldFlags: readonly FlagRow[] = [];
  private heldMarks: readonly MarkRow[] = [];
  private elsewhere = new Map<string, number>();

  constructor(
    private readonly data: TranscriptData,
    clock: () => number,
    earlier?: Reading,
  ) {
    this.text = new SourceText(data.passages, data.tail);
    this.rows = rowsOf(this.text);
    this.codings = new Codings(this.text, this.rows, data.codings, () => this.me);
    this.seq = data.seq;
    this.outbox = new Outbox(
      (sent) => this.deliver({ source: data.source, since: this.seq, coder: this.outbox.coder, asked: this.asked, ...sent }),
      clock,
      () => this.wake(),
    );
    if (earlier) this.outbox.inherit(earlier.outbox);
  }

  /** The entry up to which this browser knows the project. */
  get heardTo(): number {
    return this.seq;
  }

  /** Which version of the text the places here lie in. */
  get edition(): number {
    return this.data.edition;
  }

  isOf(head: TranscriptHead): boolean {
    const { source, version, file } = this.data;
    return head.source === source && head.version === version && head.file === file;
  }

  knows(head: TranscriptHead): boolean {
    return this.isOf(head) && head.seq <= this.seq;
  }

  /** Take a newer list of all codings; the page draws it with the payload that follows. */
  renew(data: TranscriptData): void {
    const there = new Set(data.codings.map((row) => row[0]));
    const gone = [...this.codings.heldIds()].filter((id) => !there.has(id));
    this.missed = this.codings.hold(data.codings, gone);
    this.seq = data.seq;
  }

  /** Do something: it shows at once and is on its way to the project. */
  act(act: Act): { op: Op; news: News } {
    const op: Op = { op: newId(), ...act };
    this.outbox.push(op);
    const changes = this.codings.fold(this.codings.touchedBy(op), this.outbox.pending);
    this.codes = foldCodes(this.heldCodes, this.outbox.pending);
    this.flags = foldFlags(this.heldFlags, this.outbox.pending);
    this.foldMarks();
    return { op, news: { changes, saved: [], refused: [] } };
  }

  /**
   * Say who sits here, before `take`: acts of another that are not saved are not shown as theirs.
   * Returns in words which acts that they left here are lost.
   */
  be(coder: string | null): string {
    const before = this.outbox.pending;
    this.outbox.be(coder);
    if (this.outbox.pending === before) return "";
    const { ops, lost } = coder === null ? { ops: [], lost: "" } : takeActs(this.slot(coder), this.sameText, (segment) => this.text.words(segment));
    this.outbox.resume(ops);
    for (const op of [...before, ...this.outbox.pending]) for (const id of this.codings.touchedBy(op)) this.missed.add(id);
    return lost;
  }

  /** Keep acts that are not saved, as the page is left. */
  keep(): void {
    for (const [coder, acts] of this.outbox.all) if (coder !== null) leaveActs(this.slot(coder), this.sameText, acts);
  }

  /** Take what the project says; an older word than we have heard is only listened to for answers. */
  take(patch: Patch, codes: CodeRow[] | null, flags: readonly FlagRow[]): News {
    const before = this.outbox.pending.flatMap((op) => this.codings.touchedBy(op));
    const fresh = patch.seq >= this.seq;
    const held = fresh ? this.codings.hold(patch.upsert, patch.removed) : new Set<string>();
    if (fresh) this.seq = patch.seq;
    const { saved, refused } = this.outbox.hear(patch);
    if (fresh && codes) this.holdCodes(codes);
    if (fresh) this.heldFlags = flags;
    const changes = this.codings.fold([...this.missed, ...held, ...before], this.outbox.pending);
    this.missed.clear();
    this.codes = foldCodes(this.heldCodes, this.outbox.pending);
    this.flags = foldFlags(this.heldFlags, this.outbox.pending);
    return { changes, saved, refused };
  }

  /** Take what is marked as read, where it was told; after `take`. */
  takeMarks(marks: readonly MarkRow[] | null): void {
    if (marks) this.heldMarks = marks;
    this.foldMarks();
  }

  /** Take the study's facets; tell whether they are others than before. */
  takeFacets(rows: readonly FacetRow[], seq: number): boolean {
    if (seq < this.seq || JSON.stringify(rows) === this.heldFacets) return false;
    this.heldFacets = JSON.stringify(rows);
    this.facets = facetsFrom(rows);
    return true;
  }

  /** How many codings a code has in the whole project, as far as we have heard. */
  counts(): Map<string, number> {
    const counts = new Map(this.elsewhere);
    for (const [code, here] of this.codings.countByCode("view")) {
      counts.set(code, (counts.get(code) ?? 0) + here);
    }
    return counts;
  }

  coderName(coder: string): string {
    return this.coders.get(coder) ?? "you";
  }

  /** What a coding is called in full: its code, who made it, the facet values it carries. */
  called(coding: Coding): string {
    const carried = facetWords(this.facets, coding);
    return `${this.path(coding.code)}, ${this.coderName(coding.coder)}${carried ? `; ${carried}` : ""}`;
  }

  /** The names of the themes that a coding belongs to. */
  themesOf(coding: Coding): string[] {
    return this.themes.filter(([, codes, own]) => codes.includes(coding.code) || own.includes(coding.id)).map(([name]) => name);
  }

  path(code: string): string {
    return pathOf(this.codes, code) || "code not found";
  }

  /** The code of this name at this place in the tree, if there is one. */
  codeNamed(name: string, parent: string | null): Code | undefined {
    const wanted = name.trim().toLowerCase();
    return [...this.codes.values()].find(
      (code) => code.parent === parent && code.name.trim().toLowerCase() === wanted,
    );
  }

  /** Whether a code can be given: it is there and not retired. */
  gives(code: string): boolean {
    const known = this.codes.get(code);
    return known !== undefined && !known.retired;
  }

  private slot(coder: string): string {
    return `workbench:acts:${this.project}:${this.data.source}:${coder}`;
  }

  /** The entry that last changed the source, in this very file. */
  private get sameText(): string {
    return `${this.data.file} ${this.data.version} ${this.text.length}`;
  }

  private foldMarks(): void {
    this.marks = foldMarks(this.heldMarks, this.text.passages, this.outbox.pending);
  }

  private holdCodes(rows: CodeRow[]): void {
    this.heldCodes = rows.map(([id, name, parent, colour, pattern, , retired]) => ({ id, name, parent, colour, pattern, retired: retired ?? false }));
    const here = this.codings.countByCode("held");
    this.elsewhere = new Map(rows.map((row) => [row[0], row[5] - (here.get(row[0]) ?? 0)]));
  }
}
