import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';
import styles from './PostureDetails.module.css';

const SHOWN = 5;

/** The first names of some pods, and how many more there are. */
export function PodNames(props: { pods: readonly string[]; count: number }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const shown = props.pods.slice(0, SHOWN);
  const more = props.count - shown.length;
  return (
    <span className={styles.names}>
      {shown.join(', ')}
      {more > 0 && ` ${t('posture.more', { number: String(more) })}`}
    </span>
  );
}
