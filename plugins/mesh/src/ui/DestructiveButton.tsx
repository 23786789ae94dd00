import { Button, type ButtonProps } from '@backstage/ui';
import { forwardRef } from 'react';
import styles from './DestructiveButton.module.css';

/** A button that takes something away, readable in both themes. */
export const DestructiveButton = forwardRef<
  HTMLButtonElement,
  Omit<ButtonProps, 'className' | 'destructive' | 'variant'> & {
    variant?: 'primary' | 'secondary';
  }
>((props, ref) => (
  <Button
    {...props}
    ref={ref}
    destructive
    className={styles[props.variant ?? 'primary']}
  />
));
