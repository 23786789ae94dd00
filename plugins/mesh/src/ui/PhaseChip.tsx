import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryPhase } from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiLoader2Line,
  RiPauseLine,
  RiQuestionLine,
  RiSubtractLine,
  RiUserVoiceLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../translation';
import { StatusChip } from './StatusChip';

/** Where a delivery stands. A wait for a person outranks the phase. */
export function PhaseChip(props: {
  phase: DeliveryPhase | 'none' | 'unknown';
  waitsForDecision?: boolean;
  aborted?: boolean;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.waitsForDecision) {
    return (
      <StatusChip tone="warning" icon={<RiUserVoiceLine />}>
        {t('phase.waiting')}
      </StatusChip>
    );
  }
  if (props.aborted) {
    return (
      <StatusChip tone="negative" icon={<RiErrorWarningLine />}>
        {t('phase.aborted')}
      </StatusChip>
    );
  }
  switch (props.phase) {
    case 'Healthy':
      return (
        <StatusChip tone="positive" icon={<RiCheckLine />}>
          {t('phase.healthy')}
        </StatusChip>
      );
    case 'Progressing':
      return (
        <StatusChip tone="announcement" icon={<RiLoader2Line />}>
          {t('phase.progressing')}
        </StatusChip>
      );
    case 'Paused':
      return (
        <StatusChip tone="announcement" icon={<RiPauseLine />}>
          {t('phase.paused')}
        </StatusChip>
      );
    case 'Degraded':
      return (
        <StatusChip tone="negative" icon={<RiErrorWarningLine />}>
          {t('phase.degraded')}
        </StatusChip>
      );
    case 'none':
      return (
        <StatusChip tone="neutral" icon={<RiSubtractLine />}>
          {t('phase.none')}
        </StatusChip>
      );
    default:
      return (
        <StatusChip tone="neutral" icon={<RiQuestionLine />}>
          {t('phase.unknown')}
        </StatusChip>
      );
  }
}
