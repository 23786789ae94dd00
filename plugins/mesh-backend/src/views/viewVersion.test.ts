import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { viewVersion } from './viewVersion';

function view(parts: object = {}, at = '2026-11-20T12:00:00Z'): EntityMeshView {
  return {
    entityRef: 'component:default/a',
    services: [parts as never],
    problems: [],
    decisions: [],
    at,
  };
}

describe('viewVersion', () => {
  it.each<[string, object, object]>([
    [
      'when a live source was heard',
      { freshness: { state: 'live', heardAt: '1' } },
      { freshness: { state: 'live', heardAt: '2' } },
    ],
    [
      'the moment that a restart would be of',
      { restart: { verb: 'restart', consequences: ['before 12:00'] } },
      { restart: { verb: 'restart', consequences: ['before 12:01'] } },
    ],
  ])('does not say %s', (_, before, after) => {
    expect(viewVersion(view(after, '2026-11-20T12:01:00Z'))).toBe(
      viewVersion(view(before)),
    );
  });

  it.each<[string, object, object]>([
    [
      'since when a source is silent',
      { freshness: { state: 'stale', heardAt: '1' } },
      { freshness: { state: 'stale', heardAt: '2' } },
    ],
    [
      'where a policy is enforced',
      { access: [{ at: 'pods' }] },
      { access: [{ at: 'waypoint' }] },
    ],
    [
      'when somebody approved',
      { approval: { at: '1' } },
      { approval: { at: '2' } },
    ],
    [
      'whether a restart is possible',
      { restart: { verb: 'restart', allowed: true } },
      { restart: { verb: 'restart', allowed: false } },
    ],
  ])('says %s', (_, before, after) => {
    expect(viewVersion(view(after))).not.toBe(viewVersion(view(before)));
  });
});
