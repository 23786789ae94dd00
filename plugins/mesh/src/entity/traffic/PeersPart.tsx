import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
  VisuallyHidden,
} from '@backstage/ui';
import type { ServiceView, TrafficGraph } from '@meshway/plugin-mesh-common';
import { lazy, memo, Suspense, useDeferredValue, useMemo } from 'react';
import { meshTranslationRef } from '../../translation';
import { useDurationText } from '../../ui/useDurationText';
import { PartProblem } from './PartProblem';
import { peersOf } from './peersOf';
import { PeerTable } from './table/PeerTable';
import styles from './TrafficCard.module.css';
import type { TrafficLook } from './trafficParameters';
import { useDeclaredPeers } from './useDeclaredPeers';
import type { Reading } from '../../hooks/useReading';

const LOOKS = ['graph', 'table'] as const;

/** dagre is only loaded by those who look at the graph. Drawn anew only when what is drawn is another. */
const PeerGraph = lazy(async () => {
  const { PeerGraph: component } = await import('./graph/PeerGraph');
  return { default: memo(component) };
});

/** Who calls the service and whom it calls, as a graph or as a table. */
export function PeersPart(props: {
  entityRef: string;
  service: ServiceView;
  reading: Reading<TrafficGraph>;
  look: TrafficLook;
  onLook: (look: TrafficLook) => void;
}) {
  const { entityRef, service, reading, look } = props;
  const { data: graph, error } = reading;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const declared = useDeclaredPeers();
  const peers = useMemo(
    () => (graph ? peersOf(graph, declared, entityRef) : []),
    [graph, declared, entityRef],
  );
  const traffic = graph?.traffic;
  const toDraw = useMemo(
    () => traffic && { service, traffic, peers },
    [service, traffic, peers],
  );
  // Sixty peers take a while to draw: React draws them in small steps, between which the page answers.
  const drawn = useDeferredValue(toDraw);
  const window = traffic && durationText(traffic.windowSeconds * 1000);

  return (
    <div className={styles.part}>
      <div className={styles.heading}>
        <h4 className={styles.title}>
          {t('traffic.peersTitle')}{' '}
          {window && (
            <span className={styles.window}>
              {t('traffic.peersWindow', { window })}
            </span>
          )}
        </h4>
        <ToggleButtonGroup
          aria-label={t('traffic.look.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[look]}
          onSelectionChange={keys => {
            const [chosen] = keys as Set<TrafficLook>;
            props.onLook(chosen);
          }}
        >
          {LOOKS.map(one => (
            <ToggleButton key={one} id={one} size="small">
              {t(`traffic.look.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {error && (
        <PartProblem
          title={t('traffic.failedPeers')}
          error={error}
          reading={reading}
        />
      )}
      {!graph && !error && <PeersSkeleton />}
      {traffic && !peers.some(({ seen }) => seen) && (
        <p className={styles.empty}>
          <strong>{t('traffic.noPeers')}</strong>{' '}
          {t('traffic.noPeersDescription', { window: window! })}
        </p>
      )}
      {traffic && peers.length > 0 && look === 'graph' && (
        <Suspense fallback={<PeersSkeleton />}>
          {drawn ? (
            <PeerGraph key={drawn.service.name} {...drawn} />
          ) : (
            <PeersSkeleton />
          )}
        </Suspense>
      )}
      {traffic && peers.length > 0 && look === 'table' && (
        <PeerTable revisions={service.revisions} peers={peers} />
      )}
      {traffic && traffic.omittedEdges > 0 && (
        <p className={styles.empty}>
          {t('traffic.omitted', { count: traffic.omittedEdges })}
        </p>
      )}
    </div>
  );
}

function PeersSkeleton() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div role="status" aria-busy="true">
      <VisuallyHidden>{t('traffic.loadingPeers')}</VisuallyHidden>
      <Skeleton width="100%" height={320} />
    </div>
  );
}
