import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useId } from 'react';
import { meshTranslationRef } from '../../../translation';
import type { TimeRange } from '../trafficParameters';
import styles from './SeriesCharts.module.css';
import { momentFormat } from './timeFormat';
import type { TimeMark } from './timeMarks';
import { useChartWords } from './useChartWords';

/** What the numbers on the axis of time stand for. */
export function MarkList(props: { marks: TimeMark[]; range: TimeRange }) {
  const { marks, range } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useChartWords();
  const titleId = useId();
  const format = momentFormat(range.to - range.from);
  return (
    <div className={styles.happened}>
      <h5 id={titleId} className={styles.title}>
        {t('traffic.chart.marks')}
      </h5>
      {marks.length === 0 ? (
        <p className={styles.nothing}>{t('traffic.chart.noMarks')}</p>
      ) : (
        <ol aria-labelledby={titleId} className={styles.marks}>
          {marks.map(mark => (
            <li key={mark.number}>
              <span className={styles.number} aria-hidden="true">
                {mark.number}
              </span>
              <time dateTime={mark.entry.at}>
                {format.format(mark.at * 1000)}
              </time>{' '}
              {words.mark(mark)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
