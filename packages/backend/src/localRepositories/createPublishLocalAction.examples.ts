import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the workspace to a local repository',
    example: `steps:
  - id: publish
    name: Publish
    action: publish:local
    input:
      name: orders
`,
  },
];
