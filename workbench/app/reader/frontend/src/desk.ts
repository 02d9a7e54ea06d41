/** The memo that is open on the page of memos: what is drawn, sent and heard there. */

import { Drafts, type Draft } from "./drafts";
import { h } from "./element";
import { MemoPane, type Clash, type OpenMemo } from "./memo";
import { Outbox, newId, type Answer, type Message } from "./ops";
import { Questions } from "./questions";
import type { Thing } from "./references";

/** Everything that can be linked to; it comes by itself, because it is long and seldom changes. */
export interface ThingsData {
  role: "things";
  project: string;
  things: [link: string, label: string][];
}

export interface MemoData {
  role: "memo";
  project: string;
  coder: string | null;
  open: OpenMemo;
  questions: string[];
  answer: Answer & { clash: Clash | null; at: number; version: number };
}

const known = new Map<string, Thing[]>();
const desks = new Set<MemoDesk>();

/** Learn what can be linked to. */
export function takeThings({ project, things }: ThingsData): void {
  known.set(project, things.map(([link, label]) => ({ link, label })));
  for (const desk of desks) desk.learn();
}

export class MemoDesk {
  readonly root = h("div", { class: "reader writing" });
  deliver: (message: Pick<Message, "coder" | "message" | "ops">) => void = () => {};
  private readonly outbox: Outbox;
  private readonly pane: MemoPane;
  private readonly timer: number;
  private slot: string | null = null;

  constructor(private data: MemoData) {
    this.outbox = new Outbox((sent) => this.deliver({ coder: this.data.coder, ...sent }), () => performance.now());
    this.pane = new MemoPane(this.drafts, { save: (draft) => this.save(draft) });
    this.root.append(this.pane.element, new Questions(data.questions).element);
    // Keys typed here are none of the page's.
    this.root.addEventListener("keydown", (event) => event.ctrlKey || event.metaKey || event.stopPropagation());
    this.timer = window.setInterval(() => this.outbox.tick(), 1000);
    window.addEventListener("beforeunload", this.onUnload);
    desks.add(this);
    this.learn();
  }

  learn(): void {
    this.pane.know(known.get(this.data.project) ?? []);
  }

  update(data: MemoData): void {
    // What another sent and the project has not is still a draft of theirs.
    if (data.coder !== this.data.coder) this.outbox.pending = [];
    this.data = data;
    const said = this.hear() ? this.pane.state : "";
    const slot = `${data.project} ${data.coder} ${data.open.slot}`;
    if (slot === this.slot) this.pane.renew(data.open);
    else this.pane.show(data.open, this.drafts, said);
    this.slot = slot;
  }

  close(): void {
    desks.delete(this);
    window.clearInterval(this.timer);
    window.removeEventListener("beforeunload", this.onUnload);
    this.root.remove();
  }

  private get drafts(): Drafts {
    return new Drafts(this.data.project, this.data.coder ?? "");
  }

  /** Take what became of what was sent; tell whether a memo was saved. */
  private hear(): boolean {
    const { answer } = this.data;
    const { saved, refused } = this.outbox.hear(answer);
    if (saved.length) this.pane.saved(answer.at, answer.version);
    for (const [, sentence] of refused) {
      if (answer.clash) this.pane.clashed(answer.clash);
      else this.pane.refused(sentence);
    }
    return saved.length > 0;
  }

  private save({ memo, title, body, links, visibility, base }: Draft): boolean {
    if (this.data.coder === null) return false;
    const words = { memo, title, body, links: links.join(" ") };
    this.outbox.push(base ? { op: newId(), kind: "edit_memo", ...words, base } : { op: newId(), kind: "write_memo", ...words, visibility, label: this.data.open.label });
    return true;
  }

  private readonly onUnload = (event: BeforeUnloadEvent): void => {
    if (this.outbox.pending.length) event.preventDefault();
  };
}
