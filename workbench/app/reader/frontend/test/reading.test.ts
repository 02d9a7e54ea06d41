import { describe, expect, it } from "vitest";
import { type CodeRow } from "../src/codebook";
import { type CodingRow } from "../src/codings";
import { assignLanes } from "../src/lanes";
import { Reading, type Patch, type TranscriptData } from "../src/reading";
import { type Message } from "../src/ops";
import { choices } from "../src/tending";

const CODES: CodeRow[] = [
  ["b", "boundaries", null, "#0072B2", "plain", 3],
  ["l", "limits", "b", "#D55E00", "plain", 1],
  ["t", "trust", null, "#009E73", "plain", 0],
];
const CODINGS: CodingRow[] = [
  ["1", 5, 8, "b", "anna"],
  ["2", 9, 12, "l", "ben"],
];

function reading(codings = CODINGS) {
  const data: TranscriptData = {
    role: "transcript",
    source: "s",
    version: 1,
    seq: 10,
    file: "1",
    passages: [
      ["INT: ", "one two three", "turn", "INT", null],
      ["\nP07: ", "four five six", "turn", "P07", null],
    ],
    tail: "",
    codings,
  };
  const messages: Message[] = [];
  const book = new Reading(data, () => 0);
  book.me = "anna";
  book.deliver = (message) => messages.push(message);
  book.take(patch(10), CODES, []);
  return { book, messages };
}
const patch = (seq: number, more: Partial<Patch> = {}): Patch => ({
  since: seq, seq, upsert: [], removed: [], answers: null, acks: [], refused: [], ...more,
});
const apply = (coding: string, start: number, end: number, code: string) =>
  ({ kind: "apply", coding, start, end, words: "", code, in_vivo: false }) as const;
const shape = (book: Reading) => [...book.codings.all()].map(({ id, start, end, code }) => [id, start, end, code]).sort();

describe("a coding", () => {
  it("shows before the project has answered, and stays when it does", () => {
    const { book, messages } = reading();
    const { op, news } = book.act(apply("3", 5, 12, "t"));
    expect(news.changes.map(({ after }) => after?.id)).toEqual(["3"]);
    expect(messages.at(-1)).toMatchObject({ source: "s", since: 10, message: 1 });
    const answer = book.take(patch(11, { answers: 1, acks: [op.op], upsert: [["3", 5, 12, "t", "anna"]] }), null, []);
    expect(answer.changes).toEqual([]);
    expect(answer.saved).toEqual([op]);
    expect(book.codings.get("3")?.code).toBe("t");
  });

  it("on its way when another person sits down waits for who made it", () => {
    const { book, messages } = reading();
    const sits = (coder: string, id: string) => (book.be(coder), (book.me = id), book.take(patch(10), null, []));
    sits("Anna", "anna");
    const { op } = book.act(apply("3", 5, 12, "t"));
    expect(sits("Ben", "ben").changes.map(({ after }) => after)).toEqual([undefined]);
    expect(book.outbox.waiting).toEqual(["1 act is Anna's: be Anna again to save it"]);
    book.act(apply("4", 5, 12, "t"));
    expect(messages.map(({ coder, ops }) => [coder, ops.map((one) => "coding" in one && one.coding)])).toEqual([["Anna", ["3"]], ["Ben", ["4"]]]);
    sits("Anna", "anna");
    expect(messages.at(-1)).toMatchObject({ coder: "Anna", ops: [op] });
    expect(book.codings.get("3")?.coder).toBe("anna");
  });

  it("goes away when it is refused", () => {
    const { book } = reading();
    const { op } = book.act(apply("3", 5, 12, "t"));
    const news = book.take(patch(10, { answers: 1, refused: [[op.op, "No."]] }), null, []);
    expect(news.refused).toEqual([[op, "No."]]);
    expect(shape(book)).toEqual([["1", 5, 8, "b"], ["2", 9, 12, "l"]]);
  });

  it("keeps what is on its way when others change it meanwhile", () => {
    const { book } = reading();
    book.act({ kind: "recode", coding: "1", code: "t", base: "b" });
    book.take(patch(12, { upsert: [["1", 5, 9, "b", "anna"]] }), null, []);
    expect(book.codings.get("1")).toMatchObject({ start: 5, end: 9, code: "t" });
  });

  it("comes back when removing it is refused", () => {
    const { book } = reading();
    const { op } = book.act({ kind: "remove", coding: "2" });
    expect(book.codings.get("2")).toBeUndefined();
    book.take(patch(10, { answers: 1, refused: [[op.op, "Later work builds on it."]] }), null, []);
    expect(book.codings.get("2")).toBeDefined();
  });

  it("is found again as the same, so that nothing is coded twice", () => {
    const { book } = reading();
    expect(book.codings.same({ start: 5, end: 8 }, "b", "anna")?.id).toBe("1");
    expect(book.codings.same({ start: 5, end: 8 }, "b", "ben")).toBeUndefined();
  });

  it("of the project wins over an older payload that comes late", () => {
    const { book } = reading();
    book.take(patch(20, { removed: ["1"] }), null, []);
    book.take(patch(15, { upsert: [["1", 5, 8, "b", "anna"]] }), null, []);
    expect(book.codings.get("1")).toBeUndefined();
  });
});

describe("a retired code", () => {
  it("keeps its codings and is not given any more", () => {
    const { book } = reading();
    book.take(patch(20, {}), [["b", "boundaries", null, "#0072B2", "plain", 1, true], ["l", "limits", "b", "#0072B2", "plain", 1]], []);
    expect([book.gives("b"), book.gives("l"), book.gives("gone")]).toEqual([false, true, false]);
    expect(shape(book)).toContainEqual(["1", 5, 8, "b"]);
    expect(choices(book, new Set()).map(({ id }) => id)).toEqual(["l"]);
  });
});

describe("acts on the codebook", () => {
  it("move all codings of a merged code at once and its children under the one kept", () => {
    const { book } = reading();
    book.act({ kind: "merge_codes", keep: "t", into_it: ["b"] });
    expect(shape(book)).toEqual([["1", 5, 8, "t"], ["2", 9, 12, "l"]]);
    expect(book.path("l")).toBe("trust / limits");
  });

  it("take the codings of a deleted code with it, and lift its children", () => {
    const { book } = reading();
    book.act({ kind: "delete_code", code: "b" });
    expect(shape(book)).toEqual([["2", 9, 12, "l"]]);
    expect(book.path("l")).toBe("limits");
  });

  it("are undone on the screen when refused", () => {
    const { book } = reading();
    const { op } = book.act({ kind: "merge_codes", keep: "t", into_it: ["b"] });
    book.take(patch(10, { answers: 1, refused: [[op.op, "No."]] }), null, []);
    expect(shape(book)).toEqual([["1", 5, 8, "b"], ["2", 9, 12, "l"]]);
    expect(book.path("l")).toBe("boundaries / limits");
  });

  it("make a code and its first coding in one", () => {
    const { book } = reading();
    const fresh = { id: "n", name: "new", parent: null, colour: "#000000", pattern: "plain" } as const;
    book.act({ ...apply("3", 5, 8, "n"), new_code: fresh });
    expect(book.path("n")).toBe("new");
    expect(book.codings.get("3")?.code).toBe("n");
  });

  it("count codings of other sources too", () => {
    const { book } = reading();
    expect(Object.fromEntries(book.counts())).toEqual({ b: 3, l: 1, t: 0 });
    book.act(apply("3", 5, 12, "b"));
    expect(book.counts().get("b")).toBe(4);
  });
});

describe("lanes", () => {
  it("never hold two codings that overlap", () => {
    const codings = Array.from({ length: 300 }, (_, i) => ({ id: String(i), start: (i * 37) % 200, end: ((i * 37) % 200) + 1 + (i % 40) }));
    const lanes = assignLanes(codings);
    for (const a of codings) {
      for (const b of codings) {
        if (a !== b && a.start < b.end && b.start < a.end) expect(lanes.get(a.id)).not.toBe(lanes.get(b.id));
      }
    }
  });

  it("stay apart when codings come one by one", () => {
    const { book } = reading([]);
    for (let i = 0; i < 8; i++) book.act(apply(String(i), 5 + (i % 3), 10, "t"));
    expect(new Set(book.codings.lanes.values()).size).toBe(8);
  });
});
