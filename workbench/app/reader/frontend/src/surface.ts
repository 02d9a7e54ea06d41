/**
 * One mount of the reader: builds the page from a reading, draws what changes, and takes what the
 * project says. What hands do is in `hands.ts`; what is kept between mounts is in the reading.
 */

import { Acts } from "./acts";
import { Box } from "./box";
import { branch, type Code } from "./codebook";
import type { Change } from "./codings";
import { h } from "./element";
import { FlagMarks } from "./flags";
import { Hands } from "./hands";
import { afterPaint, markPainted, markReadable, markSaved } from "./marks";
import { Memory } from "./memory";
import { MemoSide } from "./memoside";
import { dropSelection } from "./native";
import type { Op } from "./ops";
import { Page } from "./page";
import { Painter } from "./painter";
import { Panel } from "./panel";
import type { News, Reading, Said, SurfaceData } from "./reading";
import { ReadMarks } from "./readmarks";
import { SecondPane } from "./second";
import { Status } from "./status";
import { Stripes } from "./stripes";
import { Tending } from "./tending";
import type { Segment } from "./text";
import { Toast } from "./toast";

const LEAST_HEIGHT = 420;
const BELOW = 20;
const CHANGES_ANSWERS: ReadonlySet<string> = new Set(["undo", "redo", "refuse"]);
const SIZES = { least: 13, most: 28 };

export class Surface {
  readonly root = h("div", { class: "reader" });
  readonly memory: Memory;
  readonly acts: Acts;
  readonly page: Page;
  readonly painter: Painter;
  readonly stripes: Stripes;
  readonly panel: Panel;
  readonly toast: Toast;
  readonly drawer: MemoSide;
  readonly second: SecondPane;
  private readonly ticks: ReadMarks;
  private readonly flags: FlagMarks;
  private readonly hands: Hands;
  private readonly status: Status;
  private readonly resized: ResizeObserver;
  private readonly timer: number;
  private drawnCodes = new Map<string, Code>();
  private drawing = 0;
  /** What of acts that were left here is lost; told when the others are saved. */
  private lost = "";
  private width = 0;

  constructor(
    host: ShadowRoot | HTMLElement,
    readonly reading: Reading,
    private data: SurfaceData,
  ) {
    this.memory = new Memory(data.project);
    this.acts = new Acts(reading, this.memory, {
      colours: () => this.data.colours,
      mayCode: () => this.data.coder !== null,
      did: (op, news) => this.did(op, news),
      tell: (sentence) => this.toast.tell(sentence),
    });
    this.page = new Page(reading, (shown, hidden) => this.seen(shown, hidden));
    host.append(this.root);
    const scope = host.getRootNode() as ShadowRoot | Document;
    this.painter = new Painter(this.page, reading, scope);
    this.hands = new Hands(this);
    this.stripes = new Stripes(this.page, reading, this.hands);
    this.flags = new FlagMarks(this.page, reading, (flag) => this.select({ start: flag.start, end: flag.end }, true));
    this.ticks = new ReadMarks(this.page, reading);
    this.second = new SecondPane(this);
    this.panel = new Panel(reading, this.memory, new Tending(this));
    this.toast = new Toast(this.hands);
    this.status = new Status(this.hands, this.second);
    this.drawer = new MemoSide(this);
    this.root.append(h("div", { class: "body" }, this.panel.element, this.page.scroll, this.drawer.element), h("div", { class: "told" }, this.toast.element, this.second.element), this.status.element);
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this.page.scroll);
    this.timer = window.setInterval(() => this.tick(), 1000);
    window.addEventListener("resize", this.refit);
    this.look();
    this.resume();
  }

  /** Take a payload of the project. */
  update(data: SurfaceData): void {
    this.data = data;
    const { reading } = this;
    if (reading.me !== (data.coder?.id ?? "") && reading.me) this.toast.hide();
    reading.me = data.coder?.id ?? "";
    reading.project = data.project;
    this.lost = reading.be(data.coder?.name ?? null) || this.lost;
    reading.coders = new Map(data.coders);
    this.root.classList.toggle("dark", isDark(this.root));
    this.refit();
    const otherFacets = reading.takeFacets(data.facets, data.patch.seq);
    const news = reading.take(data.patch, data.codes, data.flags);
    reading.takeMarks(data.marks);
    if (data.themes) reading.themes = data.themes;
    this.memory.fill(byUse(reading), (code) => reading.gives(code));
    this.draw(news);
    if (otherFacets) this.redraw([...this.page.visible]);
    if (data.memos) this.drawer.list(data.memos);
    this.drawer.hear(news);
    this.second.hear(data.second);
    if (news.saved.some(({ kind }) => CHANGES_ANSWERS.has(kind))) this.second.renew();
    for (const op of news.saved) markSaved(op.op);
    for (const [op, message] of news.refused) this.refuse(op, message);
    if (data.said) this.say(data.said, news.saved);
    if (this.lost && !reading.outbox.pending.length) {
      this.toast.tell(this.lost);
      this.lost = "";
    }
    if (data.focus !== null && String(data.focus) !== reading.focused) this.focusOn(data.focus);
  }

  /** Draw what an answer or an act has changed. */
  draw({ changes }: Pick<News, "changes">): void {
    if (sameCodes(this.drawnCodes, this.reading.codes)) this.redraw(this.rowsOf(changes));
    else this.recolour();
    if (this.flags.draw()) this.painter.showFlags();
    this.ticks.draw();
    this.second.consider();
    this.hands.drawCard();
    this.drawPanel();
    this.stand();
  }

  /** Select a segment, or nothing. */
  select(segment: Segment | null, byKey = false): void {
    this.reading.selection = segment;
    this.root.classList.toggle("kept", segment !== null);
    this.painter.fill("selection", segment);
    if (byKey || !segment) dropSelection();
    if (byKey && segment) this.page.reveal(segment);
    this.hands.selected(segment, byKey);
    this.second.consider();
  }

  /** The study and who codes there: under these drafts are kept. */
  get who(): { project: string; source: string; coder: string | null } {
    return { project: this.data.project, source: this.data.source, coder: this.data.coder?.name ?? null };
  }

  get colours(): readonly string[] {
    return this.data.colours;
  }

  /** The passage where the person is, or the one at the top of the view. */
  get passage(): number {
    const row = this.reading.current >= 0 ? this.reading.current : (this.page.anchor()?.row ?? 0);
    return this.reading.rows[row]?.passage ?? 0;
  }

  /** Make a passage the current one. */
  stepTo(passage: number): void {
    const row = this.reading.rows.findIndex((other) => other.passage === passage);
    if (row < 0) return;
    this.reading.current = row;
    this.page.mark(passage);
    this.stripes.reach(passage);
    this.second.consider();
    this.stand();
  }

  /** Fill the words of a code and of those below it. */
  show(code: string | null): void {
    this.reading.shown = code;
    this.painter.showCodes(code === null ? new Set() : branch(this.reading.codes, code));
    this.panel.draw();
  }

  /** Where a segment stands in the window; the top of the text when it is out of view. */
  rectOf(segment: Segment): DOMRect {
    const boxes = this.page.rangesInView(segment).flatMap((range) => [...range.getClientRects()]);
    const view = this.page.scroll.getBoundingClientRect();
    const seen = boxes.filter(({ bottom, top }) => bottom > view.top && top < view.bottom);
    return seen.at(-1) ?? new DOMRect(view.left + view.width / 3, view.top + 40, 0, 0);
  }

  resize(step: number): void {
    const { now } = this.memory;
    now.size = Math.max(SIZES.least, Math.min(SIZES.most, now.size + step));
    this.memory.save();
    this.look();
  }

  /** Set the text's size and face, and whether the codebook stands beside it. */
  look(): void {
    const { size, serif, panel, snapping, second } = this.memory.now;
    this.status.snaps(snapping);
    this.status.suggests(second);
    const anchor = this.page.anchor();
    this.root.style.setProperty("--size", `${size}px`);
    this.root.classList.toggle("serif", serif);
    this.root.classList.toggle("alone", !panel);
    if (anchor) this.page.restore(anchor);
    this.redraw([...this.page.visible]);
  }

  /** Write the line at the foot. */
  stand(): void {
    this.status.say({
      turn: Math.max(1, this.page.turnOf(this.reading.current >= 0 ? this.reading.current : (this.page.anchor()?.row ?? 0))),
      turns: this.page.turns,
      codings: this.reading.codings.size,
      saving: this.reading.outbox.state(navigator.onLine),
      waiting: this.reading.outbox.waiting,
      mode: this.hands.mode,
    });
  }

  close(): void {
    this.reading.anchor = this.page.anchor() ?? this.reading.anchor;
    window.clearInterval(this.timer);
    this.second.close();
    window.removeEventListener("resize", this.refit);
    this.resized.disconnect();
    this.hands.close();
    this.painter.close();
    this.page.close();
    this.root.remove();
  }

  private resume(): void {
    const { reading } = this;
    this.root.classList.toggle("dark", isDark(this.root));
    this.refit();
    if (reading.anchor) this.page.restore(reading.anchor);
    if (reading.current >= 0) this.page.mark(this.passage);
    if (reading.selection) this.select(reading.selection);
    const typing = document.activeElement?.matches("input, textarea, [contenteditable]");
    if (!typing) this.page.scroll.focus({ preventScroll: true });
    markReadable();
  }

  private did(op: Op, news: News): void {
    this.draw(news);
    markPainted(op.op);
  }

  private seen(shown: number[], hidden: number[]): void {
    this.painter.hide(hidden);
    this.stripes.clear(hidden);
    this.redraw(shown);
    this.reading.anchor = this.page.anchor();
    this.stand();
  }

  private redraw(rows: readonly number[]): void {
    const inView = rows.filter((row) => this.page.visible.has(row));
    if (!inView.length) return;
    this.painter.show(inView);
    this.stripes.draw(inView);
    this.stripes.reach(this.passage);
  }

  private recolour(): void {
    this.drawnCodes = this.reading.codes;
    this.painter.restyle(this.root.classList.contains("dark"));
    this.redraw([...this.page.visible]);
    if (this.reading.shown !== null) this.show(this.reading.codes.has(this.reading.shown) ? this.reading.shown : null);
  }

  /** The codebook follows a frame later: the words come first. */
  private drawPanel(): void {
    const drawing = ++this.drawing;
    afterPaint(() => drawing === this.drawing && this.panel.draw());
  }

  private rowsOf(changes: readonly Change[]): number[] {
    const rows = new Set<number>();
    for (const { before, after } of changes) {
      for (const side of [before, after]) if (side) for (const { row } of this.page.pieces(side)) rows.add(row);
    }
    return [...rows];
  }

  private say(said: Said, saved: readonly Op[]): void {
    if (this.reading.heard === said.op) return;
    this.reading.heard = said.op;
    const kind = saved.find((op) => op.op === said.op)?.kind;
    this.toast.said(said, kind === "undo" ? "redo" : kind === "reason" ? null : "undo");
  }

  private refuse(op: Op, message: string): void {
    const box = new Box(this.root, "alert", "Not done");
    box.element.append(message);
    box.show(this.placeOf(op));
    window.setTimeout(() => box.close(), 12_000);
  }

  private placeOf(op: Op): DOMRect {
    if (op.kind === "apply" || op.kind === "flag" || op.kind === "exemplar" || op.kind === "refuse") return this.rectOf(op);
    const coding = "coding" in op ? this.reading.codings.get(op.coding) : undefined;
    if (coding) return this.rectOf(coding);
    if ("code" in op) return this.panel.anchor(op.code);
    return this.status.element.getBoundingClientRect();
  }

  /** Bring a coding into view, or select a segment that was found. */
  private focusOn(focus: string | [start: number, end: number]): void {
    const coding = typeof focus === "string" ? this.reading.codings.get(focus) : undefined;
    const segment = typeof focus === "string" ? coding : { start: focus[0], end: focus[1] };
    if (!segment) return;
    this.reading.focused = String(focus);
    const row = this.page.pieces(segment)[0]?.row;
    if (row === undefined) return;
    this.page.reveal(segment, "center");
    this.stepTo(this.reading.rows[row]!.passage);
    if (coding) this.painter.fill("focus", coding);
    else this.select(segment, true);
  }

  private tick(): void {
    this.reading.outbox.tick();
    this.second.tick();
    this.stand();
  }

  private readonly refit = (): void => {
    const wanted = this.data.height ?? window.innerHeight - this.root.getBoundingClientRect().top - BELOW;
    this.root.style.height = `${Math.max(LEAST_HEIGHT, Math.round(wanted))}px`;
  };

  private fit(): void {
    const width = this.page.scroll.clientWidth;
    if (width === this.width) return;
    this.width = width;
    this.root.classList.toggle("narrow", this.root.clientWidth < 820);
    this.stripes.draw([...this.page.visible]);
    this.stripes.reach(this.passage);
  }
}

/** Codes by how often they were given, for the number keys. */
function byUse(reading: Reading): string[] {
  const counts = reading.counts();
  return [...reading.codes.keys()].filter((code) => reading.gives(code)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

function sameCodes(a: ReadonlyMap<string, Code>, b: ReadonlyMap<string, Code>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, code] of b) {
    const other = a.get(id);
    if (!other || other.name !== code.name || other.parent !== code.parent) return false;
    if (other.colour !== code.colour || other.pattern !== code.pattern || other.retired !== code.retired) return false;
  }
  return true;
}

/** Whether the page's background is dark; the theme gives it as a colour. */
function isDark(element: HTMLElement): boolean {
  const colour = getComputedStyle(element).backgroundColor;
  const [r = 255, g = 255, b = 255] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}
