/** What hands do: keys and pointer, turned into acts, selections and open boxes. */

import { UNSELECTED } from "./acts";
import { SelectionBar } from "./bar";
import { openCard, openList, type Card } from "./card";
import type { Coding } from "./codings";
import { Box } from "./box";
import { askExemplar, askWhatItShows } from "./exemplar";
import { facetAction, type Choice } from "./facets";
import { flagOn } from "./flags";
import { openHelp } from "./help";
import { actionFor, type Action } from "./keys";
import { readSelection } from "./native";
import { openPalette } from "./palette";
import { NEXT_SNAPPING, moveEdge, nextSentence, proper, reaches, wholePassage, widened } from "./selecting";
import { markRead } from "./readmarks";
import { setFacet } from "./setting";
import type { Surface } from "./surface";
import { choices, named } from "./tending";
import type { Passage, Segment } from "./text";
import { likeCoding, moreLike, traceBack } from "./ways";
import { findInStudy, zoneOf } from "./zone";

const ADJUSTING = "adjusting: Shift+arrows move the end, Alt+arrows the start, Enter keeps, Esc leaves";

export class Hands {
  /** What the keys do for the moment, for the status line. */
  mode: string | null = null;
  private box: Box | null = null;
  private card: Card | null = null;
  private readonly bar: SelectionBar;
  private adjusting: Coding | null = null;

  constructor(private readonly surface: Surface) {
    const { scroll } = surface.page;
    this.bar = new SelectionBar(surface);
    window.addEventListener("keydown", this.onKey, true);
    surface.root.addEventListener("keydown", (event) => event.stopPropagation());
    scroll.addEventListener("pointerdown", () => this.pressed());
    scroll.addEventListener("pointerup", ({ target }) => window.setTimeout(() => this.released(target as Element)));
    document.addEventListener("visibilitychange", this.onReturn);
    window.addEventListener("beforeunload", this.onUnload);
    document.addEventListener("copy", this.onCopy);
  }

  close(): void {
    window.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("visibilitychange", this.onReturn);
    window.removeEventListener("beforeunload", this.onUnload);
    document.removeEventListener("copy", this.onCopy);
    this.box?.close();
  }

  /** A selection came or went. */
  selected(segment: Segment | null, byKey: boolean): void {
    this.bar.hide();
    if (segment && !byKey) this.offer(segment);
    this.surface.stand();
  }

  // What the stripes ask for.

  open(coding: Coding, stripe: HTMLElement): void {
    const { surface } = this;
    surface.painter.fill("focus", coding);
    const closed = (): void => {
      surface.painter.fill("focus", null);
      if (!stripe.isConnected) surface.stripes.find(coding.id)?.focus({ preventScroll: true });
    };
    const on = {
      change: (target: Coding) => this.change(target, stripe.getBoundingClientRect()),
      adjust: (target: Coding) => this.adjust(target),
      remove: (target: Coding) => this.remove(target),
      exemplify: (target: Coding) => askWhatItShows(surface, target.code, target, surface.rectOf(target)),
      facet: (target: Coding, choice: Choice) => this.surface.acts.facet(target, choice),
      like: (target: Coding) => likeCoding(surface, target),
      trace: (target: Coding) => traceBack(surface, target),
    };
    this.card = openCard(surface.root, stripe.getBoundingClientRect(), surface.reading, coding, on, closed);
    this.box = this.card.box;
  }

  /** Codings may carry other facet values now: show it on the card that is open. */
  readonly drawCard = (): void => this.card?.draw();

  openMany(codings: readonly Coding[], button: HTMLElement): void {
    const rect = button.getBoundingClientRect();
    this.box = openList(this.surface.root, rect, this.surface.reading, codings, (coding) => this.open(coding, button));
  }

  hover(coding: Coding | null): void {
    this.surface.painter.fill("hover", coding);
  }

  remove(coding: Coding): void {
    this.leave();
    this.surface.acts.remove(coding);
  }

  leave(): void {
    this.surface.page.scroll.focus({ preventScroll: true });
  }

  // What the toast and the line at the foot ask for.

  undo(): void {
    this.surface.acts.undo();
  }

  redo(): void {
    this.surface.acts.redo();
  }

  reason(action: string, words: string): void {
    this.surface.acts.reason(action, words);
  }

  left(): void {
    this.leave();
  }

  larger(): void {
    this.surface.resize(1);
  }

  smaller(): void {
    this.surface.resize(-1);
  }

  serif(): void {
    this.surface.memory.now.serif = !this.surface.memory.now.serif;
    this.surface.memory.save();
    this.surface.look();
  }

  snap(): void {
    const { memory } = this.surface;
    memory.now.snapping = NEXT_SNAPPING[memory.now.snapping];
    memory.save();
    this.surface.look();
  }

  panel(): void {
    this.surface.memory.now.panel = !this.surface.memory.now.panel;
    this.surface.memory.save();
    this.surface.look();
  }

  help(): void {
    this.box = openHelp(this.surface.root, this.surface.reading.facets);
  }

  /** Write about the selection, else the coding that has the focus, else the whole source. */
  memo(): void {
    this.bar.hide();
    this.surface.drawer.write(this.surface.reading.selection, this.surface.stripes.focused);
  }

  // Keys.

  private readonly onKey = (event: KeyboardEvent): void => {
    const zone = zoneOf(event, this.surface);
    if (zone === "elsewhere" || event.isComposing) return;
    const action = actionFor(event, this.surface.reading.selection !== null) ?? facetAction(this.surface.reading.facets, event);
    const forCard = zone === "box" && action?.do === "facet" && this.openCoding !== undefined;
    if ((zone === "field" || zone === "box") && action?.do !== "find" && !forCard) return;
    if (!action || (zone === "panel" && !ALWAYS.has(action.do)) || !this.wants(action, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.perform(action);
  };

  /** The coding whose card is open. */
  private get openCoding(): string | undefined {
    return this.card?.box.isOpen ? this.card.coding : undefined;
  }

  /** Enter and Escape belong to buttons and to the browser unless something waits for them. */
  private wants(action: Action, event: KeyboardEvent): boolean {
    if (action.do === "confirm") return this.adjusting !== null && !(event.composedPath()[0] as Element).matches("button");
    if (action.do === "leave") return this.surface.reading.selection !== null || !this.surface.toast.element.hidden;
    return true;
  }

  private perform(action: Action): void {
    const { acts, toast, panel, second } = this.surface;
    switch (action.do) {
      case "palette":
        return this.choose();
      case "in-vivo":
        return acts.inVivo();
      case "repeat":
        return acts.repeat();
      case "quick":
        return acts.quick(action.key);
      case "third-party":
        return acts.thirdParty();
      case "exemplar":
        return this.exemplify();
      case "facet":
        return setFacet(this.surface, action.choice, this.openCoding);
      case "mark-read":
        return markRead(this.surface, action.what);
      case "suggested":
        return action.key ? second.accept(action.key - 1) : second.refuse();
      case "toggle":
      case "why":
        return second[action.do]();
      case "undo":
      case "redo":
        return acts[action.do]();
      case "find":
        this.box?.close();
        return findInStudy();
      case "find-code":
        if (!this.surface.memory.now.panel) this.panel();
        return panel.focusSearch();
      case "memo":
        return this.memo();
      case "like":
        return moreLike(this.surface);
      case "reason":
        return void toast.answer();
      case "help":
      case "panel":
      case "larger":
      case "smaller":
        return this[action.do]();
      default:
        return this.move(action);
    }
  }

  private move(action: Action): void {
    const { reading, passage } = this.surface;
    const { selection, text } = reading;
    switch (action.do) {
      case "go":
        return this.go(action.step);
      case "stripes":
        return this.toStripes();
      case "turn":
        return this.take(wholePassage(text, passage));
      case "sentence": {
        const from = selection && (action.extend || reaches(text, selection, passage)) ? selection : null;
        const found = nextSentence(text, from, passage);
        return this.take(found && from && action.extend ? { start: from.start, end: found.end } : found);
      }
      case "edge":
        return selection ? this.take(moveEdge(text, selection, action.edge, action.step, action.by)) : undefined;
      case "confirm":
        return this.keepEdges();
      case "leave":
        return this.letGo();
      default:
    }
  }

  private go(step: 1 | -1): void {
    const { reading, page } = this.surface;
    const { passages } = reading.text;
    const speech = ({ kind, speaker }: Passage): boolean => kind === "turn" || speaker !== null;
    const turns = passages.some(speech);
    let next = reading.current < 0 && step === 1 ? this.surface.passage : this.surface.passage + step;
    while (turns && passages[next] && !speech(passages[next]!)) next += step;
    if (!passages[next]) return;
    this.surface.stepTo(next);
    const row = page.element(reading.current);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  private take(segment: Segment | null): void {
    if (!segment) return;
    this.surface.stepTo(this.surface.reading.text.passageAt(Math.max(segment.start, segment.end - 1)));
    this.surface.select(segment, true);
  }

  private toStripes(): void {
    const stripe = this.surface.page.scroll.querySelector<HTMLElement>('.margin button[tabindex="0"]');
    if (stripe) stripe.focus();
    else this.surface.toast.tell("This turn has no codings.");
  }

  private letGo(): void {
    this.surface.toast.hide();
    this.adjusting = null;
    this.mode = null;
    this.surface.select(null);
  }

  // Coding.

  private choose(): void {
    const { reading, acts, memory, root } = this.surface;
    const { selection } = reading;
    if (!selection) return this.surface.toast.tell(UNSELECTED);
    this.bar.hide();
    this.box = openPalette(root, this.surface.rectOf(selection), {
      label: "Code for the selection",
      hint: "Enter gives it · Shift+Enter makes it · Esc leaves",
      choices: choices(this.surface.reading, new Set()),
      recents: memory.now.recents,
      take: (code) => acts.code(code),
      make: (name) => acts.codeNew(...named(this.surface.reading, name)),
    }, () => this.leave());
  }

  /** Put the selection on a code's card. */
  private exemplify(): void {
    this.bar.hide();
    askExemplar(this.surface, () => this.leave());
  }

  private change(coding: Coding, anchor: DOMRect): void {
    const { acts, memory, root } = this.surface;
    this.box = openPalette(root, anchor, {
      label: "Another code for this coding",
      hint: "Enter gives it · Esc leaves",
      choices: choices(this.surface.reading, new Set([coding.code])),
      recents: memory.now.recents,
      take: (code) => acts.recode(coding, code),
    }, () => this.leave());
  }

  private adjust(coding: Coding): void {
    this.adjusting = coding;
    this.mode = ADJUSTING;
    this.leave();
    this.surface.select({ start: coding.start, end: coding.end }, true);
    this.offer(coding);
  }

  private keepEdges(): void {
    const { selection } = this.surface.reading;
    if (this.adjusting && selection) this.surface.acts.resize(this.adjusting, selection);
    this.letGo();
  }

  // The pointer.

  private pressed(): void {
    this.bar.hide();
    this.surface.root.classList.remove("kept");
    this.surface.painter.fill("selection", null);
  }

  /** @param target taken when it happened: outside of its listeners, an event names the page alone. */
  private released(target: Element): void {
    const { page, reading, memory } = this.surface;
    const row = target.closest<HTMLElement>(".row")?.dataset["row"];
    if (target.closest("button")) return;
    if (row !== undefined) this.surface.stepTo(reading.rows[Number(row)]!.passage);
    const ends = readSelection(page.scroll);
    const [start, end] = ends ? [page.pointAt(...ends.start, "start"), page.pointAt(...ends.end, "end")] : [null, null];
    const segment = start === null || end === null ? null : proper(reading.text, Math.min(start, end), Math.max(start, end));
    if (segment) this.surface.select(widened(reading.text, segment, memory.now.snapping));
    else if (!this.adjusting) this.letGo();
  }

  /** Offer the acts for the selection. */
  private offer(segment: Segment): void {
    const { acts, reading } = this.surface;
    const flagged = flagOn(reading.flags, segment);
    const flag = (): void => (acts.thirdParty(), this.offer(segment));
    if (this.adjusting) return this.bar.show(segment, [["Keep these edges", () => this.keepEdges()], ["Leave", () => this.letGo()]]);
    this.bar.show(segment, [
      ["Code", () => this.choose()],
      ["In vivo", () => acts.inVivo()],
      ["Same again", () => acts.repeat()],
      ["Memo", () => this.memo()],
      ["Example", () => this.exemplify()],
      ["More like this", () => moreLike(this.surface)],
      [flagged ? "No third party" : "Third party", flag],
    ]);
  }

  /** What was selected by key is no selection of the browser's; its exact words are copied. */
  private readonly onCopy = (event: ClipboardEvent): void => {
    const { selection, text } = this.surface.reading;
    const zone = zoneOf(event, this.surface);
    if (!selection || zone === "elsewhere" || zone === "field" || readSelection(this.surface.root)) return;
    event.clipboardData?.setData("text/plain", text.words(selection));
    event.preventDefault();
  };

  private readonly onReturn = (): void => {
    if (document.visibilityState === "visible") this.surface.reading.outbox.ask();
  };

  private readonly onUnload = (event: BeforeUnloadEvent): void => {
    if (this.surface.reading.outbox.unsaved) event.preventDefault();
  };
}

const ALWAYS: ReadonlySet<string> = new Set(["undo", "find", "redo", "help", "panel", "find-code", "larger", "smaller", "reason"]);
