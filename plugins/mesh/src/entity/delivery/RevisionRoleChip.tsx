import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { RevisionRole } from '@meshway/plugin-mesh-common';
import {
  RiArchiveLine,
  RiEyeLine,
  RiFlaskLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';

/** What a revision is to its delivery. */
export function RevisionRoleChip(props: { role: RevisionRole }) {
  const { t } = useTranslationRef(meshTranslationRef);
  switch (props.role) {
    case 'stable':
      return (
        <StatusChip tone="positive" icon={<RiShieldCheckLine />}>
          {t('revisions.roleStable')}
        </StatusChip>
      );
    case 'active':
      return (
        <StatusChip tone="positive" icon={<RiShieldCheckLine />}>
          {t('revisions.roleActive')}
        </StatusChip>
      );
    case 'canary':
      return (
        <StatusChip tone="announcement" icon={<RiFlaskLine />}>
          {t('revisions.roleCanary')}
        </StatusChip>
      );
    case 'preview':
      return (
        <StatusChip tone="announcement" icon={<RiEyeLine />}>
          {t('revisions.rolePreview')}
        </StatusChip>
      );
    default:
      return (
        <StatusChip tone="neutral" icon={<RiArchiveLine />}>
          {t('revisions.roleOld')}
        </StatusChip>
      );
  }
}
