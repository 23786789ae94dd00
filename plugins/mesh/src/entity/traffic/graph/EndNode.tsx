import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  RiDoorOpenLine,
  RiEarthLine,
  RiFolderLine,
  RiQuestionLine,
  RiServerLine,
  RiZzzLine,
} from '@remixicon/react';
import { usePhrases } from '../../../ui/usePhrases';
import { useTrafficWords } from '../useTrafficWords';
import type { GraphEnd } from './groupPeers';
import type { Box } from './layoutGraph';
import styles from './PeerGraph.module.css';
import { placeOf } from './placeOf';

const ICONS = {
  workload: <RiServerLine />,
  service: <RiServerLine />,
  gateway: <RiDoorOpenLine />,
  external: <RiEarthLine />,
  unknown: <RiQuestionLine />,
  silent: <RiZzzLine />,
  group: <RiFolderLine />,
};

/** A peer of the service, or the peers of one namespace. */
export function EndNode(props: {
  end: GraphEnd;
  /** Undefined where all stand below each other. */
  box?: Box;
  selected: boolean;
  onSelect: () => void;
  onOpen: (namespace: string) => void;
}) {
  const { end, selected } = props;
  const t = usePhrases();
  const words = useTrafficWords();
  const entityLink = useEntityRefLink();
  let kind: keyof typeof ICONS = 'group';
  if (end.kind === 'peer') kind = end.peer.seen?.kind ?? 'silent';
  const className = [styles.node, styles[kind], selected && styles.selected]
    .filter(Boolean)
    .join(' ');

  if (end.kind === 'group') {
    const { namespace, peers } = end.group;
    return (
      <div className={className} style={props.box && placeOf(props.box)}>
        <span className={styles.icon} aria-hidden="true">
          {ICONS.group}
        </span>
        <button
          type="button"
          className={styles.name}
          onClick={() => props.onOpen(namespace)}
        >
          {t('traffic.group', { count: peers.length, namespace })}
        </button>
        <span className={styles.minor}>{t('traffic.groupHint')}</span>
      </div>
    );
  }
  const { peer } = end;
  const name = words.peerName(peer);
  return (
    <div className={className} style={props.box && placeOf(props.box)}>
      <button
        type="button"
        className={styles.whole}
        aria-label={t('traffic.details', { name })}
        aria-pressed={selected}
        onClick={props.onSelect}
      />
      <span className={styles.icon} aria-hidden="true">
        {ICONS[kind]}
      </span>
      {peer.entityRef ? (
        <Link
          className={styles.name}
          href={`${entityLink(peer.entityRef)}/mesh`}
          title={name}
        >
          {name}
        </Link>
      ) : (
        <span className={styles.name} title={name}>
          {name}
        </span>
      )}
      <span className={styles.minor}>
        {[words.peerKind(peer), peer.namespace].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}
