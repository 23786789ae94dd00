import type {
  Finding,
  ManifestsReport,
  MeshApi,
  MeshHealth,
  OnboardingPlan,
} from '@meshway/plugin-mesh-common';

/** What no page asks of the backend. */
export class UnaskedMeshApi
  implements
    Omit<
      MeshApi,
      | 'getEntityView'
      | 'streamEntityView'
      | 'planDecision'
      | 'getDecisions'
      | 'decide'
      | 'approveDecision'
      | 'withdrawDecision'
      | 'getFleet'
      | 'getObject'
      | 'getTrafficGraph'
      | 'getTrafficSeries'
      | 'getClusters'
      | 'getNamespaces'
      | 'getGateways'
    >
{
  async sendManifests(): Promise<ManifestsReport> {
    return unasked();
  }

  async planOnboarding(): Promise<OnboardingPlan> {
    return unasked();
  }

  async lint(): Promise<{ findings: Finding[] }> {
    return unasked();
  }

  async getHealth(): Promise<MeshHealth> {
    return unasked();
  }
}

function unasked(): never {
  throw new Error('No page asks for this.');
}
