import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Fleet, FleetQuery } from '@meshway/plugin-mesh-common';
import type { ReadAccess } from '../router/ReadAccess';
import type { FleetViews } from './FleetViews';

/**
 * The fleet as one caller may see it.
 */
export class FleetReader {
  private readonly access: Pick<ReadAccess, 'inMesh'>;
  private readonly fleet: FleetViews;

  constructor(options: {
    access: Pick<ReadAccess, 'inMesh'>;
    fleet: FleetViews;
  }) {
    this.access = options.access;
    this.fleet = options.fleet;
  }

  /** Rejects with an InputError when the query's cursor is none. */
  async read(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<Fleet> {
    return await this.fleet.fleet(await this.access.inMesh(credentials), query);
  }
}
