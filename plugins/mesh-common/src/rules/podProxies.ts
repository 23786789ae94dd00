import { podInjection } from '../posture/injectionPosture';
import { isLive } from '../posture/subjects';
import type { Rule } from './Rule';

export const podProxies: Rule = {
  code: 'MSH603',
  title: 'Pods have the proxy that labels ask for',
  severity: 'error',
  why: 'A pod that was made before the label, or while the injector was away, is not in the mesh: no mutual TLS, no routes, no metrics.',
  mend: 'Restart the workload.',
  docs: 'https://istio.io/latest/docs/reference/config/analysis/ist0103/',
  only: 'cluster',
  like: { istio: ['IST0103'] },
  check: config =>
    config.ofKind('Pod').flatMap(about => {
      const namespace = config.find(
        'Namespace',
        undefined,
        about.ref.namespace ?? '',
      );
      const { dataPlane, asked } = podInjection(
        about.object,
        namespace?.object,
      );
      return asked.dataPlane === 'sidecar' &&
        dataPlane === 'none' &&
        isLive(about.object)
        ? [{ about, message: `It has no proxy, and ${asked.by} asks for one.` }]
        : [];
    }),
};
