import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readTrafficParameters,
  writeTrafficParameters,
  type TrafficParameters,
} from './trafficParameters';

/** What the viewer chose of the traffic, remembered in the URL. */
export function useTrafficParameters(): {
  parameters: TrafficParameters;
  /** With `step`, the browser's Back leads to what was before. */
  change: (
    changes: Partial<TrafficParameters>,
    options?: { step?: boolean },
  ) => void;
} {
  const [query, setQuery] = useSearchParams();
  const parameters = useMemo(() => readTrafficParameters(query), [query]);
  const change = useCallback(
    (changes: Partial<TrafficParameters>, options: { step?: boolean } = {}) =>
      setQuery(
        last =>
          writeTrafficParameters(last, {
            ...readTrafficParameters(last),
            ...changes,
          }),
        { replace: !options.step, preventScrollReset: true },
      ),
    [setQuery],
  );
  return { parameters, change };
}
