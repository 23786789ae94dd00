import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Skeleton, VisuallyHidden } from '@backstage/ui';
import { meshTranslationRef } from '../translation';
import styles from './ServiceSection.module.css';

/** The shape of a service section before the first answer. */
export function EntityMeshSkeleton() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div className={styles.section} role="status" aria-busy="true">
      <VisuallyHidden>{t('connection.loading')}</VisuallyHidden>
      <Skeleton width={220} height={28} />
      <Card>
        <CardBody className={styles.skeletonBody}>
          <Skeleton width="70%" height={24} />
          <Skeleton width="40%" height={16} />
        </CardBody>
      </Card>
      <Card>
        <CardBody className={styles.skeletonBody}>
          <Skeleton width={120} height={20} />
          <Skeleton width="100%" height={48} />
          <Skeleton width="100%" height={24} />
        </CardBody>
      </Card>
      <Card>
        <CardBody className={styles.skeletonBody}>
          <Skeleton width={120} height={20} />
          <Skeleton width="100%" height={96} />
        </CardBody>
      </Card>
    </div>
  );
}
