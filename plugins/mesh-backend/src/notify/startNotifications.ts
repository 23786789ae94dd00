import type {
  AuthService,
  DatabaseService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clusters } from '../clusters/Clusters';
import type { ServiceViews } from '../views/ServiceViews';
import { DeliveryWatch } from './DeliveryWatch';
import { MeshEntities } from './MeshEntities';
import { NoticeClaims } from './NoticeClaims';
import { NoticeSender } from './NoticeSender';
import type { NotificationSettings } from './notificationSettings';

/** How long it is remembered what was told, in days; longer than any release stands still. */
const MEMORY_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Has owners told of their deliveries from the start of the backend to its end, unless notifications are switched
 * off. The database's migrations have been run before.
 */
export async function startNotifications(options: {
  settings: NotificationSettings;
  notifications: NotificationService;
  clusters: Clusters;
  services: ServiceViews;
  catalog: CatalogService;
  auth: AuthService;
  database: DatabaseService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
}): Promise<void> {
  const { settings, catalog, auth, lifecycle, logger } = options;
  if (settings.events.size === 0) return;
  const claims = new NoticeClaims(await options.database.getClient());
  const watch = new DeliveryWatch({
    entities: new MeshEntities({ catalog, auth }),
    clusters: options.clusters,
    services: options.services,
    sender: new NoticeSender({
      claims,
      notifications: options.notifications,
      logger,
    }),
    events: settings.events,
    logger,
  });
  // Other plugins answer only when every plugin is ready.
  lifecycle.addStartupHook(() => watch.start());
  lifecycle.addShutdownHook(() => watch.stop());
  await options.scheduler.scheduleTask({
    id: 'forget-old-notices',
    scope: 'global',
    frequency: { days: 1 },
    timeout: { minutes: 1 },
    fn: () => claims.forget(new Date(Date.now() - MEMORY_DAYS * DAY_MS)),
  });
}
