/**
 * What this browser remembers between visits: size of the text, codes used last, quick codes.
 * Ids and numbers only, never a word; a browser that forbids it forgets it.
 */

import type { Snapping } from "./selecting";

export interface Remembered {
  size: number;
  serif: boolean;
  panel: boolean;
  /** Whether codes are suggested. */
  second: boolean;
  /** What selections made with the pointer are widened to. */
  snapping: Snapping;
  recents: string[];
  /** The codes of the keys 1 to 9. */
  quick: (string | null)[];
  /** Codes whose branches are closed in the tree. */
  closed: string[];
}

const NOTHING: Remembered = {
  size: 17,
  serif: false,
  panel: true,
  second: true,
  snapping: "free",
  recents: [],
  quick: Array<null>(9).fill(null),
  closed: [],
};

export class Memory {
  readonly now: Remembered;

  constructor(private readonly project: string) {
    this.now = { ...NOTHING, quick: [...NOTHING.quick], ...this.read() };
  }

  /** Put a code at the front of those used last. */
  use(code: string): void {
    this.now.recents = [code, ...this.now.recents.filter((other) => other !== code)].slice(0, 30);
    this.save();
  }

  /** Give a code a number key; it gives up the one it had. */
  assign(key: number, code: string): void {
    this.now.quick = this.now.quick.map((other) => (other === code ? null : other));
    this.now.quick[key - 1] = code;
    this.save();
  }

  /** Give free number keys to the codes that stand first; taken keys stay as they are. */
  fill(codes: readonly string[], exists: (code: string) => boolean): void {
    const quick = this.now.quick.map((code) => (code !== null && exists(code) ? code : null));
    const free = codes.filter((code) => !quick.includes(code));
    this.now.quick = quick.map((code) => code ?? free.shift() ?? null);
    this.save();
  }

  save(): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.now));
    } catch {
      return; // storage is full or forbidden: the choices last as long as the page
    }
  }

  private read(): Partial<Remembered> {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "{}") as Partial<Remembered>;
    } catch {
      return {};
    }
  }

  private get key(): string {
    return `workbench:reader:${this.project}`;
  }
}
