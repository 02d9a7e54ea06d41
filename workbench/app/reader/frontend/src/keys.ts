/** Every key of the reader: what it does, and how the list behind `?` tells it. */

import type { Choice } from "./facets";

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** The place on the keyboard, for layouts whose letters are not Latin. */
  code?: string;
}

export type Action =
  | { do: "palette" | "in-vivo" | "repeat" | "undo" | "redo" | "turn" | "help" | "stripes" | "reason" }
  | { do: "third-party" | "exemplar" | "memo" | "like" }
  | { do: "mark-read"; what: "turn" | "up to here" | "all" }
  | { do: "suggested"; key: number }
  | { do: "toggle" | "why" }
  | { do: "facet"; choice: Choice }
  | { do: "panel" | "find" | "find-code" | "larger" | "smaller" | "leave" | "confirm" }
  | { do: "quick"; key: number }
  | { do: "go"; step: 1 | -1 }
  | { do: "sentence"; extend: boolean }
  | { do: "edge"; edge: "start" | "end"; step: 1 | -1; by: "word" | "sentence" | "character" };

const PLAIN: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["c", { do: "palette" }],
  ["i", { do: "in-vivo" }],
  ["r", { do: "repeat" }],
  ["t", { do: "turn" }],
  ["p", { do: "third-party" }],
  ["x", { do: "exemplar" }],
  ["m", { do: "memo" }],
  ["l", { do: "like" }],
  ["v", { do: "mark-read", what: "turn" }],
  ["V", { do: "mark-read", what: "up to here" }],
  ["a", { do: "mark-read", what: "all" }],
  ["o", { do: "toggle" }],
  ["n", { do: "why" }],
  ["j", { do: "go", step: 1 }],
  ["k", { do: "go", step: -1 }],
  ["s", { do: "sentence", extend: false }],
  ["S", { do: "sentence", extend: true }],
  ["b", { do: "panel" }],
  ["/", { do: "find-code" }],
  ["+", { do: "larger" }],
  ["=", { do: "larger" }],
  ["-", { do: "smaller" }],
  ["?", { do: "help" }],
  ["Enter", { do: "confirm" }],
  ["e", { do: "stripes" }],
  ["w", { do: "reason" }],
  ["Escape", { do: "leave" }],
]);

const ARROWS: ReadonlyMap<string, 1 | -1> = new Map([
  ["ArrowRight", 1],
  ["ArrowLeft", -1],
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/** What a key does while nothing is typed; null leaves it to the browser. */
export function actionFor(press: KeyPress, hasSelection: boolean): Action | null {
  const control = press.ctrlKey || press.metaKey;
  const step = ARROWS.get(press.key);
  if (step) return hasSelection ? edgeFor(press, step) : null;
  if (control && !press.altKey) return withControl(press);
  const digit = press.altKey && !control ? /^Digit([0-3])$/.exec(press.code ?? "")?.[1] : undefined;
  if (digit) return { do: "suggested", key: Number(digit) };
  if (press.altKey || control) return null;
  if (/^[1-9]$/.test(press.key)) return { do: "quick", key: Number(press.key) };
  const capitalLock = !press.shiftKey && press.key.length === 1;
  return PLAIN.get(capitalLock ? press.key.toLowerCase() : press.key) ?? null;
}

function withControl({ key, code, shiftKey }: KeyPress): Action | null {
  const isLatin = /^[a-z]$/i.test(key);
  const letter = (isLatin ? key : (code ?? "").replace("Key", "")).toLowerCase();
  if (letter === "z") return { do: shiftKey ? "redo" : "undo" };
  if (letter === "k" && !shiftKey) return { do: "find" };
  return letter === "y" ? { do: "redo" } : null;
}

function edgeFor(press: KeyPress, step: 1 | -1): Action | null {
  if (press.shiftKey === press.altKey) return null;
  const edge = press.shiftKey ? "end" : "start";
  if (press.key === "ArrowDown" || press.key === "ArrowUp") return { do: "edge", edge, step, by: "sentence" };
  return { do: "edge", edge, step, by: press.ctrlKey || press.metaKey ? "character" : "word" };
}

/** The list behind `?`. */
export const KEYS: readonly [group: string, keys: readonly [keys: string, what: string][]][] = [
  [
    "Move and select",
    [
      ["j  k", "next and previous turn"],
      ["s", "select a sentence; again: the next one"],
      ["Shift+S", "add the next sentence"],
      ["t", "select the whole turn"],
      ["Shift+← →", "move the end by a word"],
      ["Alt+← →", "move the start by a word"],
      ["Shift+↑ ↓", "move the end by a sentence"],
      ["Ctrl+Shift+← →", "move the end by a character"],
      ["Ctrl+Alt+← →", "move the start by a character"],
      ["Esc", "let go"],
    ],
  ],
  [
    "Code the selection",
    [
      ["c", "choose or make a code"],
      ["1 – 9", "give a quick code"],
      ["r", "give the last code again"],
      ["i", "make a code of these words"],
      ["p", "flag them as third party; again: take the flag off"],
      ["x", "put them on a code's card as an example"],
      ["l", "more like them, or like the coding in the margin"],
    ],
  ],
  [
    "First pass",
    [
      ["v", "mark the turn, or the selection's, as read; again: take the mark off"],
      ["Shift+V", "mark everything up to here as read"],
      ["a", "mark the whole source as read"],
    ],
  ],
  [
    "Another reader might say",
    [
      ["Alt+1 – 3", "give a suggested code"],
      ["Alt+0", "none of these"],
      ["n", "why none is suggested here"],
      ["o", "suggestions on or off"],
    ],
  ],
  [
    "Write",
    [
      ["m", "a memo about the selection, the coding or the source"],
      ["Ctrl+Enter", "save it"],
      ["Esc", "put it away; the draft stays"],
    ],
  ],
  [
    "Codings of this turn",
    [
      ["e", "go to the codings in the margin"],
      ["Enter", "open the coding"],
      ["Delete", "remove the coding"],
    ],
  ],
  [
    "Codebook",
    [
      ["/", "find a code"],
      ["b", "show or hide the codebook"],
      ["↑ ↓ ← →", "move in the tree"],
      ["Enter", "show a code's words"],
      ["F2", "rename"],
      ["Delete", "delete, after a question"],
      ["1 – 9", "give the code this number key"],
      ["Shift+F10", "everything else"],
    ],
  ],
  [
    "Always",
    [
      ["Ctrl+Z", "undo"],
      ["Ctrl+Shift+Z, Ctrl+Y", "redo"],
      ["Ctrl+K", "find words in the study"],
      ["w", "say why, while the question stands"],
      ["+  −", "larger and smaller text"],
      ["?", "this list"],
    ],
  ],
];
