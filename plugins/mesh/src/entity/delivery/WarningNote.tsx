import { RiErrorWarningLine } from '@remixicon/react';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryCard.module.css';

/** A sentence about something that is not as it should be. */
export function WarningNote(props: { text: string }) {
  return (
    <p className={styles.note}>
      <RiErrorWarningLine aria-hidden="true" className={styles.icon} />
      <span>
        <Sentence text={props.text} />
      </span>
    </p>
  );
}
