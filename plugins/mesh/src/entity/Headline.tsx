import { Card } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { useRef } from 'react';
import { Sentence } from '../ui/Sentence';
import { ServicePhaseChip } from '../ui/ServicePhaseChip';
import { DecisionActions } from './decide/DecisionActions';
import { Proposals } from './decide/Proposals';
import { Glance } from './Glance';
import styles from './Headline.module.css';
import { ServiceSignals } from './ServiceSignals';

/** The one sentence of truth, and beside it what can be done about it. */
export function Headline(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
}) {
  const { service } = props;
  const { delivery } = service;
  const sentenceRef = useRef<HTMLParagraphElement>(null);
  const isManaged = delivery.engine !== 'none';

  let tone = styles.calm;
  if (isManaged && delivery.waitsForDecision) tone = styles.waiting;
  else if (isManaged && delivery.phase === 'Degraded') tone = styles.bad;
  else if (isManaged && delivery.phase !== 'Healthy') tone = styles.moving;

  return (
    <Card className={`${styles.card} ${tone}`}>
      <div className={styles.row}>
        <div className={styles.words}>
          <ServicePhaseChip delivery={delivery} />
          <p
            ref={sentenceRef}
            tabIndex={-1}
            className={styles.sentence}
            aria-live="polite"
          >
            <Sentence text={service.headline} />
          </p>
        </div>
        <DecisionActions
          entityRef={props.entityRef}
          service={service}
          decisions={props.decisions}
          focusFallbackRef={sentenceRef}
        />
      </div>
      <Proposals
        entityRef={props.entityRef}
        service={service}
        decisions={props.decisions}
      />
      <div className={styles.numbers}>
        <ServiceSignals signals={service.signals} />
        <Glance service={service} />
      </div>
    </Card>
  );
}
