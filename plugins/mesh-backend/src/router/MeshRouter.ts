import type { TypedRouter } from '@backstage/backend-openapi-utils';
import type { MeshEndpoints } from '../schema/MeshEndpoints';

/**
 * Takes only what the API's document knows; requests that reach a route fit it.
 */
export type MeshRouter = TypedRouter<MeshEndpoints>;

/** Who may read: what is shown to people is also for other plugins. */
export const READERS = { allow: ['user' as const, 'service' as const] };

/** Who may decide. */
export const PEOPLE = { allow: ['user' as const] };
