import fc from 'fast-check';
import type { RequestSample } from './ServiceTraffic';
import { signalsOf } from './signals';

const sample = (part: Partial<RequestSample>): RequestSample => ({
  reporter: 'destination',
  responseCode: '200',
  requests: 1,
  ...part,
});

describe('signalsOf', () => {
  it.each<[string, Partial<RequestSample>, number]>([
    ['a page not found is the caller’s error', { responseCode: '404' }, 0],
    ['a 503 is ours', { responseCode: '503' }, 1],
    ['no response is ours', { responseCode: '0', responseFlags: 'UF' }, 1],
    [
      'a caller who hung up is not',
      { responseCode: '0', responseFlags: 'DC' },
      0,
    ],
    ['gRPC UNAVAILABLE comes with HTTP 200', { grpcStatus: '14' }, 1],
    ['gRPC NOT_FOUND is the caller’s error', { grpcStatus: '5' }, 0],
  ])('%s', (_, part, errorShare) => {
    expect(signalsOf({ samples: [sample(part)] }, 60).errorShare).toBe(
      errorShare,
    );
  });

  it('has a rate but no error share without requests', () => {
    expect(signalsOf({ samples: [] }, 60)).toEqual({
      requestsPerSecond: 0,
      errorShare: undefined,
      requests: 0,
      windowSeconds: 60,
    });
  });

  it('keeps the error share between 0 and 1 whatever Prometheus says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            reporter: fc.constantFrom(
              'source' as const,
              'destination' as const,
            ),
            responseCode: fc.oneof(
              fc.constantFrom('200', '503', '0'),
              fc.string(),
            ),
            requests: fc.double(),
          }),
        ),
        samples => {
          const { errorShare, requests } = signalsOf({ samples }, 60);
          return (
            requests >= 0 &&
            (errorShare === undefined || (errorShare >= 0 && errorShare <= 1))
          );
        },
      ),
      {
        examples: [
          // Together they are more than a number can hold.
          [
            [1.7e293, Number.MAX_VALUE].map(requests => ({
              reporter: 'source' as const,
              responseCode: '',
              requests,
            })),
          ],
        ],
      },
    );
  });
});
