import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ArgoBlueGreenDelivery } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';

/** The two Services of a blue-green update and the revisions they lead to. */
export function BlueGreenCard(props: { delivery: ArgoBlueGreenDelivery }) {
  const { delivery } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const services = [
    {
      title: t('delivery.activeService'),
      name: delivery.activeService,
      hash: delivery.activeHash,
    },
    ...(delivery.previewService
      ? [
          {
            title: t('delivery.previewService'),
            name: delivery.previewService,
            hash: delivery.previewHash,
          },
        ]
      : []),
  ];
  return (
    <SectionCard
      title={t('delivery.title')}
      aside={
        <span>
          {t('delivery.byBlueGreen', {
            kind: delivery.workload.kind,
            name: delivery.workload.name,
          })}
        </span>
      }
    >
      <div className={styles.body}>
        <ul className={styles.workloads}>
          {services.map(({ title, name, hash }) => (
            <li key={title}>
              {title} <code>{name}</code>
              {hash && (
                <>
                  {' '}
                  {t('delivery.leadsTo')} <code>{hash}</code>
                </>
              )}
            </li>
          ))}
        </ul>
        {delivery.drift.map(sentence => (
          <p key={sentence} className={styles.reason}>
            <Sentence text={sentence} />
          </p>
        ))}
        {delivery.phase === 'Degraded' && delivery.message && (
          <p className={styles.message}>{delivery.message}</p>
        )}
        <DeliveryHolds holds={delivery.holds} />
      </div>
    </SectionCard>
  );
}
