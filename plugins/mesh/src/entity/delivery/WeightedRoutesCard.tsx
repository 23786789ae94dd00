import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { WeightedRoutesDelivery } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';
import { WeightsPanel } from './WeightsPanel';

/** A route whose weights people move by hand. */
export function WeightedRoutesCard(props: {
  delivery: WeightedRoutesDelivery;
}) {
  const { delivery } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { namespace, name } = delivery.route.virtualService;
  return (
    <SectionCard
      title={t('delivery.title')}
      aside={
        <span>{t('delivery.byHand', { name: `${namespace}/${name}` })}</span>
      }
    >
      <div className={styles.body}>
        <ul className={styles.workloads}>
          {delivery.destinations.map(({ host, subset, weight }) => (
            <li key={`${host} ${subset}`}>
              <code>{subset ?? host}</code>{' '}
              {t('number.percent', { value: formatPercent(weight) })}
            </li>
          ))}
        </ul>
        <WeightsPanel
          weights={delivery.weights}
          versionsByHand={delivery.destinations.length}
        />
        {delivery.matched.map(sentence => (
          <p key={sentence} className={styles.reason}>
            <Sentence text={sentence} />
          </p>
        ))}
        <DeliveryHolds holds={delivery.holds} />
      </div>
    </SectionCard>
  );
}
