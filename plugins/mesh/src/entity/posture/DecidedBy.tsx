import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { PostureObject } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { ManifestButton } from '../manifest/ManifestButton';
import styles from './PostureDetails.module.css';

/** The object that decides, with its YAML; Istio where none does. */
export function DecidedBy(props: {
  entityRef: string;
  cluster: string;
  object?: PostureObject;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return props.object ? (
    <ManifestButton
      entityRef={props.entityRef}
      cluster={props.cluster}
      object={props.object}
    />
  ) : (
    <span className={styles.quiet}>({t('posture.byDefault')})</span>
  );
}
