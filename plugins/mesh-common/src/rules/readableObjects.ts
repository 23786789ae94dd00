import type { Rule } from './Rule';

export const readableObjects: Rule = {
  code: 'MSH101',
  title: 'Objects are readable',
  severity: 'error',
  why: 'The API server refuses a malformed object, and nothing else can be checked in it.',
  mend: 'Write the field as the API of that kind wants it; kubectl explain shows it.',
  docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  like: {
    istio: ['IST0106'],
    differs:
      'Istio compares its own kinds with their whole schema; Meshway reads the fields that it uses, of Rollouts and workloads as well.',
  },
  check: config =>
    config.items.flatMap(item =>
      item.unreadable.map(reason => ({
        about: item,
        message: `It cannot be read: ${reason}.`,
      })),
    ),
};
