import type { MeshWords } from '../field/validationWords';
import type { GatewayProblem, HostProblem } from './gatewayProblem';

/** What is wrong with a Gateway or a host, in words. */
export function problemSentence(
  t: MeshWords,
  problem: GatewayProblem | HostProblem,
  named: { host: string; gateway?: string; namespace?: string },
): string {
  const { gateway = '', namespace = '', host } = named;
  return t(`wizardGateway.problem.${problem.key}`, {
    gateway,
    host,
    namespace,
    virtualService: problem.key === 'taken' ? problem.virtualService : '',
  });
}
