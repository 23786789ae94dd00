import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../translation';
import styles from './RetriedReason.module.css';
import { Sentence } from './Sentence';

/** Why something is missing, and that nobody has to press reload for it. */
export function RetriedReason(props: { reason: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <span className={styles.line}>
        <Sentence text={props.reason} />
      </span>
      <span className={styles.line}>{t('connection.retries')}</span>
    </>
  );
}
