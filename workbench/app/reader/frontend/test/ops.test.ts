import { describe, expect, it } from "vitest";
import { newId, Outbox, type Op } from "../src/ops";

type Sent = { message: number; ops: Op[] };
const undo = (op: string): Op => ({ op, kind: "undo" });

function outbox() {
  const sent: Sent[] = [];
  const time = { now: 0 };
  const box = new Outbox((message) => sent.push(message), () => time.now);
  return { box, sent, time };
}
const answer = (answers: number | null, acks: string[], refused: [string, string][] = []) => ({ answers, acks, refused });

describe("the list of acts on their way", () => {
  it("has one message in flight, and sends what came meanwhile with the next", () => {
    const { box, sent } = outbox();
    for (const op of ["a", "b", "c"]) box.push(undo(op));
    expect(sent.map(({ ops }) => ops.map(({ op }) => op))).toEqual([["a"]]);
    box.hear(answer(1, ["a"]));
    expect(sent.map(({ ops }) => ops.map(({ op }) => op))).toEqual([["a"], ["b", "c"]]);
  });

  it("loses nothing when half of the messages are dropped", () => {
    const time = { now: 0 };
    const done = new Set<string>();
    let dropped = 0;
    const box: Outbox = new Outbox(({ message, ops }) => {
      if (++dropped % 2) return;
      for (const { op } of ops) done.add(op);
      queueMicrotask(() => box.hear(answer(message, ops.map(({ op }) => op))));
    }, () => time.now);
    for (let i = 0; i < 30; i++) box.push(undo(String(i)));
    return (async () => {
      for (let i = 0; i < 20; i++) {
        time.now += 3000;
        box.tick();
        await Promise.resolve();
      }
      expect(done.size).toBe(30);
      expect(box.state(true)).toEqual({ word: "saved" });
    })();
  });

  it("is sent again after two and a half seconds without an answer", () => {
    const { box, sent, time } = outbox();
    box.push(undo("a"));
    time.now = 2000;
    box.tick();
    expect(sent).toHaveLength(1);
    time.now = 2600;
    box.tick();
    expect(sent).toHaveLength(2);
  });

  it("wakes the page every third time, for a program that was started again", () => {
    const time = { now: 0 };
    const did: string[] = [];
    const box = new Outbox(() => did.push("send"), () => time.now, () => did.push("wake"));
    box.push(undo("a"));
    for (let i = 0; i < 6; i++) {
      time.now += 2600;
      box.tick();
    }
    expect(did).toEqual(["send", "send", "send", "wake", "send", "send", "wake"]);
  });

  it("does not take an older answer for the one it waits for", () => {
    const { box, sent, time } = outbox();
    box.push(undo("a"));
    time.now = 3000;
    box.tick();
    box.push(undo("b"));
    box.hear(answer(1, ["a"]));
    expect(sent).toHaveLength(2);
    box.hear(answer(2, ["a"]));
    expect(sent.at(-1)?.ops.map(({ op }) => op)).toEqual(["b"]);
  });

  it("gives back what was refused, with the reason", () => {
    const { box } = outbox();
    box.push(undo("a"));
    expect(box.hear(answer(1, [], [["a", "Nothing to undo."]])).refused).toEqual([[undo("a"), "Nothing to undo."]]);
    expect(box.pending).toEqual([]);
  });

  it("says how much is on its way, and when nobody answers", () => {
    const { box, time } = outbox();
    expect(box.state(true)).toEqual({ word: "saved" });
    box.push(undo("a"));
    box.push(undo("b"));
    expect(box.state(true)).toEqual({ word: "saving", count: 2 });
    expect(box.state(false)).toEqual({ word: "offline", count: 2 });
    time.now = 7000;
    expect(box.state(true)).toEqual({ word: "offline", count: 2 });
  });

  it("sends a long list in parts, in order", () => {
    const { box, sent } = outbox();
    for (let i = 0; i < 100; i++) box.push(undo(String(i)));
    for (const at of [0, 1, 2, 3]) box.hear(answer(at + 1, sent[at]!.ops.map(({ op }) => op)));
    expect(sent.flatMap(({ ops }) => ops.map(({ op }) => Number(op)))).toEqual([...Array(100).keys()]);
  });
});

describe("an id", () => {
  it("is a random UUID", () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(newId());
  });
});
