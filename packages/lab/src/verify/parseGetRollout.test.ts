import { parseGetRollout } from './parseGetRollout.ts';

/** As the command line of argo-rollouts v1.10.1 printed it. */
const CANARY = `Name:            checkout
Namespace:       shop
Status:          ✖ Degraded
Message:         RolloutAborted: Rollout aborted update to revision 2: Metric "a" assessed Error:
Error Message: two
lines
Strategy:        Canary
  Step:          1/4
  SetWeight:     10
  ActualWeight:  10
Images:          registry.example.com/shop/checkout:1.0.0 (stable, Σ:baseline)
                 registry.example.com/shop/checkout:1.1.0 (canary, Σ:candidate)
Replicas:
  Desired:       2
  Current:       3
  Updated:       1
  Ready:         3
  Available:     3

NAME                                                   KIND         STATUS               AGE  INFO
⟳ checkout                                             Rollout      ✖ Degraded           9s   
├──# revision:2                                                                          
│  ├──⧉ checkout-5585df86                              ReplicaSet   ✔ Healthy            8s   canary,ping,delay:26s
│  │  └──□ checkout-5585df86-zsz9p                     Pod          ✖ ImagePullBackOff   8s   ready:1/2,restarts:3
│  ├──Σ checkout-5585df86-2-1                          Experiment   ? Inconclusive       4s   
│  │  ├──⧉ checkout-5585df86-2-1-baseline              ReplicaSet   ✔ Healthy            4s   delay:26s
│  │  │  └──□ checkout-5585df86-2-1-baseline-2tjcb     Pod          ✔ Running            4s   ready:2/2
│  │  └──α checkout-5585df86-2-1-success-rate          AnalysisRun  ? Inconclusive       3s   ? 1
│  ├──Σ checkout-5585df86-2-2                          Experiment                        0s   
│  └──α checkout-5585df86-2                            AnalysisRun  ◌ Running            3s   ✔ 1
└──# revision:1                                                                          
   └──⧉ checkout-c47bf88cc                             ReplicaSet   • ScaledDown         9s   stable,pong
`;

describe('the output of kubectl argo rollouts get rollout', () => {
  it('is read from its first line to the last branch of its tree', () => {
    expect(parseGetRollout(CANARY)).toEqual({
      phase: 'Degraded',
      message:
        'RolloutAborted: Rollout aborted update to revision 2: Metric "a" assessed Error:\nError Message: two\nlines',
      strategy: 'Canary',
      step: '1/4',
      setWeight: '10',
      actualWeight: '10',
      images: [
        'registry.example.com/shop/checkout:1.0.0 (stable, Σ:baseline)',
        'registry.example.com/shop/checkout:1.1.0 (canary, Σ:candidate)',
      ],
      replicaSets: [
        {
          name: 'checkout-5585df86',
          revision: 2,
          status: 'Healthy',
          roles: ['canary', 'ping'],
          isLeaving: true,
          pods: [
            {
              name: 'checkout-5585df86-zsz9p',
              status: 'ImagePullBackOff',
              ready: '1/2',
              restarts: 3,
            },
          ],
        },
        {
          name: 'checkout-c47bf88cc',
          revision: 1,
          status: 'ScaledDown',
          roles: ['stable', 'pong'],
          isLeaving: false,
          pods: [],
        },
      ],
      analysisRuns: [
        { name: 'checkout-5585df86-2', revision: 2, status: 'Running' },
      ],
      experiments: [
        { name: 'checkout-5585df86-2-1', revision: 2, status: 'Inconclusive' },
        { name: 'checkout-5585df86-2-2', revision: 2, status: '' },
      ],
    });
  });

  it('has neither weights nor steps for a blue-green Rollout', () => {
    const text = `Name:            checkout
Status:          ॥ Paused
Message:         BlueGreenPause
Strategy:        BlueGreen
Replicas:
  Desired:       2
`;
    expect(parseGetRollout(text)).toEqual({
      phase: 'Paused',
      message: 'BlueGreenPause',
      strategy: 'BlueGreen',
      step: '',
      setWeight: '',
      actualWeight: '',
      images: [],
      replicaSets: [],
      analysisRuns: [],
      experiments: [],
    });
  });
});
