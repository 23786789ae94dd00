import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Propose what a service lacks to come into the mesh',
    example: `steps:
  - id: onboard
    name: Look at the service, and write what it lacks
    action: mesh:onboard
    input:
      cluster: production
      namespace: warehouse
      service: stock
      entityRef: component:default/stock
`,
  },
  {
    description:
      'Only the pods of the service, with the sidecar of a revision, and without limits',
    example: `steps:
  - id: onboard
    name: Look at the service, and write what it lacks
    action: mesh:onboard
    input:
      cluster: production
      namespace: warehouse
      service: stock
      injection: pods
      revision: stable
      resilience: none
      circuitBreaker: false
      protocol: grpc
      path: mesh
`,
  },
];
