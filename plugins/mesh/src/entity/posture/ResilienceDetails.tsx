import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ResilienceSetting,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { DecidedBy } from './DecidedBy';
import { DetailPart } from './DetailPart';
import { gapsOf } from './gapsOf';
import styles from './PostureDetails.module.css';

/** How calls end, are repeated and are spread, by route and by destination. */
export function ResilienceDetails(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { entityRef, service } = props;
  const { resilience } = service.posture;
  const routes = saidOf(
    resilience.routes,
    gapsOf(service, ['VirtualService']).length > 0,
  );
  const destinations = saidOf(
    resilience.destinations,
    gapsOf(service, ['DestinationRule']).length > 0,
  );
  const { t } = useTranslationRef(meshTranslationRef);
  const at = { entityRef, cluster: service.cluster };
  return (
    <>
      {routes.length > 0 && (
        <DetailPart title={t('posture.resilience.routesTitle')}>
          {routes.map(({ routes: names, settings }) => (
            <div key={names.join()} className={styles.part}>
              <span className={styles.subject}>
                {names.length > 0
                  ? names.join(', ')
                  : t('posture.resilience.everyRoute')}
              </span>
              <Settings {...at} settings={settings} />
            </div>
          ))}
        </DetailPart>
      )}
      {destinations.length > 0 && (
        <DetailPart title={t('posture.resilience.destinationsTitle')}>
          {destinations.map(({ service: name, subset, port, settings }) => (
            <div key={`${name} ${subset} ${port}`} className={styles.part}>
              <span className={styles.subject}>
                {[
                  name,
                  subset && t('posture.client.toSubset', { subset }),
                  port !== undefined &&
                    t('posture.client.toPort', { port: String(port) }),
                ]
                  .filter(Boolean)
                  .join(' ') || t('posture.resilience.everyCall')}
              </span>
              <Settings {...at} settings={settings} />
            </div>
          ))}
        </DetailPart>
      )}
    </>
  );
}

/** Istio's default holds only where no object says otherwise, which nobody knows of those that cannot be read. */
function saidOf<T extends { settings: ResilienceSetting[] }>(
  entries: T[],
  unknown: boolean,
): T[] {
  if (!unknown) return entries;
  return entries
    .map(entry => ({
      ...entry,
      settings: entry.settings.filter(({ decidedBy }) => decidedBy),
    }))
    .filter(({ settings }) => settings.length > 0);
}

function Settings(props: {
  entityRef: string;
  cluster: string;
  settings: ResilienceSetting[];
}) {
  const { settings, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <dl className={styles.settings}>
      {settings.map(({ topic, text, decidedBy }) => (
        // One topic may have two settings, such as a delay and an abort.
        <div key={`${topic} ${text}`} className={styles.setting}>
          <dt>{t(`posture.resilience.topic.${topic}`)}</dt>
          <dd>
            <Sentence text={text} />
            <DecidedBy {...at} object={decidedBy} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
