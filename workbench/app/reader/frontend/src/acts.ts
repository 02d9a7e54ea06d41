/** What a person can do here, each as one act: on the selection, on a coding, on the codebook. */

import type { Code } from "./codebook";
import type { Coding } from "./codings";
import { carriedOf, toggled, type Choice } from "./facets";
import { flagOn } from "./flags";
import type { Memory } from "./memory";
import { newId, type Act, type Exemplar, type NewCode, type Op, type Pattern } from "./ops";
import type { News, Reading } from "./reading";
import type { Segment } from "./text";

const LONGEST_NAME = 80;
export const UNSELECTED = "Nothing is selected. Select words, or press s for a sentence.";

/** What the acts need of the page around them. */
export interface Around {
  colours(): readonly string[];
  mayCode(): boolean;
  /** Something was done: draw it. */
  did(op: Op, news: News): void;
  /** Nothing was done, and why. */
  tell(sentence: string): void;
}

export class Acts {
  /** The coding made last, which a facet's key is for while its words are selected. */
  made: string | null = null;

  constructor(
    private readonly reading: Reading,
    private readonly memory: Memory,
    private readonly around: Around,
  ) {}

  /** Give the selection a code. */
  code(code: string): void {
    this.onSelection((segment) => {
      if (this.reading.codings.same(segment, code, this.reading.me)) {
        this.around.tell(`Already coded so: ${this.reading.path(code)}.`);
        return;
      }
      this.memory.use(code);
      this.do({ ...this.applied(segment, code), in_vivo: false });
    });
  }

  /** Make a code for the selection; one act. A name that is taken there gives that code. */
  codeNew(name: string, parent: string | null, inVivo = false): void {
    this.onSelection((segment) => {
      const known = this.reading.codeNamed(name, parent);
      if (known) return this.code(known.id);
      const fresh = this.fresh(name, parent);
      this.memory.use(fresh.id);
      this.do({ ...this.applied(segment, fresh.id), in_vivo: inVivo, new_code: fresh });
    });
  }

  /** Make a code of the selected words themselves. */
  inVivo(): void {
    this.onSelection((segment) => this.codeNew(nameFrom(this.reading.text.words(segment)), null, true));
  }

  repeat(): void {
    const last = this.memory.now.recents.find((code) => this.reading.gives(code));
    if (last) this.code(last);
    else this.around.tell("No code was given yet. Press c to choose one.");
  }

  quick(key: number): void {
    const code = this.memory.now.quick[key - 1];
    if (code && this.reading.gives(code)) this.code(code);
    else this.around.tell(`No code has the key ${key}. Give it one in the codebook.`);
  }

  /** Flag the selection as third party, or take off the flag that stands there. */
  thirdParty(): void {
    this.onSelection((segment) => {
      const there = flagOn(this.reading.flags, segment);
      const { start, end } = segment;
      if (there) this.do({ kind: "unflag", flag: there.id });
      else this.do({ kind: "flag", flag: newId(), start, end, words: this.reading.text.words(segment) });
    });
  }

  /** Give a coding a facet value, or take it off. */
  facet(coding: Coding, choice: Choice): void {
    const base = carriedOf(choice.facet, coding);
    this.do({ kind: "facet", coding: coding.id, facet: choice.facet.id, values: toggled(choice, coding), base });
  }

  /** Put a passage on a code's card. */
  exemplar(code: string, shown: Exemplar, segment: Segment): void {
    const { start, end } = segment;
    this.do({ kind: "exemplar", code, shown, start, end, words: this.reading.text.words(segment) });
  }

  recode(coding: Coding, code: string): void {
    if (code === coding.code) return;
    if (this.reading.codings.same(coding, code, coding.coder)) {
      this.around.tell(`Already coded so: ${this.reading.path(code)}.`);
      return;
    }
    this.memory.use(code);
    this.do({ kind: "recode", coding: coding.id, code, base: coding.code });
  }

  resize(coding: Coding, segment: Segment): void {
    const { start, end } = segment;
    if (start === coding.start && end === coding.end) return;
    const words = this.reading.text.words(segment);
    this.do({ kind: "resize", coding: coding.id, start, end, words, base: [coding.start, coding.end] });
  }

  remove(coding: Coding): void {
    this.do({ kind: "remove", coding: coding.id });
  }

  createCode(name: string, parent: string | null): void {
    if (this.reading.codeNamed(name, parent)) {
      this.around.tell(`There is a code “${name}” at this place already.`);
      return;
    }
    const { id, ...rest } = this.fresh(name, parent);
    this.do({ kind: "create_code", code: id, ...rest });
  }

  rename(code: Code, name: string): void {
    const cleaned = clean(name);
    if (cleaned && cleaned !== code.name) {
      this.do({ kind: "rename_code", code: code.id, name: cleaned, base: code.name });
    }
  }

  move(code: Code, parent: string | null): void {
    if (parent !== code.parent) this.do({ kind: "move_code", code: code.id, parent });
  }

  recolour(code: Code, colour: string, pattern: Pattern): void {
    this.do({ kind: "recolour_code", code: code.id, colour, pattern });
  }

  merge(keep: string, intoIt: string[]): void {
    this.do({ kind: "merge_codes", keep, into_it: intoIt });
  }

  deleteCode(code: string): void {
    this.do({ kind: "delete_code", code });
  }

  undo(): void {
    this.do({ kind: "undo" });
  }

  redo(): void {
    this.do({ kind: "redo" });
  }

  reason(action: string, words: string): void {
    this.do({ kind: "reason", of: action, words });
  }

  /** Do an act that was made elsewhere. */
  send(act: Act): void {
    this.do(act);
  }

  private do(act: Act): void {
    if (!this.around.mayCode()) {
      this.around.tell("You are only reading. Say who is coding first, at the top of the page.");
      return;
    }
    if (act.kind === "apply") this.made = act.coding;
    const { op, news } = this.reading.act(act);
    this.around.did(op, news);
  }

  private onSelection(then: (segment: Segment) => void): void {
    if (this.reading.selection) then(this.reading.selection);
    else this.around.tell(UNSELECTED);
  }

  private applied(segment: Segment, code: string): Omit<Act & { kind: "apply" }, "in_vivo" | "new_code"> {
    const { start, end } = segment;
    return { kind: "apply", coding: newId(), start, end, words: this.reading.text.words(segment), code };
  }

  private fresh(name: string, parent: string | null): NewCode {
    const colours = this.around.colours();
    const [turn, place] = [Math.floor(this.reading.codes.size / colours.length), this.reading.codes.size % colours.length];
    const pattern = turn % 2 ? "hatched" : "plain";
    return { id: newId(), name: clean(name), parent, colour: colours[place] ?? "#0072B2", pattern };
  }
}

function clean(name: string): string {
  return name.split(/\s+/).filter(Boolean).join(" ");
}

/** The selected words as a name: shortened at a word, never within a character. */
export function nameFrom(words: string): string {
  const name = clean(words.replace(/[\p{Cc}\p{Cf}]+/gu, (found) => (/[\n\t]/.test(found) ? " " : found)));
  const letters = [...name];
  if (letters.length <= LONGEST_NAME) return name;
  const short = letters.slice(0, LONGEST_NAME).join("");
  const space = short.lastIndexOf(" ");
  return `${(space > 20 ? short.slice(0, space) : short).trimEnd()}…`;
}
