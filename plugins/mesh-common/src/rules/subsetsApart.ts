import { shownLabels } from './objects/fits';
import { isRolloutSubset } from './objects/rolloutSubset';
import type { Rule } from './Rule';

export const subsetsApart: Rule = {
  code: 'MSH223',
  title: 'Subsets of a route take different pods',
  severity: 'warning',
  why: 'Two subsets with the same labels take the same pods: their weights change nothing.',
  mend: 'Give each subset a label that only its own pods have, such as version.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const seen = new Map<string, string>();
      return about.object.spec.subsets
        .filter(
          ({ name, labels = {} }) =>
            Object.keys(labels).length > 0 &&
            !isRolloutSubset(config, about, name),
        )
        .flatMap(({ name, labels = {} }) => {
          const key = JSON.stringify(Object.entries(labels).sort());
          const other = seen.get(key);
          seen.set(key, name);
          return other === undefined
            ? []
            : [
                {
                  about,
                  message: `Subsets "${other}" and "${name}" both take ${shownLabels(
                    labels,
                  )}.`,
                },
              ];
        });
    }),
};
