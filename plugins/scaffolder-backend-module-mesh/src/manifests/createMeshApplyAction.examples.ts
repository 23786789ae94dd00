import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Apply the manifests of one folder',
    example: `steps:
  - id: apply
    name: Apply to the cluster
    action: mesh:apply
    input:
      cluster: \${{ parameters.cluster }}
      path: deploy/base
`,
  },
];
