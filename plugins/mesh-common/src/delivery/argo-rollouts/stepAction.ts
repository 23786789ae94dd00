import type { CanaryStep } from '../../kubernetes';
import type { StepAction } from '../../model';
import { goDurationSeconds, pauseSeconds } from './pauseDuration';

/**
 * What a step does. With several keys the spec is invalid and the controller does not act on it; the first that
 * `completedCurrentCanaryStep` in argo-rollouts rollout/canary.go asks for is shown.
 */
export function stepAction(step: CanaryStep): StepAction {
  if (step.pause) {
    return { kind: 'pause', durationSeconds: pauseSeconds(step.pause) };
  }
  if (step.setCanaryScale) {
    return { kind: 'setCanaryScale', scale: scaleOf(step.setCanaryScale) };
  }
  if (step.setWeight !== undefined) {
    return { kind: 'setWeight', weight: step.setWeight };
  }
  if (step.experiment) {
    const { templates, duration } = step.experiment;
    return {
      kind: 'experiment',
      templates: templates.map(({ name }) => name),
      durationSeconds: duration ? goDurationSeconds(duration) : undefined,
    };
  }
  if (step.analysis) {
    return {
      kind: 'analysis',
      templates: step.analysis.templates.map(t => t.templateName),
    };
  }
  if (step.setHeaderRoute) {
    const { name, match = [] } = step.setHeaderRoute;
    return { kind: 'setHeaderRoute', route: name, match: match.map(condition) };
  }
  if (step.setMirrorRoute) {
    const { name, match, percentage = 100 } = step.setMirrorRoute;
    // Without a match the controller takes the route away, whatever the percentage.
    return {
      kind: 'setMirrorRoute',
      route: name,
      percentage: match && percentage,
    };
  }
  if (step.plugin) return { kind: 'plugin', name: step.plugin.name };
  return { kind: 'unknown', name: step.unknownKind ?? 'empty' };
}

/** As the controller decides it: replicas, then weight, then the weight of the traffic (`GetCanaryReplicasOrWeight`). */
function scaleOf({
  replicas,
  weight,
  matchTrafficWeight,
}: NonNullable<CanaryStep['setCanaryScale']>): string {
  if (!matchTrafficWeight) {
    if (replicas !== undefined) {
      return `${replicas} ${replicas === 1 ? 'pod' : 'pods'}`;
    }
    if (weight !== undefined) return `${weight} % of the pods`;
  }
  return 'as many as the traffic needs';
}

type HeaderMatch = NonNullable<
  NonNullable<CanaryStep['setHeaderRoute']>['match']
>[number];

function condition({ headerName, headerValue = {} }: HeaderMatch): string {
  const { exact, prefix, regex } = headerValue;
  if (exact) return `Header ${headerName} is ${exact}.`;
  if (prefix) return `Header ${headerName} begins with ${prefix}.`;
  return regex
    ? `Header ${headerName} matches ${regex}.`
    : `Header ${headerName} is there.`;
}
