import { RiErrorWarningLine } from '@remixicon/react';
import { errorTone } from './errorTone';
import styles from './TrafficMarks.module.css';
import { useTrafficWords } from './useTrafficWords';

/** A share of errors; one that matters stands out by colour and sign. */
export function ErrorShare(props: { share: number | undefined }) {
  const words = useTrafficWords();
  const tone = errorTone(props.share);
  return (
    <span className={`${styles.mark} ${styles[tone]}`}>
      {tone !== 'neutral' && (
        <span aria-hidden="true" className={styles.icon}>
          <RiErrorWarningLine />
        </span>
      )}
      {words.share(props.share)}
    </span>
  );
}
