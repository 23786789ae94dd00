import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Skeleton, VisuallyHidden } from '@backstage/ui';
import { meshTranslationRef } from '../translation';
import styles from './FleetContent.module.css';

/** The shape of the fleet table before the first answer. */
export function FleetSkeleton() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Card role="status" aria-busy="true">
      <VisuallyHidden>{t('connection.loading')}</VisuallyHidden>
      <CardBody className={styles.skeleton}>
        <Skeleton width={180} height={20} />
        {[0, 1, 2, 3].map(row => (
          <Skeleton key={row} width="100%" height={36} />
        ))}
      </CardBody>
    </Card>
  );
}
