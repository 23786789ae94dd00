import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PluginHeader } from '@backstage/ui';
import { RiShareLine } from '@remixicon/react';
import { meshTranslationRef } from '../translation';
import { FleetContent } from './FleetContent';

/** The fleet page with its own header; the new frontend system draws the header itself. */
export function MeshPage() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <PluginHeader icon={<RiShareLine />} title={t('page.title')} />
      <FleetContent />
    </>
  );
}
