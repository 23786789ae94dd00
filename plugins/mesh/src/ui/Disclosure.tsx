import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Disclosure.module.css';

/** What is shown on demand; stays open while the page refreshes. */
export function Disclosure(props: {
  label: string;
  /** Of what, for those who do not see where it stands. */
  about: string;
  /** Of its heading. */
  level: number;
  children: ReactNode;
}) {
  return (
    <Accordion className={styles.root}>
      <AccordionTrigger className={styles.trigger} level={props.level}>
        <span className={styles.label}>
          {props.label}
          <VisuallyHidden> {props.about}</VisuallyHidden>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        <div className={styles.panel}>{props.children}</div>
      </AccordionPanel>
    </Accordion>
  );
}
