import { RiCheckLine, RiFileUnknowLine, RiZzzLine } from '@remixicon/react';
import { usePhrases } from '../../ui/usePhrases';
import { StatusChip } from '../../ui/StatusChip';
import type { Declaration } from './peersOf';
import styles from './TrafficMarks.module.css';

const LOOKS = {
  declared: { tone: 'neutral', icon: <RiCheckLine /> },
  undeclared: { tone: 'warning', icon: <RiFileUnknowLine /> },
  silent: { tone: 'announcement', icon: <RiZzzLine /> },
} as const;

/** Whether traffic is what the catalog says. */
export function DeclarationChip(props: { declaration: Declaration }) {
  const t = usePhrases();
  const { declaration } = props;
  if (declaration === 'unlisted') {
    return (
      <span className={styles.unlisted}>
        {t(`traffic.declaration.${declaration}`)}
      </span>
    );
  }
  const { tone, icon } = LOOKS[declaration];
  return (
    <StatusChip tone={tone} icon={icon}>
      {t(`traffic.declaration.${declaration}`)}
    </StatusChip>
  );
}
