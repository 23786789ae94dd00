import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import { meshTranslationRef } from '../../../translation';
import { compareImages } from './compareImages';
import styles from './ImageList.module.css';

/** The images of a revision, with what is another than on stable set apart. */
export function ImageList(props: { images: string[]; stable?: string[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <ul className={styles.images}>
      {compareImages(props.images, props.stable).map(
        ({ same, changed, instead }, index) => {
          const isOther = changed !== '' || instead !== undefined;
          return (
            <li key={index}>
              {same}
              {changed && <mark className={styles.changed}>{changed}</mark>}
              {isOther && (
                <span className={styles.instead}>
                  <VisuallyHidden>, </VisuallyHidden>
                  {instead === undefined
                    ? t('revisions.newImage')
                    : t('revisions.instead', {
                        part: instead.replace(/^:/, ''),
                      })}
                </span>
              )}
            </li>
          );
        },
      )}
    </ul>
  );
}
