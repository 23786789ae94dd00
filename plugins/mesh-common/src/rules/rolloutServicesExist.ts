import { isHostLevel, servicePairsOf } from './objects/rolloutServices';
import type { Rule } from './Rule';

export const rolloutServicesExist: Rule = {
  code: 'MSH312',
  title: 'A Rollout has the Services it needs',
  severity: 'error',
  why: 'Without subsets the Rollouts controller tells stable and canary by their Services: it refuses a Rollout that names only one, or one that does not exist.',
  mend: 'Create the Service with the selector of the pods, and name it in the Rollout.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const { namespace } = about.ref;
      const { canary, blueGreen } = about.object.spec.strategy;
      const absent = isHostLevel(about.object)
        ? (['canaryService', 'stableService'] as const).filter(
            field => !canary?.[field],
          )
        : [];
      const names = [
        ...new Set(servicePairsOf(about.object).flatMap(pair => pair.names)),
      ].filter(name => name !== '');
      const isKnown = config.from === 'cluster' || config.knows(namespace);
      return [
        ...absent.map(
          field => `It moves weights between hosts and names no ${field}.`,
        ),
        ...(blueGreen && !blueGreen.activeService
          ? ['It names no activeService.']
          : []),
        ...names
          .filter(name => isKnown && !config.find('Service', namespace, name))
          .map(name => `It names Service "${name}", and there is none.`),
      ].map(message => ({ about, message }));
    }),
};
