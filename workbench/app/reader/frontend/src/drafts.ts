/**
 * Memos that were written and not yet saved: kept in this browser at every key, so that neither a
 * lost connection nor a closed page loses a word, and taken away when the project has them.
 */

export type Visibility = "private" | "team" | "auditor";

export interface MemoWords {
  title: string;
  body: string;
  /** What it is about, each as `kind:id`. */
  links: string[];
}

export interface Draft extends MemoWords {
  memo: string;
  visibility: Visibility;
  /** The version that was before the person; 0 for a new memo. */
  base: number;
  /** Milliseconds since 1970. */
  at: number;
}

export class Drafts {
  /** Each coder has drafts of their own: a private thought is not shown to who sits here next. */
  constructor(
    private readonly project: string,
    private readonly coder: string,
  ) {}

  keep(slot: string, draft: Draft): boolean {
    try {
      localStorage.setItem(this.key(slot), JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  read(slot: string): Draft | null {
    try {
      const draft = JSON.parse(localStorage.getItem(this.key(slot)) ?? "null") as Draft | null;
      return draft && typeof draft.body === "string" && Array.isArray(draft.links) ? draft : null;
    } catch {
      return null;
    }
  }

  drop(slot: string): void {
    try {
      localStorage.removeItem(this.key(slot));
    } catch {
      return; // what cannot be kept need not be dropped
    }
  }

  private key(slot: string): string {
    return `workbench:memo:${this.project}:${this.coder}:${slot}`;
  }
}
