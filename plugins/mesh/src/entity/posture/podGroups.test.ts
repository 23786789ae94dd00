import type { DataPlane, PodInjection } from '@meshway/plugin-mesh-common';
import { podGroups } from './podGroups';

function pod(
  name: string,
  dataPlane: DataPlane,
  asked: PodInjection['asked']['dataPlane'] = 'sidecar',
): PodInjection {
  return { pod: name, dataPlane, asked: { dataPlane: asked, by: 'a label' } };
}

describe('pods by how they are in the mesh', () => {
  it('are together when they are the same, in the order in which they come', () => {
    expect(
      podGroups([
        pod('a', 'none'),
        pod('b', 'sidecar'),
        pod('c', 'none'),
        pod('d', 'sidecar'),
      ]).map(({ dataPlane, pods, differs }) => [dataPlane, pods, differs]),
    ).toEqual([
      ['none', ['a', 'c'], true],
      ['sidecar', ['b', 'd'], false],
    ]);
  });

  it.each<[DataPlane, PodInjection['asked']['dataPlane'], boolean]>([
    ['native-sidecar', 'sidecar', false],
    ['ambient', 'ambient', false],
    ['sidecar', 'ambient', true],
    ['none', 'none', false],
    ['none', 'unknown', false],
  ])('%s where %s is asked for differs: %s', (is, asked, differs) => {
    expect(podGroups([pod('a', is, asked)])[0].differs).toBe(differs);
  });

  it('are none without pods', () => {
    expect(podGroups([])).toEqual([]);
  });
});
