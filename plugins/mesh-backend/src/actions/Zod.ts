import type { z } from 'zod/v3';

/** The zod that the actions registry hands to schemas. */
export type Zod = typeof z;
