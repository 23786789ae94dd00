import { useMemo } from 'react';
import { layoutGraph, type GraphLayout, type GraphShape } from './layoutGraph';

/** Where all stands in the width that there is: the same until somebody or a line comes or goes, whatever is sent. */
export function useLayout(shape: GraphShape, width: number): GraphLayout {
  const key = JSON.stringify([shape, width]);
  return useMemo(() => {
    const [of, available] = JSON.parse(key) as [GraphShape, number];
    return layoutGraph(of, available);
  }, [key]);
}
