import { ReactNode, useId } from 'react';
import styles from './Panel.module.css';

/** A part of the delivery with a heading of its own. */
export function Panel(props: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.panel}>
      <div className={styles.head}>
        <h4 id={titleId} className={styles.title}>
          {props.title}
        </h4>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
