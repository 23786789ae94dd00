import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, Link } from '@backstage/ui';
import type { Revision } from '@meshway/plugin-mesh-common';
import { ReactNode, useMemo } from 'react';
import { meshTranslationRef } from '../../../translation';
import { RevisionRoleChip } from '../../delivery/RevisionRoleChip';
import { DeclarationChip } from '../DeclarationChip';
import { EncryptionMark } from '../EncryptionMark';
import { ErrorShare } from '../ErrorShare';
import { useTrafficWords } from '../useTrafficWords';
import type { PeerRow } from './peerRows';
import { sumEdges } from '../sumEdges';
import styles from './PeerTable.module.css';

/**
 * The columns of the table of peers, of fixed width so that a refresh moves nothing. They fit beside the portal's
 * sidebar in a window of 1024 pixels; where they do not, what stands last is reached by scrolling.
 */
export function usePeerColumns(revisions: Revision[]): ColumnConfig<PeerRow>[] {
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useTrafficWords();
  const entityLink = useEntityRefLink();
  return useMemo(() => {
    const cell = (content: (row: PeerRow) => ReactNode) => (row: PeerRow) =>
      <Cell className={styles.cell}>{content(row)}</Cell>;
    const none = t('number.none');
    return [
      {
        id: 'peer',
        label: t('traffic.column.peer'),
        isRowHeader: true,
        minWidth: 160,
        defaultWidth: '2fr',
        cell: cell(({ peer }) => (
          <div className={styles.stack}>
            {peer.entityRef ? (
              <Link href={`${entityLink(peer.entityRef)}/mesh`} weight="bold">
                {words.peerName(peer)}
              </Link>
            ) : (
              <strong>{words.peerName(peer)}</strong>
            )}
            <span className={styles.minor}>
              {[
                t(`traffic.direction.${peer.direction}`),
                words.peerKind(peer),
                peer.namespace,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {peer.declaration !== 'declared' && (
              <DeclarationChip declaration={peer.declaration} />
            )}
          </div>
        )),
      },
      {
        id: 'rate',
        label: t('traffic.column.rate'),
        minWidth: 96,
        defaultWidth: 96,
        cell: cell(({ edge }) =>
          edge ? words.volume(sumEdges([edge])) : none,
        ),
      },
      {
        id: 'errors',
        label: t('traffic.column.errors'),
        minWidth: 108,
        defaultWidth: 108,
        cell: cell(({ edge }) => <ErrorShare share={edge?.errorShare} />),
      },
      {
        id: 'p95',
        label: t('traffic.column.p95'),
        minWidth: 84,
        defaultWidth: 84,
        cell: cell(({ edge }) => words.milliseconds(edge?.p95)),
      },
      {
        id: 'revision',
        label: t('traffic.column.revision'),
        minWidth: 110,
        defaultWidth: '1.2fr',
        cell: cell(({ edge }) => {
          if (edge?.revision === undefined) return none;
          const revision = revisions.find(({ hash }) => hash === edge.revision);
          return revision ? (
            <div className={styles.stack}>
              <RevisionRoleChip role={revision.role} />
              <span>{revision.version}</span>
            </div>
          ) : (
            edge.revision
          );
        }),
      },
      {
        id: 'connection',
        label: t('traffic.column.connection'),
        minWidth: 176,
        defaultWidth: '1.2fr',
        cell: cell(({ edge }) =>
          edge ? (
            <div className={styles.stack}>
              <span>{t(`traffic.protocol.${edge.protocol}`)}</span>
              <EncryptionMark mtlsShare={edge.mtlsShare} />
            </div>
          ) : (
            none
          ),
        ),
      },
    ];
  }, [t, words, entityLink, revisions]);
}
