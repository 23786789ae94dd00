import { RefObject, useEffect, useRef } from 'react';

/** A button of a step: the step it stands in, and which it is. */
export interface StepTool {
  index: number;
  tool: 'up' | 'down' | 'remove';
}

/**
 * Lets the focus follow a step that has been moved: without it, it would stay where another step is now, or be lost
 * with a button that has become useless.
 */
export function useFollowedFocus(
  list: RefObject<HTMLElement>,
): (next: StepTool) => void {
  const wanted = useRef<StepTool>();
  useEffect(() => {
    const next = wanted.current;
    if (!next || !list.current) return;
    wanted.current = undefined;
    const row = list.current.querySelector(`[data-step="${next.index}"]`);
    const button =
      row?.querySelector<HTMLElement>(
        `[data-tool="${next.tool}"]:not([disabled])`,
      ) ?? row?.querySelector<HTMLElement>('[data-tool]:not([disabled])');
    button?.focus();
  });
  return next => {
    wanted.current = next;
  };
}
