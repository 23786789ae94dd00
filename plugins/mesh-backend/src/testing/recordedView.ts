import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  buildServiceView,
  findServiceObjects,
  lookupOf,
  parseObject,
  type MeshKind,
  type ServiceView,
} from '@meshway/plugin-mesh-common';

const FOLDER = resolvePackagePath(
  '@meshway/plugin-mesh-common',
  'src/__fixtures__/argo-rollouts',
);

/** Names of all recorded states of a Rollout. */
export const RECORDED_STATES = readdirSync(FOLDER)
  .filter(file => file.endsWith('.json') && file !== 'analysisrun-adhoc.json')
  .map(file => file.slice(0, -'.json'.length));

/**
 * The view of a recorded state of a real Rollout `checkout`, as seen by an entity that the cluster names back, unless
 * the catalog is not trusted.
 */
export function recordedView(
  state: string,
  { trustCatalog = true, now = new Date('2026-11-20T19:45:00Z') } = {},
): ServiceView {
  const { items }: { items: { kind: MeshKind; metadata: any }[] } = JSON.parse(
    readFileSync(join(FOLDER, `${state}.json`), 'utf8'),
  );
  const rollout = items.find(({ kind }) => kind === 'Rollout')!;
  const service = items.find(({ kind }) => kind === 'Service')!;
  const live = { state: 'live', heardAt: now.toISOString() } as const;
  return buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: findServiceObjects(
      lookupOf(items.map(raw => parseObject(raw.kind, raw))),
      rollout.metadata.namespace,
      service.metadata.name,
    )!,
    freshness: { cluster: live, metrics: live },
    trustCatalog,
    now,
  });
}
