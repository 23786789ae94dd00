import type { StepAction } from '@meshway/plugin-mesh-common';
import {
  RiExpandUpDownLine,
  RiFlaskLine,
  RiMicroscopeLine,
  RiPauseLine,
  RiPercentLine,
  RiPlugLine,
  RiQuestionLine,
  RiRouteLine,
  RiStackLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';

/** What stands in the mark of a step that is not over. */
export const stepIcons: Record<StepAction['kind'], ReactElement> = {
  setWeight: <RiPercentLine />,
  pause: <RiPauseLine />,
  analysis: <RiMicroscopeLine />,
  experiment: <RiFlaskLine />,
  setCanaryScale: <RiExpandUpDownLine />,
  setHeaderRoute: <RiRouteLine />,
  setMirrorRoute: <RiStackLine />,
  plugin: <RiPlugLine />,
  unknown: <RiQuestionLine />,
};
