import styles from './Sentence.module.css';

/** A sentence of the backend; what stands between backticks is set as code. */
export function Sentence(props: { text: string }) {
  // A number stays on one line with its percent sign.
  const text = props.text.replace(/(\d) %/g, '$1\u00a0%');
  const parts = text.split('`');
  if (parts.length % 2 === 0) return <>{text}</>;
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // The parts of a sentence have no identity but their place.
          <code key={index} className={styles.code}>
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
