import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { meshTranslationRef } from '../translation';
import styles from './CopyLine.module.css';

/** A line to paste elsewhere, with a button that copies it. */
export function CopyLine(props: { line: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.line);
      setCopied(true);
    } catch {
      // Without clipboard access the line can still be selected by hand.
      setCopied(false);
    }
  };
  return (
    <div className={styles.root}>
      <code className={styles.line}>{props.line}</code>
      <Button
        size="small"
        variant="secondary"
        iconStart={copied ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={() => void copy()}
      >
        {copied ? t('copy.done') : t('copy.action')}
      </Button>
    </div>
  );
}
