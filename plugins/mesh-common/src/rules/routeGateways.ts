import type { Rule } from './Rule';

/** Istio's word for every sidecar (pkg/config/constants, IstioMeshGateway). */
const MESH = 'mesh';

export const routeGateways: Rule = {
  code: 'MSH204',
  title: 'Routes hang on a Gateway that exists',
  severity: 'error',
  why: 'Routes that hang on an unknown Gateway are served nowhere.',
  mend: 'Name a Gateway of this namespace, or write <namespace>/<gateway> for a shared one.',
  check: config =>
    config.routes().flatMap(({ label, object: { metadata, spec } }) =>
      spec.gateways
        .filter(gateway => {
          if (gateway === MESH) return false;
          const [namespace, name] = gateway.includes('/')
            ? gateway.split('/')
            : [metadata.namespace, gateway];
          // A shared one is not among these objects.
          if (namespace !== metadata.namespace) return false;
          return !config
            .gateways()
            .some(
              ({ object }) =>
                object.metadata.name === name &&
                object.metadata.namespace === namespace,
            );
        })
        .map(gateway => ({
          object: label,
          message: `It hangs on Gateway "${gateway}", and there is none.`,
        })),
    ),
};
