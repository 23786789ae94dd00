import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Hold } from '@meshway/plugin-mesh-common';
import { RiInformationLine } from '@remixicon/react';
import { useId } from 'react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryHolds.module.css';

/** Why the delivery does not move, and what to do about it. */
export function DeliveryHolds(props: {
  holds: Hold[];
  /** The controller's own words, where it has some to say. */
  message?: string;
}) {
  const { holds, message } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const titleId = useId();
  if (holds.length === 0 && !message) return null;
  return (
    <section aria-labelledby={titleId} className={styles.panel}>
      <h4 id={titleId} className={styles.title}>
        <RiInformationLine aria-hidden="true" className={styles.icon} />
        {holds.length > 0
          ? t('delivery.holdsTitle')
          : t('delivery.controllerSays')}
      </h4>
      {holds.length > 0 && (
        <ul className={styles.holds}>
          {holds.map(({ code, sentence, mend }) => (
            <li key={`${code} ${sentence}`}>
              <p className={styles.sentence}>
                <Sentence text={sentence} />
              </p>
              {mend && (
                <p className={styles.mend}>
                  <strong>{t('delivery.whatToDo')}:</strong>{' '}
                  <Sentence text={mend} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {message && (
        <p className={styles.message}>
          {holds.length > 0 && `${t('delivery.controllerSays')}: `}
          <code>{message}</code>
        </p>
      )}
    </section>
  );
}
