import { HumanDuration } from '@backstage/types';

/** What somebody can decide about a delivery. */
type DecisionVerb =
  | 'promote'
  | 'promote-full'
  | 'abort'
  | 'retry'
  | 'pause'
  | 'resume'
  | 'restart'
  | 'roll-back'
  | 'shift';

/** Which decisions something is about; every one that fits all the lists that are given. */
interface DecisionScope {
  /** Entity references, `component:default/orders`. */
  entities?: string[];
  namespaces?: string[];
  clusters?: string[];
  verbs?: DecisionVerb[];
}

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
      /**
       * Whether nothing may be decided or applied there. Default: false.
       *
       * @visibility backend
       */
      readOnly?: boolean;
      /**
       * The only namespaces that are read, for a portal that holds Roles instead of a ClusterRole. Default: all.
       *
       * @visibility backend
       */
      namespaces?: string[];
      /**
       * Whether decisions and manifests are sent in the name of their author (`Impersonate-User`), whose rights in the
       * cluster then count too. Default: false.
       *
       * @visibility backend
       */
      impersonate?: boolean;
      /** Its Istio, where it was not installed with the defaults. */
      mesh?: {
        /**
         * Namespace whose policies hold for the whole mesh. Default: istio-system.
         *
         * @visibility backend
         */
        rootNamespace?: string;
        /**
         * Whether clients use mTLS by themselves. Default: true.
         *
         * @visibility backend
         */
        autoMtls?: boolean;
        /**
         * Suffix of full names of Services. Default: cluster.local.
         *
         * @visibility backend
         */
        clusterDomain?: string;
      };
      /**
       * Where its proxies' metrics are: Prometheus, or anything that speaks its API (Thanos, Mimir,
       * VictoriaMetrics). Without it, no signals are shown. Give either `url` or `service`.
       */
      prometheus?: {
        /**
         * Base URL, a path before `/api` included.
         *
         * @visibility backend
         */
        url?: string;
        /** A Service in the cluster, reached through its API server. */
        service?: {
          /** @visibility backend */
          namespace: string;
          /** @visibility backend */
          name: string;
          /**
           * Number or name. Default: 9090.
           *
           * @visibility backend
           */
          port?: number | string;
          /**
           * Default: http.
           *
           * @visibility backend
           */
          scheme?: 'http' | 'https';
          /**
           * Path before `/api`. Default: none.
           *
           * @visibility backend
           */
          path?: string;
        };
        /**
         * Sent with every query, such as `X-Scope-OrgID`. Only with `url`.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Only with `url`. */
        basicAuth?: {
          /** @visibility backend */
          username: string;
          /** @visibility secret */
          password: string;
        };
        /**
         * Only with `url`.
         *
         * @visibility secret
         */
        bearerToken?: string;
        /** Only with an https `url`. */
        tls?: {
          /**
           * PEM file of the authority to trust.
           *
           * @visibility backend
           */
          caFile?: string;
          /**
           * PEM file of the certificate to show; needs `keyFile`.
           *
           * @visibility backend
           */
          certFile?: string;
          /**
           * PEM file of its key.
           *
           * @visibility backend
           */
          keyFile?: string;
          /**
           * Name that the server's certificate must have, when it is not that of the URL.
           *
           * @visibility backend
           */
          serverName?: string;
        };
        /**
         * Labels that every series of this cluster has, where one store holds several clusters:
         * `{ cluster: east }`.
         */
        labels?: { [name: string]: string };
        /**
         * Label that carries the pod of the proxy. Default: found out, of `pod`, `pod_name` and
         * `kubernetes_pod_name`.
         *
         * @visibility backend
         */
        podLabel?: string;
        /**
         * How long a query may take. Default: three seconds.
         *
         * @visibility backend
         */
        timeout?: HumanDuration | string;
        /**
         * Queries at a time. Default: 8.
         *
         * @visibility backend
         */
        concurrency?: number;
        /**
         * How often it scrapes; answers are shared for as long. Default: 15 seconds.
         *
         * @visibility backend
         */
        scrapeInterval?: HumanDuration | string;
      };
    }>;
    /** Rules for decisions, beyond permissions. */
    decisions?: {
      /** For which decisions a reason is required; `{}` for all. Default: none. */
      requireReason?: DecisionScope;
      /**
       * Decisions that somebody proposes and somebody else approves.
       */
      twoPeople?: Array<
        DecisionScope & {
          /** How long a proposal may be approved: a minute to 30 days. Default: one hour. */
          expiresAfter?: HumanDuration | string;
        }
      >;
      /**
       * Times at which nothing is decided, but for `abort` and `pause`: the brakes always work.
       */
      freezes?: Array<
        DecisionScope & {
          /** What is said to whoever wants to decide meanwhile. */
          reason: string;
          /** Begin of a single freeze, ISO 8601, in UTC when it names no offset; needs `to`. */
          from?: string;
          /** End of a single freeze, ISO 8601. */
          to?: string;
          /** A freeze that comes back every week. */
          weekly?: {
            /** `mon` to `sun`, on which it begins. */
            days: string[];
            /** `HH:MM`. */
            from: string;
            /** `HH:MM`; at or before `from` it is the next day's. */
            to: string;
            /** IANA time zone. Default: UTC. */
            timeZone?: string;
          };
          /** Whether a reason passes it. Default: false. */
          overridable?: boolean;
        }
      >;
      /**
       * Decisions that bring the canary forward and are not taken while it does worse than stable, unless their
       * author overrides that with a reason. `{}` for all. Default: none.
       */
      verdictGate?: DecisionScope;
      /**
       * How long the journal keeps decisions. Default: two years.
       *
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };
    /** Notifications to owners, where the notifications plugin is installed. */
    notifications?: {
      /**
       * Default: true.
       *
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * What is told. Default: waits, failed, aborted.
       */
      events?: Array<'waits' | 'failed' | 'aborted' | 'drifts' | 'done'>;
    };
    /** Manifests that the scaffolder's actions `mesh:dry-run` and `mesh:apply` send to clusters. */
    manifests?: {
      /**
       * Whether they may be applied, by whoever holds the permission `mesh.manifests.apply`, into new namespaces and
       * those whose owner they are. The portal's account needs the role `meshway-manifests` for it. Default: false.
       *
       * @visibility backend
       */
      apply?: boolean;
    };
    /** Actions for agents (MCP). */
    actions?: {
      /**
       * Whether agents may take decisions, with the rights of whom they act for. Default: false.
       *
       * @visibility backend
       */
      decisions?: boolean;
    };
  };
}
