import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import type { PostureNote } from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './Notes.module.css';

const ICONS = {
  error: <RiErrorWarningLine />,
  warning: <RiAlertLine />,
  info: <RiInformationLine />,
};

/** Something to know or to mend, the worst first as the backend has it; nothing without. */
export function Notes(props: { notes: readonly PostureNote[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={t('posture.notes')}>
      {props.notes.map(({ severity, text }) => (
        <li key={text} className={`${styles.note} ${styles[severity]}`}>
          <span className={styles.icon} aria-hidden="true">
            {ICONS[severity]}
          </span>
          <span className={styles.text}>
            <VisuallyHidden>
              {t(`posture.severity.${severity}`)}{' '}
            </VisuallyHidden>
            <Sentence text={text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
