import type { Entity } from '@backstage/catalog-model';
import { MESH_SERVICE_ANNOTATION } from '@meshway/plugin-mesh-common';

/** The situations of the dev app, one component each. */
export const situations = [
  'paused',
  'progressing',
  'healthy',
  'degraded',
  'blue-green',
  'weighted',
  'plain',
  'no-traffic',
  'no-metrics',
  'stale',
  'unreachable',
  'not-found',
  'no-consent',
  'other-team',
  'forbidden',
  'loading',
  'lost',
  'conflict',
  'all-decisions',
  'frozen',
  'gate',
  'reason-required',
  'two-people',
  'proposed',
  'aborted',
  'refused',
  'traffic-60',
  'traffic-200',
  'traffic-untold',
  'traffic-failed',
  'strict',
  'permissive',
  'mixed',
  'closed',
  'gaps',
  'many-routes',
  'findings',
  'everything',
  'analysis-failed',
  'promoting-fully',
  'blue-green-drift',
  'three-versions',
] as const;

/** A situation of the dev app. */
export type Situation = (typeof situations)[number];

export const OTHER_TEAM = 'component:default/other-team';

export const devEntities: Entity[] = [
  ...situations.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: { [MESH_SERVICE_ANNOTATION]: 'bookinfo/productpage' },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/bookinfo-team',
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/bookinfo-team' },
      { type: 'dependsOn', targetRef: 'component:default/details' },
      { type: 'dependsOn', targetRef: 'component:default/reviews' },
      { type: 'dependsOn', targetRef: 'component:default/ratings' },
      { type: 'dependencyOf', targetRef: 'component:default/loadtest' },
    ],
  })),
  ...['bookinfo-team', 'shop-team'].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { namespace: 'default', name },
    spec: { type: 'team', children: [] },
  })),
];
