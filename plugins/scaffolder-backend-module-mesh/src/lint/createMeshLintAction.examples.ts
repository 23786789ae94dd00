import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Check every file of the workspace',
    example: `steps:
  - id: lint
    name: Check the files
    action: mesh:lint
`,
  },
  {
    description: 'Check one folder, and let warnings fail as well',
    example: `steps:
  - id: lint
    name: Check the files
    action: mesh:lint
    input:
      path: deploy
      failOn: warning
`,
  },
];
