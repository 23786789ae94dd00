import { scaledServices } from './scaledServices.ts';
import { scaledObjects } from './scaledObjects.ts';

describe('a lab of many services', () => {
  it('fills namespaces of ten, a fifth of their services with Rollouts', () => {
    const services = scaledServices(45);
    expect(services).toHaveLength(50);
    expect(new Set(services.map(({ namespace }) => namespace)).size).toBe(5);
    expect(
      services.filter(({ workload }) => workload === 'Rollout'),
    ).toHaveLength(10);
  });

  it('has a Service for each, and no object twice', () => {
    const names = scaledServices(20).map(({ name }) => name);
    const { namespaces, contents } = scaledObjects(20);
    expect(namespaces).toHaveLength(2);
    const made = contents.map(
      ({ path, object }) => `${path}/${object.metadata.name}`,
    );
    expect(new Set(made).size).toBe(made.length);
    for (const name of names) {
      expect(
        made.filter(one => one.endsWith(`/services/${name}`)),
      ).toHaveLength(1);
    }
  });

  it('is empty when none are wanted', () => {
    expect(scaledObjects(0)).toEqual({ namespaces: [], contents: [] });
  });
});
