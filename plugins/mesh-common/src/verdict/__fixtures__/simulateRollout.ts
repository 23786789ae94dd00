import type { VerdictResult } from '../../model';
import { judgeCanary, type ObservedRequests } from '../judgeCanary';

/** Upper bounds of Istio's histograms, in milliseconds. */
export const BOUNDS = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000,
  300000, 600000, 1800000, 3600000,
];

/** How a version really is. */
export interface TrueVersion {
  /** Share of requests that fail. */
  errors: number;
  /** Median response time, milliseconds; log-normal with a spread of 0.8, and 1 % of slow ones around 2 s. */
  median: number;
}

/** A rollout in which somebody looks again and again. */
export interface Scenario {
  canary: TrueVersion;
  stable: TrueVersion;
  /** Share of the traffic that the canary takes at each step, evenly long in the canary's requests. */
  splits: number[];
  looks: number;
  /** Requests to the canary until the end. */
  requests: number;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
}

function shareBelow(bound: number, median: number): number {
  return (
    0.99 * normalBelow(Math.log(bound / median) / 0.8) +
    0.01 * normalBelow(Math.log(bound / 2000) / 0.5)
  );
}

/** Abramowitz and Stegun 7.1.26. */
function normalBelow(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) *
      t +
      0.254829592) *
    t;
  const error = 1 - series * Math.exp((-z * z) / 2);
  return z >= 0 ? (1 + error) / 2 : (1 - error) / 2;
}

class Version {
  readonly observed: ObservedRequests & {
    durations: { le: number; count: number }[];
  } = {
    requests: 0,
    errors: 0,
    durations: [...BOUNDS, Infinity].map(le => ({ le, count: 0 })),
  };

  private readonly shares: number[];

  constructor(
    private readonly truth: TrueVersion,
    private readonly random: () => number,
  ) {
    const below = [...BOUNDS.map(bound => shareBelow(bound, truth.median)), 1];
    this.shares = below.map((share, i) => share - (below[i - 1] ?? 0));
  }

  take(requests: number) {
    this.observed.requests += requests;
    this.observed.errors += this.draw(requests, this.truth.errors);
    let left = requests;
    let share = 1;
    let fallen = 0;
    this.shares.forEach((own, i) => {
      const inBucket =
        i === this.shares.length - 1 || left === 0
          ? left
          : this.draw(left, Math.min(1, Math.max(0, own / share)));
      left -= inBucket;
      share -= own;
      fallen += inBucket;
      this.observed.durations[i].count += fallen;
    });
  }

  /** Binomial: by inversion when few are expected, else by the normal approximation. */
  private draw(trials: number, share: number): number {
    if (share > 0.5) return trials - this.draw(trials, 1 - share);
    if (trials * share > 30) {
      const spread = Math.sqrt(trials * share * (1 - share));
      const drawn = Math.round(trials * share + spread * this.normal());
      return Math.min(trials, Math.max(0, drawn));
    }
    let probability = (1 - share) ** trials;
    let u = this.random();
    let successes = 0;
    while (u > probability && successes < trials) {
      u -= probability;
      probability *=
        ((trials - successes) / (successes + 1)) * (share / (1 - share));
      successes += 1;
    }
    return successes;
  }

  private normal(): number {
    return (
      Math.sqrt(-2 * Math.log(1 - this.random())) *
      Math.cos(2 * Math.PI * this.random())
    );
  }
}

/** The verdicts of all looks of one rollout. */
export function simulateRollout(
  scenario: Scenario,
  random: () => number,
): VerdictResult[] {
  const { looks, requests, splits } = scenario;
  const canary = new Version(scenario.canary, random);
  const stable = new Version(scenario.stable, random);
  return Array.from({ length: looks }, (_, look) => {
    const split = splits[Math.floor((look * splits.length) / looks)];
    const taken =
      Math.round(((look + 1) * requests) / looks) -
      Math.round((look * requests) / looks);
    canary.take(taken);
    stable.take(Math.round((taken * (1 - split)) / split));
    return judgeCanary({ canary: canary.observed, stable: stable.observed })
      .result;
  });
}
