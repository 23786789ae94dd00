import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { meshTranslationRef } from '../../../translation';
import type { Centre } from './centresOf';
import { EdgeDetails } from './EdgeDetails';
import type { GraphEnd } from './groupPeers';
import { endId, type GraphLine } from './linesOf';
import styles from './DetailsPanel.module.css';
import { useLineTitle } from './useLineTitle';

/** All that is known of the line that is selected, or of the lines of the node that is. */
export function DetailsPanel(props: {
  selected: string | undefined;
  ends: GraphEnd[];
  centres: Centre[];
  lines: GraphLine[];
  onClose: () => void;
}) {
  const { selected, ends, centres, lines } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const lineTitle = useLineTitle();
  const shown = lines.filter(
    line =>
      selected !== undefined &&
      [line.id, line.endId, line.centreId].includes(selected),
  );
  return (
    <div aria-live="polite">
      {shown.length > 0 && (
        <div className={styles.panel}>
          <div className={styles.close}>
            <ButtonIcon
              aria-label={t('traffic.panel.close')}
              size="small"
              variant="tertiary"
              icon={<RiCloseLine />}
              onPress={props.onClose}
            />
          </div>
          <ul className={styles.list}>
            {shown.map(line => (
              <li key={line.id} className={styles.item}>
                <EdgeDetails
                  title={lineTitle(
                    ends.find(end => endId(end) === line.endId)!,
                    centres.find(({ id }) => id === line.centreId)!,
                  )}
                  line={line}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
