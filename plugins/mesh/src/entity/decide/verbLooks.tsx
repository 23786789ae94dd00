import type { DecisionVerb } from '@meshway/plugin-mesh-common';
import {
  RiArrowGoBackLine,
  RiCloseCircleLine,
  RiEqualizerLine,
  RiPauseLine,
  RiPlayLine,
  RiRepeatLine,
  RiRestartLine,
  RiSkipForwardLine,
  RiSpeedLine,
} from '@remixicon/react';
import { ReactElement } from 'react';

/** The icon of each decision, and whether it takes something away from users of the canary. */
export const VERB_LOOKS: Record<
  DecisionVerb,
  { icon: ReactElement; destructive: boolean }
> = {
  promote: { icon: <RiSkipForwardLine />, destructive: false },
  'promote-full': { icon: <RiSpeedLine />, destructive: false },
  abort: { icon: <RiCloseCircleLine />, destructive: true },
  retry: { icon: <RiRepeatLine />, destructive: false },
  pause: { icon: <RiPauseLine />, destructive: false },
  resume: { icon: <RiPlayLine />, destructive: false },
  restart: { icon: <RiRestartLine />, destructive: false },
  'roll-back': { icon: <RiArrowGoBackLine />, destructive: true },
  shift: { icon: <RiEqualizerLine />, destructive: false },
};
