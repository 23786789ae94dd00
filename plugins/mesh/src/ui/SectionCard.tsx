import { Card, CardBody, CardHeader } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './SectionCard.module.css';

/** A card with a heading, and what belongs beside that heading. */
export function SectionCard(props: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId} className={styles.card}>
      <CardHeader className={styles.header}>
        <h3 id={titleId} className={styles.title}>
          {props.title}
        </h3>
        {props.aside && <div className={styles.aside}>{props.aside}</div>}
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
