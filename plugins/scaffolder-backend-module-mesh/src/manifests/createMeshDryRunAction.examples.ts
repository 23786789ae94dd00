import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Ask the cluster about every manifest of the workspace',
    example: `steps:
  - id: dryRun
    name: Ask the cluster
    action: mesh:dry-run
    input:
      cluster: \${{ parameters.cluster }}
`,
  },
  {
    description: 'Ask about one folder, and go on whatever the answer is',
    example: `steps:
  - id: dryRun
    name: Ask the cluster
    action: mesh:dry-run
    input:
      cluster: production
      path: deploy/base
      failOn: never
`,
  },
];
