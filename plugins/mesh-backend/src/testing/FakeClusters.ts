import {
  DEFAULT_MESH_SETTINGS,
  findServiceObjects,
  parseObject,
  type Freshness,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from '../clusters/clusterSettings';
import { ObjectStore } from '../clusters/ObjectStore';
import type { DecisionAccess } from '../decisions/DecisionAccess';
import { bookinfo } from './bookinfo';

/**
 * One cluster, `lab`, that holds bookinfo and is as the test says.
 */
export class FakeClusters implements Clusters {
  now: Freshness = { state: 'live', heardAt: '2026-11-20T20:00:00.000Z' };
  settings: ClusterSettings = DEFAULT_CLUSTER_SETTINGS;
  readonly problem = undefined;
  readonly store = new ObjectStore({ onListenerFailure: () => {} });

  constructor(objects: Record<string, unknown[]> = bookinfo()) {
    for (const [kind, raws] of Object.entries(objects)) {
      for (const raw of raws) {
        this.store.put(parseObject(kind as MeshKind, raw));
      }
    }
  }

  names(): string[] {
    return ['lab'];
  }

  get(name: string): WatchedCluster | undefined {
    if (name !== 'lab') return undefined;
    const { store, settings, now } = this;
    return {
      name,
      store,
      settings,
      complete: now.state !== 'unavailable',
      freshness: () => now,
      gaps: () => [],
    };
  }

  freshness(name: string): Freshness {
    return name === 'lab'
      ? this.now
      : { state: 'unavailable', reason: `There is no cluster ${name}.` };
  }

  status() {
    const { readOnly } = this.settings;
    return [{ name: 'lab', freshness: this.now, kinds: [], readOnly }];
  }

  onChange(): () => void {
    return () => {};
  }

  /** What decisions look up without asking the API server. */
  access(): Pick<DecisionAccess, 'objects' | 'meshSettings'> {
    return {
      objects: ({ namespace, name }) =>
        findServiceObjects(this.store, namespace, name),
      meshSettings: () => DEFAULT_MESH_SETTINGS,
    };
  }
}
