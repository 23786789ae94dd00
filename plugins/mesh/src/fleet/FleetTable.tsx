import { Table } from '@backstage/ui';
import type { FleetRow } from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import scroll from '../ui/ScrollHint.module.css';
import { useFleetColumns } from './useFleetColumns';

/** Services of the fleet in the order given, one row each. */
export function FleetTable(props: { rows: FleetRow[] }) {
  const { rows } = props;
  const columns = useFleetColumns();
  const data = useMemo(
    () =>
      rows.map(row => ({
        id: `${row.entityRef} ${row.cluster} ${row.namespace}/${row.service}`,
        row,
      })),
    [rows],
  );
  return (
    <div className={scroll.around}>
      <Table columnConfig={columns} data={data} pagination={{ type: 'none' }} />
    </div>
  );
}
