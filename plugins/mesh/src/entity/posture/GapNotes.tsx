import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { ReadingGap } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './PostureDetails.module.css';

/** What cannot be read, and what to do about it; nothing where all can. */
export function GapNotes(props: { gaps: readonly ReadingGap[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.gaps.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title={t('posture.gapTitle')}
      description={
        <ul className={styles.gaps}>
          {props.gaps.map(({ kind, reason, mend }) => (
            <li key={kind + reason}>
              <Sentence text={reason} />
              {mend && (
                <span className={styles.mend}>
                  <Sentence text={mend} />
                </span>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
