import { Card, CardBody, CardHeader } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './SectionCard.module.css';

/** A card with a heading, and what belongs beside that heading. */
export function SectionCard(props: {
  title: ReactNode;
  aside?: ReactNode;
  /** One below the heading that the card stands under. */
  headingLevel?: 2 | 3;
  children: ReactNode;
}) {
  const titleId = useId();
  const Heading = props.headingLevel === 2 ? 'h2' : 'h3';
  return (
    <Card role="region" aria-labelledby={titleId} className={styles.card}>
      <CardHeader className={styles.header}>
        <Heading id={titleId} className={styles.title}>
          {props.title}
        </Heading>
        {props.aside && <div className={styles.aside}>{props.aside}</div>}
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
