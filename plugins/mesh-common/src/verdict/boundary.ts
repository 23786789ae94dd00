/** Errors and latency are two questions: each may be wrong in 2.5 % of rollouts, both together in 5 %. */
const ALPHA = 0.025;

/** Where the boundary is lowest: 526 requests to a canary with 5 % of the traffic, 1,000 with 50 %. */
const TUNED_FOR = 500;

/** Lowest width at {@link TUNED_FOR}: Waudby-Smith et al., appendix B.2. */
const RHO_SQUARED =
  (-2 * Math.log(ALPHA) + Math.log(-2 * Math.log(ALPHA)) + 1) / TUNED_FOR;

/**
 * How many standard errors a difference must measure to be believed at any look.
 *
 * People look at a canary as often as they like, and nobody counts the looks: a test at 5 % that is
 * repeated every minute calls nearly every good canary bad in the end. So the difference is not held
 * against a fixed quantile but against Robbins' normal mixture boundary, which a Brownian motion
 * crosses *ever* with no more than the given probability:
 *
 *     z(n) = √( (1 + 1/(ρ²n)) · (ln(1 + ρ²n) − 2·ln α) )
 *
 * It needs cumulative counts, no number of looks and no state between them. Group sequential
 * boundaries (O'Brien–Fleming, Pocock) are a little narrower but need the number of looks or the
 * final sample size, which a rollout that waits for a person does not have.
 *
 * Literature: H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397; as confidence sequence for
 * means: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, Annals of Statistics 52 (2024)
 * 2613, theorem 2.2; in A/B tests: R. Johari, P. Koomen, L. Pekelis, D. Walsh, Operations Research 70
 * (2022) 1806. That a difference of two means has independent increments in this `n`, whatever the split:
 * C. Jennison, B. Turnbull, Group Sequential Methods (2000), chapter 11.
 *
 * @param canary - requests to the canary so far, at least 1
 * @param stable - requests to stable so far, at least 1
 */
export function boundary(canary: number, stable: number): number {
  const information = 1 / (1 / canary + 1 / stable);
  const scaled = RHO_SQUARED * information;
  return Math.sqrt(
    (1 + 1 / scaled) * (Math.log1p(scaled) - 2 * Math.log(ALPHA)),
  );
}
