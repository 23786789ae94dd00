import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { meshPermissions } from '@meshway/plugin-mesh-common';
import { meshMetricsExtensionPoint } from '@meshway/plugin-mesh-node';
import { registerActions } from './actions/registerActions';
import { ClusterRegistry } from './clusters/ClusterRegistry';
import { followConfig } from './clusters/followConfig';
import { KubernetesPlugin } from './clusters/KubernetesPlugin';
import { LiveObjects } from './clusters/LiveObjects';
import { readMeshConfig } from './config';
import { createDecisionService } from './decisions/createDecisionService';
import { DecisionDesk } from './decisions/desk/DecisionDesk';
import { Situations } from './decisions/desk/Situations';
import { ProxiedDecisionAccess } from './decisions/ProxiedDecisionAccess';
import { ManifestDesk } from './manifests/ManifestDesk';
import { startNotifications } from './notify/startNotifications';
import { BackstageMetrics } from './observability/BackstageMetrics';
import { observeState } from './observability/observeState';
import {
  tracedDesk,
  tracedFleet,
  tracedSource,
  tracedViews,
} from './observability/spans';
import { createRouter } from './router/createRouter';
import { EntityAccess } from './router/EntityAccess';
import { ReadAccess } from './router/ReadAccess';
import { ViewStreams } from './stream/ViewStreams';
import { createTelemetry } from './telemetry/createTelemetry';
import { MetricsSources } from './telemetry/MetricsSources';
import { SeriesReader } from './telemetry/SeriesReader';
import { TrafficReader } from './telemetry/TrafficReader';
import { ClusterStates } from './views/ClusterStates';
import { EntityViews } from './views/EntityViews';
import { FleetReader } from './views/FleetReader';
import { FleetViews } from './views/FleetViews';
import { GraphViews } from './views/GraphViews';
import { ObjectManifests } from './views/ObjectManifests';
import { PeerEntities } from './views/PeerEntities';
import { RenderedViews } from './views/RenderedViews';
import { SeriesViews } from './views/SeriesViews';
import { ServiceViews } from './views/ServiceViews';

/**
 * The backend of the mesh plugin.
 *
 * @public
 */
export const meshPlugin = createBackendPlugin({
  pluginId: 'mesh',
  register(env) {
    const sources = new MetricsSources();
    env.registerExtensionPoint(meshMetricsExtensionPoint, sources);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        tracing: tracingServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, discovery, lifecycle, logger, tracing } = deps;
        const config = readMeshConfig(deps.config);
        const metrics = new BackstageMetrics(deps.metrics);
        const clusters = new ClusterRegistry({
          kubernetes: new KubernetesPlugin({ auth, discovery }),
          logger,
          settings: config.clusters,
          metrics,
        });
        followConfig(deps.config, clusters, logger);
        const telemetry = createTelemetry({
          settings: config.telemetry.clusters,
          sources: sources.byCluster,
          clusters,
          metrics,
          wrap: (cluster, source) => tracedSource(source, { cluster, tracing }),
        });
        const traffic = new TrafficReader({
          clusters: telemetry,
          windowSeconds: config.telemetry.windowSeconds,
        });
        const live = new LiveObjects({ clusters, metrics });
        const objects = new ProxiedDecisionAccess({ clusters, live });
        const decisions = await createDecisionService({
          database: deps.database,
          scheduler: deps.scheduler,
          lifecycle,
          logger,
          access: objects,
          settings: config.journal,
        });
        const services = new ServiceViews({
          clusters,
          trustCatalog: config.trustCatalog,
        });
        const views = tracedViews(
          new EntityViews({ services, traffic, decisions }),
          tracing,
        );
        const streams = new ViewStreams({
          views,
          clusters,
          decisions,
          traffic,
          logger,
        });
        observeState(deps.metrics, { clusters, streams });
        await startNotifications({
          settings: config.notifications,
          notifications: deps.notifications,
          clusters,
          services,
          catalog,
          auth,
          database: deps.database,
          scheduler: deps.scheduler,
          lifecycle,
          logger,
        });
        const access = new EntityAccess({
          auth,
          catalog,
          permissions: deps.permissions,
        });
        const readAccess = new ReadAccess({ access, auth });
        const fleet = tracedFleet(
          new FleetReader({
            access: readAccess,
            fleet: new FleetViews({ services, clusters, traffic }),
          }),
          tracing,
        );
        const desk = tracedDesk(
          new DecisionDesk({
            auth,
            auditor: deps.auditor,
            access,
            situations: new Situations({
              services,
              clusters,
              objects,
              traffic,
            }),
            decisions,
            rules: config.rules,
            metrics,
          }),
          tracing,
        );

        registerActions({
          actionsRegistry: deps.actionsRegistry,
          settings: config.actions,
          access,
          views,
          fleet,
          desk,
        });

        deps.permissionsRegistry.addPermissions(meshPermissions);
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            access: readAccess,
            clusters,
            decisions,
            views: new RenderedViews({ views }),
            streams,
            graphs: new GraphViews({ services, traffic }),
            manifests: new ObjectManifests({ services, objects: live }),
            peers: new PeerEntities({ auth, catalog, clusters }),
            series: new SeriesViews({
              services,
              series: new SeriesReader({
                clusters: telemetry,
                windowSeconds: config.telemetry.windowSeconds,
              }),
            }),
            states: new ClusterStates({ clusters, traffic }),
            manifestDesk: new ManifestDesk({
              auth,
              auditor: deps.auditor,
              permissions: deps.permissions,
              userInfo: deps.userInfo,
              clusters,
              live,
              settings: config.manifests,
            }),
            desk,
            fleet,
          }),
        );
        // The Kubernetes plugin answers only when every plugin is ready.
        lifecycle.addStartupHook(() => clusters.start());
        lifecycle.addShutdownHook(async () => {
          streams.close();
          await clusters.stop();
        });
      },
    });
  },
});
