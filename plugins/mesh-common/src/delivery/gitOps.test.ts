import { object } from '../__fixtures__/objects';
import { gitOpsOwnerOf, gitOpsWarnings } from './gitOps';

const TRACKING = 'argocd.argoproj.io/tracking-id';

function metadata(parts: {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}) {
  return object('Rollout', 'checkout', parts).metadata;
}

describe('gitOpsOwnerOf', () => {
  it.each([
    ['checkout-prod:argoproj.io/Rollout:shop/checkout', 'checkout-prod'],
    // An Application outside of Argo CD's own namespace.
    ['team-a_checkout:argoproj.io/Rollout:shop/checkout', 'team-a_checkout'],
  ])('reads the tracking annotation %s of Argo CD', (id, name) => {
    expect(
      gitOpsOwnerOf(metadata({ annotations: { [TRACKING]: id } })),
    ).toEqual({ tool: 'Argo CD', name });
  });

  it.each([
    'checkout-prod:argoproj.io/Rollout:shop/other',
    'checkout-prod:argoproj.io/Rollout:other/checkout',
    'checkout-prod:argoproj.io/Rollout:shop/checkout:more',
    ':argoproj.io/Rollout:shop/checkout',
    'checkout-prod',
    '',
  ])('does not believe a tracking annotation of another object: %s', id => {
    expect(
      gitOpsOwnerOf(metadata({ annotations: { [TRACKING]: id } })),
    ).toBeUndefined();
  });

  it('reads the tracking annotation of an object without a namespace', () => {
    const { namespace, ...rest } = metadata({
      annotations: { [TRACKING]: 'mesh:/Namespace:/checkout' },
    });
    expect(namespace).toBe('shop');
    expect(gitOpsOwnerOf(rest)).toEqual({ tool: 'Argo CD', name: 'mesh' });
  });

  it('reads the instance label of Argo CD', () => {
    expect(
      gitOpsOwnerOf(
        metadata({ labels: { 'argocd.argoproj.io/instance': 'checkout' } }),
      ),
    ).toEqual({ tool: 'Argo CD', name: 'checkout' });
  });

  it.each([
    'argocd.argoproj.io/sync-wave',
    'argocd.argoproj.io/sync-options',
    'argocd.argoproj.io/compare-options',
  ])('takes the common instance label for an Application with %s', key => {
    const labels = { 'app.kubernetes.io/instance': 'checkout' };
    expect(
      gitOpsOwnerOf(metadata({ labels, annotations: { [key]: '1' } })),
    ).toEqual({ tool: 'Argo CD', name: 'checkout' });
    // Helm writes that label too.
    expect(gitOpsOwnerOf(metadata({ labels }))).toBeUndefined();
    expect(
      gitOpsOwnerOf(metadata({ annotations: { [key]: '1' } })),
    ).toBeUndefined();
  });

  it('reads the labels of Flux', () => {
    expect(
      gitOpsOwnerOf(
        metadata({
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'apps',
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        }),
      ),
    ).toEqual({ tool: 'Flux', name: 'flux-system/apps' });
    expect(
      gitOpsOwnerOf(
        metadata({ labels: { 'helm.toolkit.fluxcd.io/name': 'checkout' } }),
      ),
    ).toEqual({ tool: 'Flux', name: 'checkout' });
    expect(
      gitOpsOwnerOf(
        metadata({ labels: { 'kustomize.toolkit.fluxcd.io/namespace': 'x' } }),
      ),
    ).toBeUndefined();
  });

  it('knows nothing of an object without marks', () => {
    expect(gitOpsOwnerOf(metadata({}))).toBeUndefined();
  });
});

describe('gitOpsWarnings', () => {
  it('says when the tool takes a change back', () => {
    expect(
      gitOpsWarnings(
        metadata({ labels: { 'argocd.argoproj.io/instance': 'checkout' } }),
        'spec.paused',
      ),
    ).toEqual([
      'Argo CD Application checkout applies this manifest: where Git sets spec.paused, it takes this back when it syncs, with selfHeal at once.',
    ]);
    expect(
      gitOpsWarnings(
        metadata({ labels: { 'helm.toolkit.fluxcd.io/name': 'checkout' } }),
        'the pod template',
      ),
    ).toEqual([
      'Flux (checkout) applies this manifest: where Git sets the pod template, it takes this back at its next reconciliation.',
    ]);
    expect(gitOpsWarnings(metadata({}), 'spec.paused')).toEqual([]);
  });
});
