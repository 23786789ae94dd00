import type { VirtualService } from '../../kubernetes';

/** A destination of a route, and the words for the route. */
export interface RouteDestinationIn {
  /** `Route "primary"`, or `Route 2` when it has no name. */
  route: string;
  host: string;
  subset?: string;
  port?: number;
}

/** `Route "primary"`, or `Route 2` when it has no name. */
export function routeLabel(name: string | undefined, index: number): string {
  return name ? `Route "${name}"` : `Route ${index + 1}`;
}

/** Where the routes of a VirtualService lead, those of `http` first; mirrors are destinations as well. */
export function destinationsOf({ spec }: VirtualService): RouteDestinationIn[] {
  return [spec.http, spec.tls, spec.tcp].flatMap(routes =>
    routes.flatMap(({ name, route, mirror, mirrors = [] }, index) =>
      [
        ...route.map(({ destination }) => destination),
        mirror,
        ...mirrors.map(({ destination }) => destination),
      ].flatMap(destination =>
        destination
          ? [
              {
                route: routeLabel(name, index),
                host: destination.host,
                subset: destination.subset,
                port: destination.port?.number,
              },
            ]
          : [],
      ),
    ),
  );
}
