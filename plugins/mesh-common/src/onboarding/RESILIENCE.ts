import type { OnboardingRequest } from '../model';

/** Limits of calls, in the unit of Istio's own fields. */
export interface Resilience {
  timeout?: string;
  /** How often a request is sent again that cannot have reached the application. */
  attempts: number;
  perTryTimeout?: string;
  maxConnections: number;
  maxPendingRequests: number;
  consecutiveErrors: number;
  ejectionTime: string;
}

const standard: Resilience = {
  timeout: '10s',
  attempts: 2,
  perTryTimeout: '5s',
  maxConnections: 1024,
  maxPendingRequests: 256,
  consecutiveErrors: 5,
  ejectionTime: '30s',
};

/** The same as those of the template mesh-service; of `none` only the limits of connections count. */
export const RESILIENCE: Record<OnboardingRequest['resilience'], Resilience> = {
  standard,
  'fail-fast': {
    timeout: '2s',
    attempts: 1,
    perTryTimeout: '1s',
    maxConnections: 1024,
    maxPendingRequests: 64,
    consecutiveErrors: 3,
    ejectionTime: '30s',
  },
  patient: {
    timeout: '60s',
    attempts: 0,
    maxConnections: 1024,
    maxPendingRequests: 1024,
    consecutiveErrors: 10,
    ejectionTime: '30s',
  },
  none: standard,
};
