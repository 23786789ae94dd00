import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  RouteDestination,
  ServiceView,
  WeightedRoutesDelivery,
} from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import { DeliveredBy } from './DeliveredBy';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';
import { Panel } from './Panel';
import { RevisionRoleChip } from './RevisionRoleChip';
import { VerdictPanel } from './verdict/VerdictPanel';
import { WeightLadder } from './WeightLadder';
import { WeightsPanel } from './WeightsPanel';

/** A route whose weights people move by hand. */
export function WeightedRoutesCard(props: {
  delivery: WeightedRoutesDelivery;
  service: ServiceView;
}) {
  const { delivery, service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { namespace, name } = delivery.route.virtualService;
  const canaries = delivery.destinations.filter(
    ({ role }) => role === 'canary',
  );
  return (
    <SectionCard
      title={t('delivery.title')}
      aside={
        <DeliveredBy gitOps={delivery.gitOps}>
          {t('delivery.byHand', { name: `${namespace}/${name}` })}
        </DeliveredBy>
      }
    >
      <div className={styles.body}>
        <DeliveryHolds
          holds={delivery.holds}
          message={delivery.phase === 'Degraded' ? delivery.message : undefined}
        />
        <Panel title={t('delivery.destinationsTitle')}>
          <ul className={styles.list}>
            {delivery.destinations.map(destination => (
              <Destination
                key={`${destination.host} ${destination.subset}`}
                destination={destination}
                service={service}
              />
            ))}
          </ul>
          {canaries.length > 0 && delivery.ladder.length > 0 && (
            <WeightLadder
              ladder={delivery.ladder}
              weight={delivery.weights.written ?? 0}
            />
          )}
        </Panel>
        <div className={styles.pair}>
          <WeightsPanel
            weights={delivery.weights}
            versionsByHand={delivery.destinations.length}
          />
          <VerdictPanel verdict={service.verdict} />
        </div>
        {delivery.matched.length > 0 && (
          <Panel title={t('delivery.matchedTitle')}>
            <ul className={styles.list}>
              {delivery.matched.map(sentence => (
                <li key={sentence}>
                  <Sentence text={sentence} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </SectionCard>
  );
}

function Destination(props: {
  destination: RouteDestination;
  service: ServiceView;
}) {
  const { host, subset, weight, role, hashes } = props.destination;
  const { t } = useTranslationRef(meshTranslationRef);
  const versions = props.service.revisions
    .filter(({ hash }) => hashes.includes(hash))
    .map(({ version }) => version);
  return (
    <li className={styles.line}>
      <strong>{t('number.percent', { value: formatPercent(weight) })}</strong>
      <code>{subset ? `${host}, ${subset}` : host}</code>
      {role !== 'other' && <RevisionRoleChip role={role} />}
      <span>
        {hashes.length === 0
          ? t('delivery.leadsNowhere')
          : (versions.length > 0 ? versions : hashes).join(', ')}
      </span>
    </li>
  );
}
