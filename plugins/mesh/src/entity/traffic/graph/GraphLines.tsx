import { errorTone } from '../errorTone';
import type { RevisionLook } from '../revisionLook';
import type { GraphLayout } from './layoutGraph';
import { linePath } from './linePath';
import type { GraphLine } from './linesOf';
import { lineWidth } from './lineWidth';
import styles from './PeerGraph.module.css';

/** The lines of the picture; what they say stands in their labels. */
export function GraphLines(props: {
  lines: GraphLine[];
  layout: GraphLayout;
  looks: Map<string, RevisionLook>;
  isFaded: (lineId: string) => boolean;
}) {
  const { lines, layout, looks, isFaded } = props;
  const busiest = Math.max(...lines.map(({ sum }) => sum.requestsPerSecond), 0);
  return (
    <svg
      className={styles.lines}
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
    >
      {lines.map(line => {
        const end = layout.boxes.get(line.endId)!;
        const centre = layout.boxes.get(line.centreId)!;
        const [from, to] =
          line.direction === 'caller' ? [end, centre] : [centre, end];
        const look = looks.get(line.centreId);
        return (
          <path
            key={line.id}
            d={linePath(from, layout.labels.get(line.id)!, to)}
            strokeWidth={lineWidth(line.sum.requestsPerSecond, busiest)}
            className={[
              styles.line,
              look && styles[look],
              errorTone(line.sum.errorShare) !== 'neutral' && styles.failing,
              line.declaration === 'undeclared' && styles.undeclared,
              line.declaration === 'silent' && styles.silent,
              isFaded(line.id) && styles.faded,
            ]
              .filter(Boolean)
              .join(' ')}
          />
        );
      })}
    </svg>
  );
}
