import { ReactElement, ReactNode } from 'react';
import styles from './StatusChip.module.css';

/** What a chip's colour says; its icon and words say it too. */
export type Tone =
  | 'positive'
  | 'negative'
  | 'warning'
  | 'announcement'
  | 'neutral';

/** A short state in words, with a colour and an icon. */
export function StatusChip(props: {
  tone: Tone;
  icon?: ReactElement;
  children: ReactNode;
}) {
  return (
    <span className={`${styles.chip} ${styles[props.tone]}`}>
      {props.icon && (
        <span className={styles.icon} aria-hidden="true">
          {props.icon}
        </span>
      )}
      {props.children}
    </span>
  );
}
