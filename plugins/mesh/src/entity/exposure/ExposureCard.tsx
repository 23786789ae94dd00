import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import { GapNotes } from '../posture/GapNotes';
import { gapsOf } from '../posture/gapsOf';
import { Notes } from '../posture/Notes';
import { ExposureGateways } from './ExposureGateways';
import styles from './ExposureCard.module.css';
import { InsideNames } from './InsideNames';
import { routeGroups } from './routeGroups';
import { RouteTable } from './RouteTable';

/** Kinds that tell how requests come in. */
const KINDS = ['Gateway', 'ServiceEntry', 'VirtualService'];

/** How requests come to the service: from outside, from inside, and by which routes. */
export function ExposureCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { entityRef, service } = props;
  const { headline, gateways, inside, routes, problems, notShown } =
    service.exposure;
  const { t } = useTranslationRef(meshTranslationRef);
  const at = { entityRef, cluster: service.cluster };
  const gaps = gapsOf(service, KINDS);
  // What cannot be read is said with what to do about it.
  const known = problems.filter(
    problem => !gaps.some(({ reason }) => reason === problem),
  );
  return (
    <SectionCard title={t('exposure.title')}>
      <div className={styles.body}>
        <p className={styles.headline}>
          <Sentence text={headline} />
        </p>
        <GapNotes gaps={gaps} />
        {known.length > 0 && (
          <section className={styles.part}>
            <h4 className={styles.title}>{t('exposure.problems')}</h4>
            <Notes notes={known.map(text => ({ severity: 'warning', text }))} />
            {notShown.problems > 0 && (
              <p className={styles.quiet}>
                {t('exposure.notShownProblems', { count: notShown.problems })}
              </p>
            )}
          </section>
        )}
        {gateways.length > 0 && (
          <section className={styles.part}>
            <h4 className={styles.title}>{t('exposure.outside')}</h4>
            <ExposureGateways {...at} gateways={gateways} />
          </section>
        )}
        <section className={styles.part}>
          <h4 className={styles.title}>{t('exposure.inside')}</h4>
          <InsideNames {...at} service={service} inside={inside} />
        </section>
        {routes.length > 0 && (
          <section className={styles.part}>
            <h4 className={styles.title}>{t('exposure.routes')}</h4>
            {routeGroups(routes).map(group => (
              <RouteTable
                key={JSON.stringify([group.object, group.hosts])}
                {...at}
                group={group}
              />
            ))}
            {notShown.routes > 0 && (
              <p className={styles.quiet}>
                {t('exposure.notShownRoutes', { count: notShown.routes })}
              </p>
            )}
          </section>
        )}
      </div>
    </SectionCard>
  );
}
