import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../../translation';
import { valuesOf, type ChartKind } from './chartKinds';
import type { ChartLine } from './chartLines';
import { lastAndHighest } from './lastAndHighest';
import { LineSwatch } from './LineSwatch';
import styles from './SeriesCharts.module.css';
import { useChartWords } from './useChartWords';

const KINDS: ChartKind[] = ['rate', 'errors', 'latency'];

/** What all charts say in a few numbers; to read, to hear, and to find each line by. */
export function SeriesSummary(props: { lines: ChartLine[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useChartWords();
  const text = (kind: ChartKind, line: ChartLine) => {
    const found = lastAndHighest(valuesOf(kind, line.signals, 'p95'));
    return found
      ? t('traffic.chart.lastAndHighest', {
          last: words.value(kind, found.last),
          highest: words.value(kind, found.highest),
        })
      : t('number.none');
  };
  return (
    <table className={styles.summary} aria-label={t('traffic.chart.summary')}>
      <thead>
        <tr>
          <th scope="col">{t('traffic.chart.line')}</th>
          {KINDS.map(kind => (
            <th key={kind} scope="col">
              {t(`traffic.chart.${kind}Column`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.lines.map(line => (
          <tr key={line.id}>
            <th scope="row">
              <span className={styles.lineName}>
                <LineSwatch look={line.look} />
                {words.line(line)}
              </span>
            </th>
            {KINDS.map(kind => (
              <td key={kind}>{text(kind, line)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
