import { describe, expect, it } from "vitest";
import { actionFor, type KeyPress } from "../src/keys";
import { place, placeLabels } from "../src/placement";
import { moveEdge, nextSentence, proper, reaches, wholePassage, widened } from "../src/selecting";
import { SourceText, type Segment } from "../src/text";

const text = new SourceText(
  [
    ["INT: ", "How was it? Tell me.\n", "turn", "INT", null],
    ["\nP07: ", "  I walk in. 😀 She waits. ", "turn", "P07", null],
    ["\n", "   ", "unassigned", null, null],
    ["\nINT: ", "Go on.", "turn", "INT", null],
  ],
  "",
);
const words = (segment: Segment | null) => (segment ? text.words(segment) : null);
const at = (part: string) => [...text.whole.slice(0, text.whole.indexOf(part))].length;

describe("a selection", () => {
  it("across turns includes the label between them and no white space at its ends", () => {
    expect(words(proper(text, at("Tell"), at("walk") + 4))).toBe("Tell me.\n\nP07:   I walk");
  });

  it("that touches a label begins or ends with the turn beside it", () => {
    expect(words(proper(text, at("P07"), at("walk") + 4))).toBe("I walk");
    expect(words(proper(text, at("How"), at("P07") + 3))).toBe("How was it? Tell me.");
  });

  it("of white space alone is none", () => {
    const blank = text.passages[2]!;
    expect(proper(text, blank.start, blank.end)).toBeNull();
  });

  it("of a whole turn leaves out the white space around it", () => {
    expect(words(wholePassage(text, 1))).toBe("I walk in. 😀 She waits.");
  });

  it("is widened to whole words or sentences, also across turns, and freely not at all", () => {
    const cut = { start: at("ll me"), end: at("lk in") + 2 };
    expect(words(widened(text, cut, "free"))).toBe("ll me.\n\nP07:   I walk");
    expect(words(widened(text, { ...cut, end: cut.end - 1 }, "word"))).toBe("Tell me.\n\nP07:   I walk");
    expect(words(widened(text, cut, "sentence"))).toBe("Tell me.\n\nP07:   I walk in.");
    expect(words(widened(text, { start: at("waits."), end: at("waits.") + 6 }, "word"))).toBe("waits.");
  });

  it("goes from sentence to sentence through the turns", () => {
    const seen: (string | null)[] = [];
    let selection = nextSentence(text, null, 0);
    while (selection) {
      seen.push(words(selection));
      selection = nextSentence(text, selection, 0);
    }
    expect(seen).toEqual(["How was it?", "Tell me.", "I walk in.", "😀 She waits.", "Go on."]);
  });

  it("reaches into the turns whose words it holds, and into no other", () => {
    const whole = wholePassage(text, 1)!;
    expect([0, 1, 2, 3].map((passage) => reaches(text, whole, passage))).toEqual([false, true, false, false]);
    const across = { start: at("Tell"), end: at("walk") + 4 };
    expect([0, 1, 2, 3].map((passage) => reaches(text, across, passage))).toEqual([true, true, false, false]);
  });

  it("grows into the next turn and comes back", () => {
    const start: Segment = { start: at("Tell"), end: at("Tell") + 4 };
    const once = moveEdge(text, start, "end", 1, "word");
    expect(words(once)).toBe("Tell me");
    const twice = moveEdge(text, once, "end", 1, "word");
    expect(words(twice)).toBe("Tell me.\n\nP07:   I");
    expect(words(moveEdge(text, twice, "end", -1, "word"))).toBe("Tell me");
  });

  it("never turns inside out", () => {
    const one: Segment = { start: at("walk"), end: at("walk") + 4 };
    expect(moveEdge(text, one, "end", -1, "word")).toEqual(one);
    expect(moveEdge(text, one, "start", 1, "word")).toEqual(one);
  });

  it("moves its start by words too", () => {
    const one: Segment = { start: at("walk"), end: at("walk") + 4 };
    expect(words(moveEdge(text, one, "start", -1, "word"))).toBe("I walk");
  });
});

describe("a key", () => {
  const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
    key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held,
  });

  it("with Control is left to the browser, but for undo and redo", () => {
    expect(actionFor(press("c", { ctrlKey: true }), true)).toBeNull();
    expect(actionFor(press("л", { ctrlKey: true, code: "KeyK" }), true)).toEqual({ do: "find" });
    expect(actionFor(press("t", { ctrlKey: true, code: "KeyK" }), true)).toBeNull();
    expect(actionFor(press("z", { ctrlKey: true }), true)).toEqual({ do: "undo" });
    expect(actionFor(press("Z", { ctrlKey: true, shiftKey: true }), true)).toEqual({ do: "redo" });
    expect(actionFor(press("y", { metaKey: true }), false)).toEqual({ do: "redo" });
  });

  it("of an arrow moves an edge only while something is selected", () => {
    expect(actionFor(press("ArrowRight", { shiftKey: true }), false)).toBeNull();
    expect(actionFor(press("ArrowLeft", { altKey: true }), false)).toBeNull();
    expect(actionFor(press("ArrowLeft", { altKey: true }), true)).toEqual({ do: "edge", edge: "start", step: -1, by: "word" });
    expect(actionFor(press("ArrowDown"), true)).toBeNull();
  });

  it("means the same with the capital lock on", () => {
    expect(actionFor(press("C"), true)).toEqual({ do: "palette" });
    expect(actionFor(press("J"), false)).toEqual({ do: "go", step: 1 });
  });

  it("tells the next sentence from one more sentence", () => {
    expect(actionFor(press("s"), true)).toEqual({ do: "sentence", extend: false });
    expect(actionFor(press("S", { shiftKey: true }), true)).toEqual({ do: "sentence", extend: true });
  });

  it("that is kept for later does nothing", () => {
    expect(actionFor(press("q"), true)).toBeNull();
  });
});

describe("a box", () => {
  const size = { width: 300, height: 200 };
  const frame = { width: 1000, height: 700 };

  it("opens below its anchor, or above where there is no room", () => {
    expect(place(size, { left: 100, top: 100, width: 10, height: 20 }, frame)).toEqual({ left: 100, top: 126, above: false });
    expect(place(size, { left: 100, top: 600, width: 10, height: 20 }, frame)).toEqual({ left: 100, top: 394, above: true });
  });

  it("stays inside at every edge", () => {
    const { left, top } = place(size, { left: 990, top: 690, width: 10, height: 20 }, { width: 1000, height: 210 });
    expect(left + size.width).toBeLessThanOrEqual(1000);
    expect(top).toBeGreaterThanOrEqual(0);
  });
});

describe("labels in the margin", () => {
  it("never lie on each other and never leave the row", () => {
    expect(placeLabels([0, 2, 40], 60, [14, 14, 14])).toEqual([0, 14, 40]);
    expect(placeLabels([0, 0, 0], 30, [14, 14, 14])).toEqual([0, 14, null]);
  });
});
