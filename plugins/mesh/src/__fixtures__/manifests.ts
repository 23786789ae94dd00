import type { NamedObject } from '@meshway/plugin-mesh-common';

/** An object as the backend writes it out. */
export function manifestOf({ kind, namespace, name }: NamedObject): string {
  return `apiVersion: networking.istio.io/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  resourceVersion: "48213"
spec:
  hosts:
    - ${name}
  http:
    - name: primary
      route:
        - destination:
            host: ${name}
            subset: stable
          weight: 80
        - destination:
            host: ${name}
            subset: canary
          weight: 20
`;
}
