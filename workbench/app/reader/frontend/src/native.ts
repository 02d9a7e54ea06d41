/** The browser's own selection, read inside a shadow root. */

export interface Ends {
  start: [node: Node, offset: number];
  end: [node: Node, offset: number];
}

interface ComposedSelection extends Selection {
  getComposedRanges(options: { shadowRoots: ShadowRoot[] }): StaticRange[];
}

/** Where the selection begins and ends; null when nothing is selected. */
export function readSelection(root: Node): Ends | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = rangeOf(selection, root);
  if (range.startContainer === range.endContainer && range.startOffset === range.endOffset) return null;
  return {
    start: [range.startContainer, range.startOffset],
    end: [range.endContainer, range.endOffset],
  };
}

/** Let go of the browser's selection. */
export function dropSelection(): void {
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) selection.removeAllRanges();
}

/** Browsers before `getComposedRanges` give the inner range by themselves. */
function rangeOf(selection: Selection, root: Node): AbstractRange {
  const scope = root.getRootNode();
  if (scope instanceof ShadowRoot && "getComposedRanges" in selection) {
    const [range] = (selection as ComposedSelection).getComposedRanges({ shadowRoots: [scope] });
    if (range) return range;
  }
  return selection.getRangeAt(0);
}
