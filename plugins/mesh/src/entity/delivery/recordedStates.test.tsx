import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  buildServiceView,
  findServiceObjects,
  lookupOf,
  parseObject,
  type MeshKind,
  type ObjectOf,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import { screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { live } from '../../__fixtures__/views';
import { DeliveryCard } from './DeliveryCard';
import { RevisionsCard } from './revisions/RevisionsCard';

const FOLDER = resolve(
  __dirname,
  '../../../../mesh-common/src/__fixtures__/argo-rollouts',
);
const NOW = new Date('2026-11-21T04:00:00Z');

/** What the model makes of a recorded state of a real cluster. */
function recordedView(state: string): ServiceView {
  const { items } = JSON.parse(
    readFileSync(resolve(FOLDER, `${state}.json`), 'utf8'),
  ) as { items: { kind: MeshKind }[] };
  const parsed = items.map(raw => parseObject(raw.kind, raw));
  const rollout = parsed.find(
    (object): object is ObjectOf<'Rollout'> => object.kind === 'Rollout',
  )!;
  const { canary, blueGreen } = rollout.spec.strategy;
  const name =
    canary?.stableService ??
    canary?.pingPong?.pingService ??
    blueGreen?.activeService ??
    rollout.metadata.name;
  return buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: findServiceObjects(
      lookupOf(parsed),
      rollout.metadata.namespace!,
      name,
    )!,
    freshness: { cluster: live(NOW), metrics: live(NOW) },
    trustCatalog: true,
    now: NOW,
  });
}

describe('recorded states of real clusters', () => {
  it.each([
    ['step-analysis-running', /Analyses.*Running.*result\[0\] >= 0\.95/],
    ['analysis-inconclusive-paused', /is inconclusive.*1 earlier analysis/],
    ['step-analysis-failed', /Analysis, failed.*Why it is not moving/],
    ['experiment-running', /Experiments.*Running/],
    ['managed-routes-present', /Routes that the controller adds.*There/],
    [
      'managed-route-removed-by-hand',
      /Routes that the controller adds.*Missing/,
    ],
    ['promote-full-in-flight-subset-level', /skipped/],
    ['ping-pong-paused', /behind the p[io]ng Service/],
    ['bluegreen-preview-paused', /Where the Services lead.*Preview/],
    ['weight-overwritten-by-hand', /The three do not agree/],
    ['subset-hash-overwritten-by-hand', /What is meant for/],
    ['invalid-spec', /Why it is not moving.*The controller says/],
    ['plugin-step-unknown', /Plugin/],
  ])('%s is shown', async (state, words) => {
    const view = recordedView(state);
    renderInTestApp(
      <main>
        <DeliveryCard service={view} />
        <RevisionsCard
          revisions={view.revisions}
          attribution={view.attribution}
          metrics={view.freshness.metrics}
        />
      </main>,
    );
    expect(
      await screen.findByRole('region', { name: 'Revisions' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('main')).toHaveTextContent(words);
  });
});
