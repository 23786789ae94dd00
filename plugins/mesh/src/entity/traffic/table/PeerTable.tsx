import { Table } from '@backstage/ui';
import type { Revision } from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import scroll from '../../../ui/ScrollHint.module.css';
import type { Peer } from '../peersOf';
import { peerRows } from './peerRows';
import { usePeerColumns } from './usePeerColumns';

/** All that the graph shows, one row for each connection. */
export function PeerTable(props: { revisions: Revision[]; peers: Peer[] }) {
  const columns = usePeerColumns(props.revisions);
  const rows = useMemo(() => peerRows(props.peers), [props.peers]);
  return (
    <div className={scroll.around}>
      <Table columnConfig={columns} data={rows} pagination={{ type: 'none' }} />
    </div>
  );
}
