import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import styles from './WeightLadder.module.css';

/** The weights that shifts go through, and how far they have come. */
export function WeightLadder(props: { ladder: number[]; weight: number }) {
  const { ladder, weight } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const next = ladder.find(rung => rung > weight);
  return (
    <div className={styles.root}>
      <span className={styles.title}>{t('delivery.ladderTitle')}</span>
      <ol className={styles.ladder} aria-label={t('delivery.ladderTitle')}>
        {ladder.map(rung => (
          <li
            key={rung}
            className={`${styles.rung} ${rung <= weight ? styles.reached : ''}`}
          >
            {rung === next
              ? t('delivery.ladderNext', { weight: formatPercent(rung) })
              : t('number.percent', { value: formatPercent(rung) })}
          </li>
        ))}
      </ol>
    </div>
  );
}
