/**
 * What a mesh sets for all services, from istiod's installation (`MeshConfig` of Istio).
 *
 * @public
 */
export interface MeshSettings {
  /** Namespace whose policies hold for the whole mesh (`rootNamespace`). */
  rootNamespace: string;
  /** Whether clients use mTLS by themselves where the server takes it (`enableAutoMtls`). */
  autoMtls: boolean;
  /** Suffix of full names of Services (`--domain`). */
  clusterDomain: string;
}

/**
 * The settings of an Istio that was installed without changing them.
 *
 * @public
 */
export const DEFAULT_MESH_SETTINGS: MeshSettings = {
  rootNamespace: 'istio-system',
  autoMtls: true,
  clusterDomain: 'cluster.local',
};
