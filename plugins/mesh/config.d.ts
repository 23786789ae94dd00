/**
 * Where a tool that stands beside the mesh is found. Placeholders may stand in the address, as in `mesh.links`.
 *
 * @deepVisibility frontend
 */
interface MeshTool {
  /** Base address, `https://kiali.example.com/kiali`. */
  url: string;
  /** Clusters that the tool knows. Default: all. */
  clusters?: string[];
}

export interface Config {
  /** Settings of the mesh plugin. */
  mesh?: {
    /**
     * Kiali, for the page of the service.
     *
     * @deepVisibility frontend
     */
    kiali?: MeshTool;
    /**
     * Grafana with Istio's dashboards, for the Istio Service Dashboard.
     *
     * @deepVisibility frontend
     */
    grafana?: MeshTool;
    /**
     * Jaeger, for the traces of the service. Istio's sample is served below `/jaeger`.
     *
     * @deepVisibility frontend
     */
    jaeger?: MeshTool;
    /**
     * Prometheus as people reach it, for a graph of the service's requests by response code.
     *
     * @deepVisibility frontend
     */
    prometheus?: MeshTool;
    /**
     * The dashboard of Argo Rollouts, for the page of the Rollout. It is served below `/rollouts`.
     *
     * @deepVisibility frontend
     */
    argoRollouts?: MeshTool;
    /**
     * Links to anything else about a service, such as its logs.
     *
     * @deepVisibility frontend
     */
    links?: Array<{
      /** What the link is called. */
      title: string;
      /**
       * An http or https address with placeholders, which are encoded as parts of a URL: `{cluster}`, `{namespace}`,
       * `{service}`, `{workload}` (name of the Rollout, Deployment or StatefulSet), `{revision}` (pod hash of the
       * newest one), `{entityRef}`, and `{from}` and `{to}`, the last hour in milliseconds since the epoch.
       *
       * `https://logs.example.com/explore?namespace={namespace}&app={service}&from={from}&to={to}`
       */
      url: string;
      /** Default: an arrow that leads out. */
      icon?: 'mesh' | 'metrics' | 'traces' | 'logs' | 'delivery';
      /** Only for services in these clusters. Default: all. */
      clusters?: string[];
    }>;
  };
}
