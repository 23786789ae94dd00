import { RiLockLine, RiLockUnlockLine, RiQuestionLine } from '@remixicon/react';
import { encryptionOf } from './encryption';
import styles from './TrafficMarks.module.css';
import { useTrafficWords } from './useTrafficWords';

const ICONS = {
  encrypted: <RiLockLine />,
  partly: <RiLockUnlockLine />,
  plain: <RiLockUnlockLine />,
  untold: <RiQuestionLine />,
};

/** How much is encrypted, by a lock and in words; only by the lock where others say it in words. */
export function EncryptionMark(props: {
  mtlsShare: number | undefined;
  wordless?: boolean;
}) {
  const words = useTrafficWords();
  const encryption = encryptionOf(props.mtlsShare);
  const open = encryption === 'plain' || encryption === 'partly';
  return (
    <span className={`${styles.mark} ${open ? styles.warning : ''}`}>
      <span aria-hidden="true" className={styles.icon}>
        {ICONS[encryption]}
      </span>
      {!props.wordless && words.encryption(props.mtlsShare)}
    </span>
  );
}
