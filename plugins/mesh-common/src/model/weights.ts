/**
 * Share of real requests that the canary took, with its sampling error.
 *
 * @public
 */
export interface MeasuredWeight {
  /** Percent of requests, 0 to 100. */
  percent: number;
  /** Number of requests to stable and canary together in the window. */
  requests: number;
  /** Lower end of the 95 % Wilson interval, percent. */
  low: number;
  /** Upper end of the 95 % Wilson interval, percent. */
  high: number;
  /** Whether all of these requests were sent by the weights of the current step; before that a difference is no drift. */
  settled: boolean;
}

/**
 * What one route gives the canary.
 *
 * @public
 */
export interface RouteWeight {
  /** `VirtualService shop/checkout, route primary`. */
  where: string;
  /** Percent of what all destinations of the route get together. */
  percent: number;
}

/**
 * A destination that does not lead to the revision it stands for.
 *
 * @public
 */
export interface AstrayDestination {
  role: 'stable' | 'canary';
  /** Hash of the revision that it selects instead; undefined for the pods of all revisions. */
  selects?: string;
}

/**
 * The canary's share of the traffic, three times: what the step asks for, what stands in the
 * VirtualService, what real requests show. All in percent, 0 to 100.
 *
 * @public
 */
export interface Weights {
  desired: number;
  /** Undefined when no route names both stable and canary. */
  written?: number;
  /** Each route in which it is written, in the order of the Rollout's references. */
  routes: RouteWeight[];
  /** Undefined without requests, or when revisions cannot be told apart. */
  measured?: MeasuredWeight;
  /** Destinations that take requests and lead to other pods than their weight is meant for; absent when none does. */
  astray?: AstrayDestination[];
  /** Differences larger than can be explained by sampling, in words; empty when all agree. */
  drift: string[];
}
