import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../translation';
import { phaseLooks, type PhaseOf } from './phaseLooks';
import { StatusChip } from './StatusChip';

/** Where a delivery stands. */
export function PhaseChip(props: PhaseOf) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { tone, icon, message } = phaseLooks(props);
  return (
    <StatusChip tone={tone} icon={icon}>
      {t(message)}
    </StatusChip>
  );
}
