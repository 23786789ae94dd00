import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useMemo } from 'react';
import { meshTranslationRef } from '../../../translation';
import { useRoleName } from '../useRoleName';
import { useTrafficWords } from '../useTrafficWords';
import type { ChartKind } from './chartKinds';
import type { ChartLine } from './chartLines';
import type { TimeMark } from './timeMarks';

const tick = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** Puts what charts show into words. */
export function useChartWords() {
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useTrafficWords();
  const roleName = useRoleName();
  return useMemo(
    () => ({
      value: (kind: ChartKind, value: number | null | undefined) => {
        const known = value ?? undefined;
        if (kind === 'rate') return words.rate(known);
        return kind === 'errors'
          ? words.share(known)
          : words.milliseconds(known);
      },
      tick: (kind: ChartKind, value: number) => {
        if (kind === 'rate') {
          return t('number.rate', { value: tick.format(value) });
        }
        return kind === 'errors'
          ? t('number.percent', { value: tick.format(value * 100) })
          : t('number.milliseconds', { value: tick.format(value) });
      },
      line: ({ look, revision, id }: ChartLine) => {
        if (look === 'total') return t('traffic.chart.total');
        return revision
          ? t('traffic.chart.revision', {
              role: roleName(revision.role),
              version: revision.version,
            })
          : id;
      },
      mark: ({ entry }: TimeMark) => {
        if (entry.kind === 'decision') {
          return t('traffic.mark.decision', {
            who: parseEntityRef(entry.decision.decidedBy).name,
            took: t(`history.took.${entry.decision.verb}`),
          });
        }
        const { event } = entry;
        switch (event.kind) {
          case 'revision':
            return t('traffic.mark.revision', { version: event.version });
          case 'analysis':
          case 'experiment':
            return t(`traffic.mark.${event.kind}`, { name: event.name });
          default:
            return t(`traffic.mark.${event.kind}`);
        }
      },
    }),
    [t, words, roleName],
  );
}
