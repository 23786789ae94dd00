import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Settings of the mesh plugin. */
  mesh?: {
    /**
     * Window over which requests are counted: ten seconds to an hour, at least twice Prometheus' scrape
     * interval. Default: one minute.
     *
     * @visibility backend
     */
    window?: HumanDuration | string;
    /**
     * Whether the owner of an entity may decide about a workload that does not name the entity back. Set this
     * only where every change of the catalog is reviewed. Default: false.
     *
     * @visibility backend
     */
    trustCatalog?: boolean;
    /**
     * What the Kubernetes plugin does not know of its clusters.
     */
    clusters?: Array<{
      /**
       * Name of the cluster in the Kubernetes plugin.
       *
       * @visibility backend
       */
      name: string;
      prometheus?: {
        /**
         * Base URL of the Prometheus that scrapes this cluster's proxies. Without it, no signals are shown.
         *
         * @visibility backend
         */
        url: string;
      };
    }>;
  };
}
