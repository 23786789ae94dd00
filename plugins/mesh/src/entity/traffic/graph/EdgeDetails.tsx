import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TrafficEdge } from '@meshway/plugin-mesh-common';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../../../translation';
import { formatCount } from '../../../ui/formatNumber';
import { DeclarationChip } from '../DeclarationChip';
import { EncryptionMark } from '../EncryptionMark';
import { ErrorShare } from '../ErrorShare';
import { formatBytesPerSecond } from '../formatBytes';
import { useTrafficWords } from '../useTrafficWords';
import styles from './DetailsPanel.module.css';
import { FailureList } from './FailureList';
import type { GraphLine } from './linesOf';

/** What is known of one line: whether it is declared, and the figures of each protocol. */
export function EdgeDetails(props: { title: string; line: GraphLine }) {
  const { line } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <div className={styles.heading}>
        <h5 className={styles.title}>{props.title}</h5>
        <DeclarationChip declaration={line.declaration} />
      </div>
      <p className={styles.hint}>
        {line.declaration === 'undeclared'
          ? t(`traffic.declarationHint.undeclared.${line.direction}`)
          : t(`traffic.declarationHint.${line.declaration}`)}
      </p>
      {line.edges.map((edge, index) => (
        // Groups have several edges of the same protocol; they have no identity but their place.
        <EdgeFigures key={index} edge={edge} />
      ))}
    </>
  );
}

function EdgeFigures(props: { edge: TrafficEdge }) {
  const { edge } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useTrafficWords();
  const { tcp, messages } = edge;
  const entries: [string, ReactNode][] = [
    [t('traffic.panel.protocol'), t(`traffic.protocol.${edge.protocol}`)],
  ];
  if (edge.requests > 0) {
    entries.push(
      [
        t('traffic.panel.requests'),
        t('traffic.panel.requestsOf', {
          count: edge.requests,
          formatted: formatCount(edge.requests),
          rate: words.rate(edge.requestsPerSecond),
        }),
      ],
      [t('traffic.panel.errors'), <ErrorShare share={edge.errorShare} />],
      [t('traffic.panel.p95'), words.milliseconds(edge.p95)],
    );
  }
  if (messages) {
    entries.push([
      t('traffic.panel.messages'),
      t('traffic.panel.messagesValue', {
        sent: words.rate(messages.requestsPerSecond),
        received: words.rate(messages.responsesPerSecond),
      }),
    ]);
  }
  if (tcp) {
    entries.push([
      t('traffic.panel.bytes'),
      t('traffic.panel.bytesValue', {
        sent: formatBytesPerSecond(tcp.sentBytesPerSecond),
        received: formatBytesPerSecond(tcp.receivedBytesPerSecond),
      }),
    ]);
  }
  entries.push([
    t('traffic.panel.encryption'),
    <EncryptionMark mtlsShare={edge.mtlsShare} />,
  ]);
  return (
    <>
      <dl className={styles.figures}>
        {entries.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {edge.failures.length > 0 && <FailureList failures={edge.failures} />}
    </>
  );
}
