import type { MeshPod } from './meshPod.ts';
import type { UpstreamCluster } from './routing.ts';

interface HostState {
  consecutiveFailures: number;
  timesEjected: number;
  ejectedUntil: number;
  lastEasedAt: number;
}

function milliseconds(duration: string | undefined, fallback: number): number {
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(duration ?? '');
  if (!parts) {
    return fallback;
  }
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[parts[2]] ?? 1;
  return Number(parts[1]) * unit;
}

const MAX_EJECTION_MS = 300_000;

/**
 * Outlier detection as one caller's Envoy does it, per upstream cluster: a run
 * of 5xx answers ejects the host at once for `baseEjectionTime` times the number
 * of ejections, unless that would exceed `maxEjectionPercent`
 * (envoy source/common/upstream/outlier_detection_impl.cc).
 */
export class OutlierDetectors {
  readonly #hosts = new Map<string, HostState>();

  /** Endpoints the caller may still use. */
  healthy(source: MeshPod, cluster: UpstreamCluster, now: number): MeshPod[] {
    if (!cluster.outlierDetection) {
      return cluster.endpoints;
    }
    return cluster.endpoints.filter(
      pod => !this.#isEjected(this.#key(source, cluster, pod), now),
    );
  }

  /** Takes note of an answer that came from a host. */
  report(
    source: MeshPod,
    cluster: UpstreamCluster,
    pod: MeshPod,
    code: number,
    now: number,
  ): void {
    const policy = cluster.outlierDetection;
    if (!policy) {
      return;
    }
    const key = this.#key(source, cluster, pod);
    const state = this.#hosts.get(key) ?? {
      consecutiveFailures: 0,
      timesEjected: 0,
      ejectedUntil: 0,
      lastEasedAt: now,
    };
    this.#hosts.set(key, state);
    this.#ease(state, milliseconds(policy.interval, 10_000), now);
    if (code < 500) {
      state.consecutiveFailures = 0;
      return;
    }
    state.consecutiveFailures += 1;
    const limit = policy.consecutive5xxErrors ?? 5;
    if (limit === 0 || state.consecutiveFailures < limit) {
      return;
    }
    const ejected = cluster.endpoints.filter(other =>
      this.#isEjected(this.#key(source, cluster, other), now),
    ).length;
    const percent = (100 * (ejected + 1)) / cluster.endpoints.length;
    if (percent > (policy.maxEjectionPercent ?? 10)) {
      return;
    }
    state.consecutiveFailures = 0;
    state.timesEjected += 1;
    state.ejectedUntil =
      now +
      Math.min(
        milliseconds(policy.baseEjectionTime, 30_000) * state.timesEjected,
        MAX_EJECTION_MS,
      );
    state.lastEasedAt = state.ejectedUntil;
  }

  /** Forgets pods that no longer exist, on either side. */
  forget(alive: ReadonlySet<string>): void {
    for (const key of this.#hosts.keys()) {
      const [source, , host] = key.split(' ');
      if (!alive.has(source) || !alive.has(host)) {
        this.#hosts.delete(key);
      }
    }
  }

  #isEjected(key: string, now: number): boolean {
    return (this.#hosts.get(key)?.ejectedUntil ?? 0) > now;
  }

  /** Each quiet interval forgives one ejection, so that a mended host is not punished for long. */
  #ease(state: HostState, interval: number, now: number): void {
    const intervals = Math.floor((now - state.lastEasedAt) / interval);
    if (intervals > 0) {
      state.timesEjected = Math.max(0, state.timesEjected - intervals);
      state.lastEasedAt += intervals * interval;
    }
  }

  #key(source: MeshPod, cluster: UpstreamCluster, pod: MeshPod): string {
    return `${source.uid} ${cluster.name} ${pod.uid}`;
  }
}
