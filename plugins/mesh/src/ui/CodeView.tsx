import styles from './CodeView.module.css';

/** A text as it stands in a file, to read and to scroll. */
export function CodeView(props: { label: string; text: string }) {
  return (
    // Focusable, so that it can be scrolled by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.code} tabIndex={0} aria-label={props.label}>
      {props.text}
    </pre>
  );
}
