import { useCallback, useState } from 'react';

/** The width of an element in pixels as it changes, and the ref to set on it; 0 until it is known. */
export function useElementWidth(): [
  width: number,
  ref: (element: HTMLElement | null) => void,
] {
  const [width, setWidth] = useState(0);
  const [observer] = useState(
    () =>
      new ResizeObserver(([entry]) =>
        setWidth(Math.floor(entry.contentRect.width)),
      ),
  );
  const ref = useCallback(
    (element: HTMLElement | null) => {
      observer.disconnect();
      if (!element) return;
      setWidth(Math.floor(element.clientWidth));
      observer.observe(element);
    },
    [observer],
  );
  return [width, ref];
}
