import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import type { NamedObject } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { CodeView } from '../../ui/CodeView';
import { CopyButton } from '../../ui/CopyButton';
import { Sentence } from '../../ui/Sentence';
import styles from './ManifestDialog.module.css';
import { objectTitle } from './objectTitle';
import { useManifest } from './useManifest';

/** The YAML of an object, to read and to copy. */
export function ManifestDialog(props: {
  entityRef: string;
  cluster: string;
  object: NamedObject;
  onClose: () => void;
}) {
  const { cluster, object } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const title = objectTitle(object);
  const { yaml, error, readAgain } = useManifest(props.entityRef, {
    ...object,
    cluster,
  });
  return (
    <Dialog
      isOpen
      width="min(52rem, calc(100vw - 2rem))"
      isDismissable
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <p className={styles.place}>{t('manifest.place', { cluster })}</p>
          {yaml !== undefined && <CodeView label={title} text={yaml} />}
          {error && (
            <Alert
              status="danger"
              icon
              title={t('manifest.failedTitle')}
              description={
                <span className={styles.reason}>
                  <Sentence text={error.message} />
                </span>
              }
              customActions={
                <Button size="small" variant="secondary" onPress={readAgain}>
                  {t('manifest.again')}
                </Button>
              }
            />
          )}
          {yaml === undefined && !error && (
            <div role="status">
              <VisuallyHidden>{t('manifest.loading')}</VisuallyHidden>
              <Skeleton className={styles.loading} />
            </div>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        {yaml !== undefined && <CopyButton text={yaml} />}
        <Button variant="primary" size="small" onPress={props.onClose}>
          {t('manifest.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
