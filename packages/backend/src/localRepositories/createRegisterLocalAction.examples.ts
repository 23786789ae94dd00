import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Register what a local repository describes',
    example: `steps:
  - id: register
    name: Register
    action: catalog:register:local
    input:
      name: orders
`,
  },
];
