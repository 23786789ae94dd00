import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnalysisPhase } from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiLoader2Line,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { meshTranslationRef } from '../../../translation';
import { StatusChip, type Tone } from '../../../ui/StatusChip';

const LOOKS: Record<AnalysisPhase, { tone: Tone; icon: ReactElement }> = {
  Pending: { tone: 'neutral', icon: <RiTimeLine /> },
  Running: { tone: 'announcement', icon: <RiLoader2Line /> },
  Successful: { tone: 'positive', icon: <RiCheckLine /> },
  Failed: { tone: 'negative', icon: <RiCloseLine /> },
  Error: { tone: 'negative', icon: <RiAlertLine /> },
  Inconclusive: { tone: 'warning', icon: <RiQuestionLine /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine /> },
};

/** How an analysis, a metric or an experiment stands. */
export function AnalysisPhaseChip(props: { phase: AnalysisPhase }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <StatusChip {...LOOKS[props.phase]}>
      {t(`analysis.phase.${props.phase}`)}
    </StatusChip>
  );
}
