import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, VisuallyHidden } from '@backstage/ui';
import type { Finding } from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiErrorWarningLine,
  RiExternalLinkLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { isWebAddress } from '../../ui/isWebAddress';
import { Sentence } from '../../ui/Sentence';
import { StatusChip } from '../../ui/StatusChip';
import { ManifestButton } from '../manifest/ManifestButton';
import styles from './FindingsCard.module.css';

/** One complaint: what is wrong with which object, and what to do about it. */
export function FindingEntry(props: {
  finding: Finding;
  /** Where the object can be read; absent of files, which are in no cluster yet. */
  readIn?: { entityRef: string; cluster: string };
}) {
  const { code, severity, object, ref, message, mend, docs } = props.finding;
  const { t } = useTranslationRef(meshTranslationRef);
  const isError = severity === 'error';
  // In a form there are no headings for it to stand below.
  const Title = props.readIn ? 'h4' : 'p';
  return (
    <>
      <div className={styles.head}>
        <StatusChip
          tone={isError ? 'negative' : 'warning'}
          icon={isError ? <RiErrorWarningLine /> : <RiAlertLine />}
        >
          {t(`findings.severity.${isError ? 'error' : 'warning'}`)}
        </StatusChip>
        <Title className={styles.object}>{object}</Title>
        <span className={styles.code}>{code}</span>
      </div>
      <p className={styles.message}>
        <Sentence text={message} />
      </p>
      <p className={styles.mend}>
        <strong>{t('findings.mend')}</strong> <Sentence text={mend} />
      </p>
      <div className={styles.more}>
        {ref && props.readIn && (
          <ManifestButton {...props.readIn} object={ref} short />
        )}
        {isWebAddress(docs) && (
          <Link href={docs} target="_blank" rel="noopener noreferrer">
            <span className={styles.link}>
              {t('findings.docs')}
              <VisuallyHidden> {t('findings.docsOf', { code })}</VisuallyHidden>
              <RiExternalLinkLine aria-hidden size="1em" />
            </span>
          </Link>
        )}
      </div>
    </>
  );
}
