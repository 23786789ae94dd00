import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../../translation';
import { RevisionRoleChip } from '../../delivery/RevisionRoleChip';
import { ErrorShare } from '../ErrorShare';
import type { RevisionLook } from '../revisionLook';
import { useTrafficWords } from '../useTrafficWords';
import type { Centre } from './centresOf';
import type { Box } from './layoutGraph';
import styles from './PeerGraph.module.css';
import { placeOf } from './placeOf';
import { useCentreName } from './useCentreName';

/** A revision of the service, or the service as a whole, with its golden signals. */
export function CentreNode(props: {
  centre: Centre;
  /** Whether it is one of several. */
  beside: boolean;
  look?: RevisionLook;
  /** Undefined where all stand below each other. */
  box?: Box;
  selected: boolean;
  onSelect: () => void;
}) {
  const { centre, look, selected } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useTrafficWords();
  const centreName = useCentreName();
  const name = centreName(centre, props.beside);
  const { signals } = centre;
  const revision = centre.kind === 'revision' ? centre.revision : undefined;
  return (
    <div
      className={[
        styles.node,
        styles.centre,
        look && styles[look],
        selected && styles.selected,
      ]
        .filter(Boolean)
        .join(' ')}
      style={props.box && placeOf(props.box)}
    >
      <button
        type="button"
        className={styles.whole}
        aria-label={t('traffic.details', { name })}
        aria-pressed={selected}
        onClick={props.onSelect}
      />
      <span className={styles.version}>
        {revision && <RevisionRoleChip role={revision.role} />}
        <strong className={styles.name} title={name}>
          {revision ? revision.version : name}
        </strong>
      </span>
      {signals ? (
        <span className={styles.figures}>
          <span className={styles.rate}>
            {words.rate(signals.requestsPerSecond)}
          </span>
          <ErrorShare share={signals.errorShare} />
          {signals.latency && (
            <span>{words.milliseconds(signals.latency.p95)}</span>
          )}
        </span>
      ) : (
        centre.kind === 'whole' && (
          <span className={styles.minor}>
            {t(props.beside ? 'traffic.wholeRestHint' : 'traffic.wholeUntold')}
          </span>
        )
      )}
    </div>
  );
}
