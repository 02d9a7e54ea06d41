/** The moments that anyone can time from outside, by the browser's User Timing. */

/** The text is painted and the keys are live. */
export function markReadable(): void {
  afterPaint(() => performance.mark("workbench:readable"));
}

/** What an act changed is on the screen. */
export function markPainted(op: string): void {
  afterPaint(() => performance.mark("workbench:painted", { detail: { op } }));
}

/** The project has recorded an act. */
export function markSaved(op: string): void {
  performance.mark("workbench:saved", { detail: { op } });
}

/** A task queued within a frame runs after that frame was painted. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
}
