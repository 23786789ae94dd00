import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import type { NamedObject } from '@meshway/plugin-mesh-common';
import { RiCodeSSlashLine } from '@remixicon/react';
import { useState } from 'react';
import { meshTranslationRef } from '../../translation';
import styles from './ManifestButton.module.css';
import { ManifestDialog } from './ManifestDialog';
import { objectTitle } from './objectTitle';

/** Names an object, and opens its YAML. */
export function ManifestButton(props: {
  entityRef: string;
  cluster: string;
  object: NamedObject;
  /** Where the object is named beside the button already. */
  short?: boolean;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  const title = objectTitle(props.object);
  return (
    <>
      <Button
        size="small"
        variant={props.short ? 'secondary' : 'tertiary'}
        iconStart={<RiCodeSSlashLine />}
        className={styles.button}
        aria-label={
          props.short
            ? `${t('manifest.show')}: ${title}`
            : t('manifest.showOf', { object: title })
        }
        onPress={() => setIsOpen(true)}
      >
        <span className={styles.name}>
          {props.short ? t('manifest.show') : title}
        </span>
      </Button>
      {isOpen && (
        <ManifestDialog
          entityRef={props.entityRef}
          cluster={props.cluster}
          object={props.object}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
