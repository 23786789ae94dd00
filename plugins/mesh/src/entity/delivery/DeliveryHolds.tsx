import type { Hold } from '@meshway/plugin-mesh-common';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryCard.module.css';

/** The headline and the step track say these already. */
const SAID: Hold['code'][] = ['waits-for-decision', 'timed-pause', 'aborted'];

/** Why the delivery does not move, and what to do about it. */
export function DeliveryHolds(props: { holds: Hold[] }) {
  return (
    <>
      {props.holds
        .filter(({ code }) => !SAID.includes(code))
        .map(({ code, sentence, mend }) => (
          <p key={`${code} ${sentence}`} className={styles.reason}>
            <Sentence text={mend ? `${sentence} ${mend}` : sentence} />
          </p>
        ))}
    </>
  );
}
