import { ReactNode } from 'react';
import styles from './PostureDetails.module.css';

/** One thing that an answer rests on, below a small heading. */
export function DetailPart(props: { title: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <h6 className={styles.title}>{props.title}</h6>
      {props.children}
    </div>
  );
}
