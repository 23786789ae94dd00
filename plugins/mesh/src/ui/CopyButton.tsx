import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { meshTranslationRef } from '../translation';

/** Copies a text, and says when it did. */
export function CopyButton(props: { text: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(props.text);
    } catch {
      // Without clipboard access the text can still be selected by hand.
      setCopied(undefined);
    }
  };
  const isCopied = copied === props.text;
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() => void copy()}
    >
      {isCopied ? t('copy.done') : t('copy.action')}
    </Button>
  );
}
