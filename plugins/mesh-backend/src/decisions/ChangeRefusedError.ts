import { ServiceUnavailableError } from '@backstage/errors';

/**
 * The cluster could not judge a change and so did not make it: unlike with silence, that is sure.
 */
export class ChangeRefusedError extends ServiceUnavailableError {}
