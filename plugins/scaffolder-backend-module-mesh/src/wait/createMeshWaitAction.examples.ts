import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Wait until the pods of a service are ready',
    example: `steps:
  - id: wait
    name: Wait for the service
    action: mesh:wait
    input:
      entityRef: \${{ steps.register.output.entityRef }}
`,
  },
  {
    description: 'Wait for ten minutes at most, for its first request as well',
    example: `steps:
  - id: wait
    name: Wait for the service
    action: mesh:wait
    input:
      entityRef: component:default/orders
      timeout: 600
      traffic: true
`,
  },
];
