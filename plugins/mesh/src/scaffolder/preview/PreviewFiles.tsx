import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { List, ListRow } from '@backstage/ui';
import { useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { CodeView } from '../../ui/CodeView';
import { CopyButton } from '../../ui/CopyButton';
import styles from './MeshManifestPreview.module.css';
import type { ManifestPreview } from './previewManifests';

/** The files, one of them open. It stays open while the files are made again. */
export function PreviewFiles(props: { files: ManifestPreview['files'] }) {
  const { files } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const [path, setPath] = useState<string>();
  const open = files.find(file => file.path === path) ?? files[0];
  if (!open) return <p>{t('wizardPreview.none')}</p>;
  return (
    <div className={styles.files}>
      <List
        className={styles.list}
        aria-label={t('wizardPreview.files')}
        items={files.map(file => ({ id: file.path }))}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[open.path]}
        onSelectionChange={keys => {
          const [chosen] = keys === 'all' ? [] : keys;
          if (chosen !== undefined) setPath(String(chosen));
        }}
      >
        {({ id }: { id: string }) => (
          <ListRow id={id} textValue={id}>
            {id}
          </ListRow>
        )}
      </List>
      <div className={styles.open}>
        <div className={styles.openHead}>
          <span className={styles.path}>{open.path}</span>
          <CopyButton text={open.content} />
        </div>
        <CodeView
          label={t('wizardPreview.file', { path: open.path })}
          text={open.content}
        />
      </div>
    </div>
  );
}
