import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  RiCheckLine,
  RiFileUnknowLine,
  RiQuestionLine,
  RiZzzLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import type { Declaration } from './peersOf';

const LOOKS = {
  declared: { tone: 'neutral', icon: <RiCheckLine /> },
  undeclared: { tone: 'warning', icon: <RiFileUnknowLine /> },
  silent: { tone: 'announcement', icon: <RiZzzLine /> },
  unlisted: { tone: 'neutral', icon: <RiQuestionLine /> },
} as const;

/** Whether traffic is what the catalog says. */
export function DeclarationChip(props: { declaration: Declaration }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { tone, icon } = LOOKS[props.declaration];
  return (
    <StatusChip tone={tone} icon={icon}>
      {t(`traffic.declaration.${props.declaration}`)}
    </StatusChip>
  );
}
