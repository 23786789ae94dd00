import { usePhrases } from '../../../ui/usePhrases';
import { EncryptionMark } from '../EncryptionMark';
import { ErrorShare } from '../ErrorShare';
import { useTrafficWords } from '../useTrafficWords';
import type { Centre } from './centresOf';
import type { GraphEnd } from './groupPeers';
import type { Box } from './layoutGraph';
import type { GraphLine } from './linesOf';
import styles from './PeerGraph.module.css';
import { placeOf } from './placeOf';
import type { LabelRows } from './sizesFor';
import { useLineTitle } from './useLineTitle';

/** What is sent along one line: the most needed in sight, all of it for those who hear it. */
export function LineLabel(props: {
  line: GraphLine;
  end: GraphEnd;
  centre: Centre;
  /** Undefined where all stand below each other. */
  box?: Box;
  rows: LabelRows;
  selected: boolean;
  onSelect: () => void;
}) {
  const { line, rows, selected } = props;
  const { sum } = line;
  const t = usePhrases();
  const words = useTrafficWords();
  const lineTitle = useLineTitle();
  const protocol = (
    <span className={styles.protocol}>{words.protocols(sum)}</span>
  );
  const encryption = <EncryptionMark mtlsShare={sum.mtlsShare} />;
  return (
    <button
      type="button"
      style={props.box && placeOf(props.box)}
      className={[styles.label, selected && styles.selected]
        .filter(Boolean)
        .join(' ')}
      aria-label={[
        t('traffic.lineWords', {
          ends: lineTitle(props.end, props.centre),
          figures: words.figures(sum),
        }),
        t(`traffic.declaration.${line.declaration}`),
      ].join('. ')}
      aria-pressed={selected}
      onClick={props.onSelect}
    >
      {!props.box && (
        <span className={styles.minor}>
          {lineTitle(props.end, props.centre)}
        </span>
      )}
      {sum.protocols.length === 0 ? (
        <span className={styles.minor}>{t('traffic.silentLine')}</span>
      ) : (
        <>
          <span className={styles.row}>
            <strong>{words.volume(sum)}</strong>
            {sum.errorShare !== undefined && (
              <ErrorShare share={sum.errorShare} />
            )}
            {rows === 1 && (
              <EncryptionMark mtlsShare={sum.mtlsShare} wordless />
            )}
            {rows === 2 && protocol}
          </span>
          {rows > 1 && (
            <span className={styles.row}>
              {sum.p95 !== undefined && (
                <span>{words.milliseconds(sum.p95)}</span>
              )}
              {rows === 2 ? encryption : protocol}
            </span>
          )}
          {rows === 3 && <span className={styles.row}>{encryption}</span>}
        </>
      )}
    </button>
  );
}
