import { mockServices } from '@backstage/backend-test-utils';
import {
  DEFAULT_CLUSTER_SETTINGS,
  readClusterSettings,
} from './clusterSettings';

function read(...clusters: object[]) {
  return readClusterSettings(
    mockServices.rootConfig({ data: { mesh: { clusters } } }),
  );
}

describe('readClusterSettings', () => {
  it('takes what is not said from an Istio that was installed with its defaults', () => {
    expect(read({ name: 'east' }).get('east')).toEqual(
      DEFAULT_CLUSTER_SETTINGS,
    );
    expect(
      readClusterSettings(mockServices.rootConfig({ data: {} })).size,
    ).toBe(0);
  });

  it('reads what is said, each namespace once', () => {
    expect(
      read(
        { name: 'east', readOnly: true },
        {
          name: 'west',
          impersonate: true,
          namespaces: ['shop', 'bookinfo', 'shop'],
          mesh: {
            rootNamespace: 'mesh',
            autoMtls: false,
            clusterDomain: 'west.example',
          },
        },
      ).get('west'),
    ).toEqual({
      readOnly: false,
      impersonate: true,
      namespaces: ['bookinfo', 'shop'],
      mesh: {
        rootNamespace: 'mesh',
        autoMtls: false,
        clusterDomain: 'west.example',
      },
    });
  });

  it.each([
    [
      'a cluster that is named twice',
      { name: 'east' },
      'mesh.clusters[1].name must not be east again: another entry is about that cluster.',
    ],
    [
      'no namespace at all',
      { name: 'west', namespaces: [] },
      'mesh.clusters[1].namespaces must name between one and 100 namespaces, or be left out for all of them.',
    ],
    [
      'a namespace that would be a path',
      { name: 'west', namespaces: ['shop', '../kube-system'] },
      'mesh.clusters[1].namespaces[1] must be the name of a namespace.',
    ],
    [
      'a root namespace that is none',
      { name: 'west', mesh: { rootNamespace: 'Istio System' } },
      'mesh.clusters[1].mesh.rootNamespace must be the name of a namespace.',
    ],
    [
      'a domain that is none',
      { name: 'west', mesh: { clusterDomain: '.local' } },
      'mesh.clusters[1].mesh.clusterDomain must be a domain such as cluster.local.',
    ],
    [
      'a word where yes or no is wanted',
      { name: 'west', readOnly: 'maybe' },
      "Unable to convert config value for key 'mesh.clusters[1].readOnly'",
    ],
  ])('refuses %s and names the key', (_, cluster, sentence) => {
    expect(() => read({ name: 'east' }, cluster)).toThrow(sentence);
  });
});
