import { MarkdownContent } from '@backstage/core-components';
import { Box } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { innerErrors } from './innerErrors';
import styles from './WizardField.module.css';

/** What of the props of a field its frame shows; whatever the field's value is. */
export interface FramedField {
  schema?: { title?: string; description?: string };
  uiSchema?: Record<string, unknown>;
  idSchema?: { $id: string };
  rawErrors?: string[];
  errorSchema?: unknown;
}

/**
 * A field of several parts: its title and description, as the template has them, and what the template's schema says
 * about parts of the value. What is said about the value as a whole, the wizard puts below.
 */
export function WizardField(props: {
  field: FramedField;
  /** When the template has none. */
  title: string;
  children: ReactNode;
}) {
  const { schema, uiSchema, idSchema, rawErrors, errorSchema } = props.field;
  const id = useId();
  const title = text(uiSchema?.['ui:title']) ?? text(schema?.title);
  const description =
    text(uiSchema?.['ui:description']) ?? text(schema?.description);
  const inner = innerErrors(errorSchema);
  const describedBy = [
    description && `${id}-description`,
    inner.length > 0 && `${id}-errors`,
    rawErrors?.length && idSchema && `${idSchema.$id}__error`,
  ].filter(Boolean);
  return (
    <div
      role="group"
      className={styles.field}
      aria-labelledby={`${id}-title`}
      aria-describedby={describedBy.join(' ') || undefined}
    >
      <div id={`${id}-title`} className={styles.title}>
        {title ?? props.title}
      </div>
      {description && (
        <div id={`${id}-description`} className={styles.description}>
          <MarkdownContent content={description} linkTarget="_blank" />
        </div>
      )}
      {/* The wizard's paper knows nothing of surfaces, and inputs stand out from theirs alone. */}
      <Box bg="neutral" p="3" className={styles.surface}>
        {props.children}
      </Box>
      {inner.length > 0 && (
        <ul id={`${id}-errors`} className={styles.errors}>
          {inner.map(error => (
            <li key={error} className={styles.error}>
              {error}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
