/**
 * The component's door. The reader has two mounts: the transcript, whose bytes come once, and the
 * surface, which is drawn and answered after every act. So has the desk of memos: the things that
 * can be linked to, and the memo that is open.
 */

import { MemoDesk, takeThings, type MemoData, type ThingsData } from "./desk";
import { Reading, type SurfaceData, type TranscriptData, type TranscriptHead } from "./reading";
import { Surface } from "./surface";
import styles from "./style.css?inline";

interface Component {
  data: Uint8Array | SurfaceData | MemoData | ThingsData;
  parentElement: ShadowRoot | HTMLElement;
  setTriggerValue(name: string, value: unknown): void;
}

const readings = new Map<string, Reading>();
/** By study: a desk that the page draws elsewhere goes on with what was written and sent. */
const memos = new Map<string, MemoDesk>();
const GONE_MS = 2000;
const surfaces = new WeakMap<object, { source: string; surface: Surface }>();
/** Payloads that came before what they build on. */
const waiting = new Map<string, () => void>();

window.addEventListener("pagehide", () => {
  for (const reading of readings.values()) reading.keep();
});

const OLD_BROWSER =
  "This browser cannot show codings. Use a current Chrome, Edge, Firefox or Safari and open the page again.";

export default function reader(component: Component): (() => void) | void {
  const { data } = component;
  if (data instanceof Uint8Array) return takeTranscript(component, data);
  const { parentElement } = component;
  if (data.role === "things") return takeThings(data);
  if (data.role === "memo") {
    takeMemo(component, data);
    return () => window.setTimeout(() => closeMemoIfGone(data.project), GONE_MS);
  }
  if (!("highlights" in CSS)) {
    parentElement.replaceChildren(OLD_BROWSER);
    return;
  }
  takeSurface(component, data);
  // Streamlit may call the clean-up of a call that a later one has replaced; only a mount that has
  // left the document is closed.
  return () => window.setTimeout(() => closeIfGone(parentElement));
}

/** A line of JSON that names the transcript, then its JSON: what is known already is not parsed. */
function takeTranscript(component: Component, bytes: Uint8Array): void {
  const cut = bytes.indexOf(10);
  const decode = (part: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(part));
  const head = decode(bytes.subarray(0, cut)) as TranscriptHead;
  const known = readings.get(head.source);
  // This mount stands outside the fragment, so a message of its own draws the whole page.
  const wake = (): void => component.setTriggerValue("wake", head.seq);
  if (known) known.wake = wake;
  if (known?.knows(head)) return;
  const data = { ...head, ...(decode(bytes.subarray(cut + 1)) as object) } as TranscriptData;
  if (known?.isOf(head)) known.renew(data);
  else {
    const reading = new Reading(data, () => performance.now(), known);
    reading.wake = wake;
    readings.set(head.source, reading);
  }
  waiting.get(head.source)?.();
}

function takeSurface(component: Component, data: SurfaceData): void {
  const reading = readings.get(data.source);
  if (!reading || data.patch.since > reading.heardTo) {
    waiting.set(data.source, () => takeSurface(component, data));
    return;
  }
  waiting.delete(data.source);
  reading.deliver = (message) => component.setTriggerValue("ops", message);
  reading.leave = (way) => component.setTriggerValue("leave", way);
  surfaceOn(component.parentElement, reading, data).update(data);
}

function surfaceOn(host: ShadowRoot | HTMLElement, reading: Reading, data: SurfaceData): Surface {
  const known = surfaces.get(host);
  if (known?.surface.reading === reading) return known.surface;
  known?.surface.close();
  dress(host);
  const surface = new Surface(host, reading, data);
  surfaces.set(host, { source: data.source, surface });
  return surface;
}

function takeMemo({ parentElement, setTriggerValue }: Component, data: MemoData): void {
  const desk = memos.get(data.project) ?? new MemoDesk(data);
  memos.set(data.project, desk);
  if (desk.root.parentNode !== parentElement) {
    dress(parentElement);
    parentElement.append(desk.root);
  }
  desk.deliver = (message) => setTriggerValue("ops", message);
  desk.update(data);
}

function closeMemoIfGone(project: string): void {
  const desk = memos.get(project);
  if (!desk || desk.root.isConnected) return;
  desk.close();
  memos.delete(project);
}

function closeIfGone(host: ShadowRoot | HTMLElement): void {
  const known = surfaces.get(host);
  if (!known || host.isConnected) return;
  known.surface.close();
  surfaces.delete(host);
}

function dress(host: ShadowRoot | HTMLElement): void {
  const scope = host.getRootNode() as ShadowRoot | Document;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  scope.adoptedStyleSheets = [sheet, ...scope.adoptedStyleSheets];
}
