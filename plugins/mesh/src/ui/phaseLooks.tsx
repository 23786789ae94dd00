import type { Delivery, DeliveryPhase } from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiLoader2Line,
  RiPauseLine,
  RiQuestionLine,
  RiSubtractLine,
  RiUserVoiceLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import type { Tone } from './StatusChip';

/** Where a delivery stands, as far as one word tells. */
export interface PhaseOf {
  phase: DeliveryPhase | 'none' | 'unknown';
  waitsForDecision?: boolean;
  aborted?: boolean;
}

const LOOKS = {
  waiting: { tone: 'warning', icon: <RiUserVoiceLine /> },
  aborted: { tone: 'negative', icon: <RiErrorWarningLine /> },
  Healthy: { tone: 'positive', icon: <RiCheckLine /> },
  Progressing: { tone: 'announcement', icon: <RiLoader2Line /> },
  Paused: { tone: 'announcement', icon: <RiPauseLine /> },
  Degraded: { tone: 'negative', icon: <RiErrorWarningLine /> },
  none: { tone: 'neutral', icon: <RiSubtractLine /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine /> },
} as const satisfies Record<string, { tone: Tone; icon: ReactElement }>;

/** How a phase looks, and by which message it is said. A wait for a person outranks the phase. */
export function phaseLooks({ phase, waitsForDecision, aborted }: PhaseOf): {
  tone: Tone;
  icon: ReactElement;
  message: `phase.${keyof typeof LOOKS}`;
} {
  let word: keyof typeof LOOKS = phase;
  if (waitsForDecision) word = 'waiting';
  else if (aborted) word = 'aborted';
  return { ...LOOKS[word], message: `phase.${word}` };
}

/** Where the delivery of a service stands. */
export function phaseOf(delivery: Delivery): PhaseOf {
  return delivery.engine === 'none'
    ? { phase: 'none' }
    : {
        phase: delivery.phase,
        waitsForDecision: delivery.waitsForDecision,
        aborted: delivery.engine === 'argo-rollouts' && delivery.aborted,
      };
}
