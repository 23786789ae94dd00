import { object } from '../__fixtures__/objects';
import { pod, scene } from './__fixtures__/scene';
import { workloadIdentities } from './workloadIdentities';

describe('the identities of a service', () => {
  it('are the service accounts of its pods, each once; `default` where a pod names none', () => {
    expect(
      workloadIdentities(
        scene({
          pods: [
            pod('checkout-1', { spec: { serviceAccountName: 'checkout' } }),
            pod('checkout-2', { spec: { serviceAccountName: 'checkout' } }),
            pod('checkout-3'),
            pod('checkout-4', {
              spec: { serviceAccountName: 'job' },
              status: { phase: 'Succeeded' },
            }),
          ],
        }),
      ),
    ).toEqual([
      { namespace: 'shop', serviceAccount: 'checkout' },
      { namespace: 'shop', serviceAccount: 'default' },
    ]);
  });

  it('are those of its workloads while no pod runs', () => {
    const rollout = object('Rollout', 'checkout', {
      spec: {
        template: {
          metadata: { labels: { app: 'checkout' } },
          spec: { serviceAccountName: 'checkout' },
        },
      },
    });
    expect(
      workloadIdentities(scene({ pods: [], rollouts: [rollout] })),
    ).toEqual([{ namespace: 'shop', serviceAccount: 'checkout' }]);
    expect(workloadIdentities(scene({ pods: [] }))).toEqual([]);
  });
});
