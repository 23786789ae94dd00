import { isMeshAvailable, isMeshPossible } from './annotations';

const entity = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'catalog', annotations },
});

describe('an entity', () => {
  it.each([
    ['nothing', undefined, false, false],
    ['its service', { 'meshway.dev/service': 'shop/catalog' }, true, true],
    ['to find it', { 'meshway.dev/service': 'auto' }, true, true],
    ['blanks', { 'meshway.dev/service': ' ' }, false, false],
    // Most of these are in no mesh, and their tab would be empty.
    ['its id', { 'backstage.io/kubernetes-id': 'catalog' }, false, true],
    [
      'its labels',
      { 'backstage.io/kubernetes-label-selector': 'app=catalog' },
      false,
      true,
    ],
    [
      'its namespace',
      { 'backstage.io/kubernetes-namespace': 'a' },
      false,
      false,
    ],
  ])('that says %s', (_, annotations, available, possible) => {
    expect(isMeshAvailable(entity(annotations))).toBe(available);
    expect(isMeshPossible(entity(annotations))).toBe(possible);
  });
});
