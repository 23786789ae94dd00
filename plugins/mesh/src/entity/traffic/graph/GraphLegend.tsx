import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../../translation';
import styles from './PeerGraph.module.css';

const LINES = ['seen', 'failing', 'undeclared', 'silent'] as const;

/** What the looks of lines mean; kinds of peers say it themselves. */
export function GraphLegend() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <ul aria-label={t('traffic.legend.title')} className={styles.legend}>
      <li>{t('traffic.legend.figures')}</li>
      {LINES.map(look => (
        <li key={look}>
          <svg width="36" height="10" aria-hidden="true">
            <path
              d="M2 5H34"
              strokeWidth={look === 'silent' ? 1.5 : 2.5}
              className={`${styles.line} ${styles[look] ?? ''}`}
            />
          </svg>
          {t(`traffic.legend.${look}`)}
        </li>
      ))}
    </ul>
  );
}
