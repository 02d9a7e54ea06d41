/**
 * What a person did, as it travels to the project, and the list of acts that are still on their
 * way. The list is cumulative, one message is in flight at a time, and it is sent again until the
 * project has answered: nothing is lost when a message is dropped or the program restarts.
 */

import type { Visibility } from "./drafts";

export type Pattern = "plain" | "hatched";

export interface NewCode {
  id: string;
  name: string;
  parent: string | null;
  colour: string;
  pattern: Pattern;
}

/** What a passage on a code's card shows of the code. */
export type Exemplar = "typical" | "atypical" | "close but no";

/** What codes were suggested, learnt up to an entry, and by which margin; each with its own, and its reason. */
export interface Offer {
  sha256: string;
  learnt_at: number;
  margin: number;
  codes: [code: string, margin: number, because: string][];
}

export type Act =
  | {
      kind: "apply";
      coding: string;
      start: number;
      end: number;
      words: string;
      code: string;
      in_vivo: boolean;
      new_code?: NewCode;
      /** It was suggested. */
      offer?: Offer;
    }
  | { kind: "refuse"; start: number; end: number; offer: Offer }
  | { kind: "mark_read" | "unmark_read"; start: number; end: number }
  | { kind: "recode"; coding: string; code: string; base: string }
  | { kind: "resize"; coding: string; start: number; end: number; words: string; base: [number, number] }
  | { kind: "remove"; coding: string }
  | { kind: "create_code"; code: string; name: string; parent: string | null; colour: string; pattern: Pattern }
  | { kind: "rename_code"; code: string; name: string; base: string }
  | { kind: "move_code"; code: string; parent: string | null }
  | { kind: "recolour_code"; code: string; colour: string; pattern: Pattern }
  | { kind: "merge_codes"; keep: string; into_it: string[] }
  | { kind: "delete_code"; code: string }
  | { kind: "flag"; flag: string; start: number; end: number; words: string }
  | { kind: "unflag"; flag: string }
  | { kind: "facet"; coding: string; facet: string; values: string[]; base: string[] }
  | { kind: "exemplar"; code: string; shown: Exemplar; start: number; end: number; words: string }
  | { kind: "write_memo"; memo: string; title: string; body: string; links: string; visibility: Visibility; label: string }
  | { kind: "edit_memo"; memo: string; title: string; body: string; links: string; base: number }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "reason"; of: string; words: string };

export type Op = Act & { op: string };

export interface Message {
  source: string;
  message: number;
  since: number;
  /** Whose acts these are; the project takes nobody else's. */
  coder: string | null;
  /** For which passage suggestions are wanted. */
  asked: { start: number; end: number; number: number } | null;
  ops: Op[];
}

export interface Answer {
  answers: number | null;
  acks: string[];
  refused: [op: string, message: string][];
}

export type SaveState = { word: "saved" } | { word: "saving" | "offline"; count: number };

const RESEND_MS = 2500;
const OFFLINE_MS = 6000;
/** Every so many times without an answer the page is woken instead. */
const WAKE_EVERY = 3;
/** More than this waits for the next message, so that an answer always comes before a re-send. */
const MOST_A_MESSAGE = 40;

/** A random id (UUID version 4); `crypto.randomUUID` is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Acts on their way to the project. */
export class Outbox {
  pending: Op[] = [];
  /** Who acts here. */
  coder: string | null = null;
  /** Acts of others who sat here: they wait until these do so again. */
  private kept = new Map<string | null, Op[]>();
  private sent = 0;
  private waitingFor: number | null = null;
  private sentAt = 0;
  private unheardSince: number | null = null;
  private unanswered = 0;

  /**
   * @param deliver hands a message over; it may get lost.
   * @param clock milliseconds.
   * @param wake asks for the whole page anew: a program that was started again does not know the
   *   surface until the page was drawn once, and drops its messages.
   */
  constructor(
    private readonly deliver: (message: Pick<Message, "message" | "ops">) => void,
    private readonly clock: () => number,
    private readonly wake: () => void = () => {},
  ) {}

  /** Say who acts from now on. */
  be(coder: string | null): void {
    if (coder === this.coder) return;
    if (this.pending.length) this.kept.set(this.coder, this.pending);
    this.pending = this.kept.get(coder) ?? [];
    this.kept.delete(coder);
    this.coder = coder;
    this.waitingFor = null;
    if (this.pending.length) this.send();
  }

  /** Go on with what another outbox has not delivered. */
  inherit({ coder, pending, kept }: Outbox): void {
    [this.coder, this.pending, this.kept] = [coder, pending, kept];
  }

  /** Go on with acts that were left here. */
  resume(ops: readonly Op[]): void {
    this.pending.push(...ops);
    if (ops.length && this.waitingFor === null) this.send();
  }

  /** The acts that are not saved, by who did them. */
  get all(): [coder: string | null, ops: readonly Op[]][] {
    return [...this.kept, [this.coder, this.pending]];
  }

  /** Whether an act of anybody is not saved. */
  get unsaved(): boolean {
    return this.pending.length + this.kept.size > 0;
  }

  /** Whose acts wait here, a sentence each. */
  get waiting(): string[] {
    return [...this.kept].map(([name, { length }]) => `${length} ${length === 1 ? "act is" : "acts are"} ${name}'s: be ${name} again to save ${length === 1 ? "it" : "them"}`);
  }

  push(op: Op): void {
    this.pending.push(op);
    if (this.waitingFor === null) this.send();
  }

  /** Ask for what others did, unless a message is on its way anyway. */
  ask(): void {
    if (this.waitingFor === null) this.send();
  }

  /** Take an answer; returns the acts it settles. */
  hear({ answers, acks, refused }: Answer): { saved: Op[]; refused: [Op, string][] } {
    const known = new Map(this.pending.map((op) => [op.op, op]));
    const settled = new Set([...acks, ...refused.map(([op]) => op)]);
    this.pending = this.pending.filter((op) => !settled.has(op.op));
    if (answers !== null) {
      this.unheardSince = null;
      this.unanswered = 0;
    }
    if (answers !== null && this.waitingFor !== null && answers >= this.waitingFor) {
      this.waitingFor = null;
      if (this.pending.length) this.send();
    }
    return {
      saved: acks.flatMap((op) => known.get(op) ?? []),
      refused: refused.flatMap(([op, message]) => {
        const found = known.get(op);
        return found ? [[found, message] as [Op, string]] : [];
      }),
    };
  }

  /** Send again what was not answered; call this about once a second. */
  tick(): void {
    if (this.waitingFor === null || this.clock() - this.sentAt < RESEND_MS) return;
    this.unanswered += 1;
    if (!this.pending.length) this.waitingFor = null;
    else if (this.unanswered % WAKE_EVERY) this.send();
    else {
      this.sentAt = this.clock();
      this.wake();
    }
  }

  state(online: boolean): SaveState {
    const count = this.pending.length;
    if (!count) return { word: "saved" };
    const unheard = this.unheardSince === null ? 0 : this.clock() - this.unheardSince;
    return { word: !online || unheard > OFFLINE_MS ? "offline" : "saving", count };
  }

  private send(): void {
    this.sent += 1;
    this.waitingFor = this.sent;
    this.sentAt = this.clock();
    this.unheardSince ??= this.sentAt;
    this.deliver({ message: this.sent, ops: this.pending.slice(0, MOST_A_MESSAGE) });
  }
}
