import { ReactNode } from 'react';
import styles from './Details.module.css';

/** What not everybody needs, opened on demand. */
export function Details(props: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{props.summary}</summary>
      {props.children}
    </details>
  );
}
