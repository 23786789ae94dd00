import { serverTls } from './objects/mutualTls';
import type { Rule } from './Rule';

export const strictProbes: Rule = {
  code: 'MSH506',
  title: 'The kubelet can probe a STRICT pod',
  severity: 'error',
  why: 'The kubelet has no certificate: without the rewriting of its HTTP probes pods under STRICT refuse them, and never become ready.',
  mend: 'Remove the annotation sidecar.istio.io/rewriteAppHTTPProbers.',
  docs: 'https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/',
  check: config =>
    config.workloads().flatMap(about => {
      const { metadata, spec } = about.object.template ?? {};
      const isOff =
        metadata?.annotations?.['sidecar.istio.io/rewriteAppHTTPProbers'] ===
        'false';
      const probed = spec?.containers.find(container =>
        [
          container.startupProbe,
          container.livenessProbe,
          container.readinessProbe,
        ].some(probe => probe?.httpGet),
      );
      return isOff && probed && serverTls(config, about).mode === 'STRICT'
        ? [
            {
              about,
              message: `Its container "${probed.name}" has an HTTP probe that nobody rewrites, and its pods take mutual TLS alone.`,
            },
          ]
        : [];
    }),
};
