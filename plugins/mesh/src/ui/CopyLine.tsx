import { CopyButton } from './CopyButton';
import styles from './CopyLine.module.css';

/** A line to paste elsewhere, with a button that copies it. */
export function CopyLine(props: { line: string }) {
  return (
    <div className={styles.root}>
      <code className={styles.line}>{props.line}</code>
      <CopyButton text={props.line} />
    </div>
  );
}
