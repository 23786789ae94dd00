import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DecisionState } from '@meshway/plugin-mesh-common';
import {
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiTimeLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';

/** How far a decision has come. */
export function DecisionStateChip(props: { state: DecisionState }) {
  const { t } = useTranslationRef(meshTranslationRef);
  switch (props.state) {
    case 'proposed':
      return (
        <StatusChip tone="announcement" icon={<RiTimeLine />}>
          {t('decision.stateProposed')}
        </StatusChip>
      );
    case 'withdrawn':
    case 'expired':
      return (
        <StatusChip tone="neutral" icon={<RiCloseCircleLine />}>
          {t(
            props.state === 'expired'
              ? 'decision.stateExpired'
              : 'decision.stateWithdrawn',
          )}
        </StatusChip>
      );
    case 'requested':
      return (
        <StatusChip tone="neutral" icon={<RiTimeLine />}>
          {t('decision.stateRequested')}
        </StatusChip>
      );
    case 'applied':
      return (
        <StatusChip tone="announcement" icon={<RiCheckLine />}>
          {t('decision.stateApplied')}
        </StatusChip>
      );
    case 'confirmed':
      return (
        <StatusChip tone="positive" icon={<RiCheckDoubleLine />}>
          {t('decision.stateConfirmed')}
        </StatusChip>
      );
    default:
      return (
        <StatusChip tone="negative" icon={<RiCloseCircleLine />}>
          {t('decision.stateFailed')}
        </StatusChip>
      );
  }
}
