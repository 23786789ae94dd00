import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ArgoBlueGreenDelivery,
  Revision,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { RiArrowRightLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { PauseClock } from '../../ui/PauseClock';
import { SectionCard } from '../../ui/SectionCard';
import { Analyses } from './analysis/Analyses';
import { DeliveredBy } from './DeliveredBy';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';
import { Panel } from './Panel';
import { RevisionRoleChip } from './RevisionRoleChip';
import { ScaleDown } from './revisions/ScaleDown';
import { VerdictPanel } from './verdict/VerdictPanel';
import { WarningNote } from './WarningNote';

/** The two Services of a blue-green update and the revisions they lead to. */
export function BlueGreenCard(props: {
  delivery: ArgoBlueGreenDelivery;
  service: ServiceView;
}) {
  const { delivery, service } = props;
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
        <>
          <DeliveredBy
            templateOf={delivery.templateOf}
            gitOps={delivery.gitOps}
          >
            {t('delivery.byBlueGreen', {
              kind: delivery.workload.kind,
              name: delivery.workload.name,
            })}
          </DeliveredBy>
          {delivery.pause && (
            <strong className={styles.progress}>
              {t('delivery.stepPause')} <PauseClock pause={delivery.pause} />
            </strong>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <DeliveryHolds
          holds={delivery.holds}
          message={
            delivery.phase === 'Degraded' || delivery.phase === 'Progressing'
              ? delivery.message
              : undefined
          }
        />
        <Panel title={t('delivery.servicesTitle')}>
          <ul className={styles.list}>
            {services.map(({ title, name, hash }) => (
              <li key={title} className={styles.line}>
                <span>
                  {title} <code>{name}</code>
                </span>
                <RiArrowRightLine aria-hidden="true" className={styles.arrow} />
                {hash === undefined ? (
                  t('delivery.leadsNowhere')
                ) : (
                  <Target
                    hash={hash}
                    revision={service.revisions.find(
                      revision => revision.hash === hash,
                    )}
                  />
                )}
              </li>
            ))}
          </ul>
        </Panel>
        {delivery.drift.map(sentence => (
          <WarningNote key={sentence} text={sentence} />
        ))}
        {service.verdict && <VerdictPanel verdict={service.verdict} />}
        <Analyses analyses={delivery.analyses} revisions={service.revisions} />
      </div>
    </SectionCard>
  );
}

function Target(props: { hash: string; revision?: Revision }) {
  const { hash, revision } = props;
  if (!revision) return <code>{hash}</code>;
  return (
    <>
      <strong>{revision.version}</strong>
      <code>{hash}</code>
      <RevisionRoleChip role={revision.role} />
      <ScaleDown at={revision.scaleDownAt} />
    </>
  );
}
