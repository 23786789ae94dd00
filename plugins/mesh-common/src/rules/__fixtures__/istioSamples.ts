/** Files of Istio's samples that are applied together, and what is to be said of them. */
export interface IstioSample {
  /** Below `samples`; of two objects with one name the later file's counts, as kubectl applies them. */
  files: readonly string[];
  /** What fires, and why that is right. */
  complaints: readonly { code: string; because: string }[];
}

const BOOKINFO = [
  'bookinfo/platform/kube/bookinfo.yaml',
  'bookinfo/networking/destination-rule-all.yaml',
  'bookinfo/networking/bookinfo-gateway.yaml',
];

const TCP_ECHO = [
  'tcp-echo/tcp-echo-services.yaml',
  'tcp-echo/tcp-echo-all-v1.yaml',
];

/** What is said of a file of the samples alone; of all others nothing is. */
export const COMPLAINTS: Record<string, IstioSample['complaints']> = {
  'bookinfo/networking/egress-rule-google-apis.yaml': [
    {
      code: 'MSH504',
      because:
        'the settings of port 443 replace the whole trafficPolicy, so its loadBalancer does not hold there',
    },
  ],
  'bookinfo/networking/fault-injection-details-v1.yaml': [
    {
      code: 'MSH206',
      because:
        'its second route has no match and neither has the first; istioctl analyze says IST0130',
    },
  ],
  'grpc-echo/grpc-echo.yaml': [
    {
      code: 'MSH323',
      because: 'its containers listen on two ports that they do not declare',
    },
  ],
  'open-telemetry/otel.yaml': [
    {
      code: 'MSH323',
      because: 'its Service has a port that the container does not declare',
    },
  ],
  'security/spire/spire-quickstart.yaml': [
    {
      code: 'MSH323',
      because: 'its Service has a port that the container does not declare',
    },
  ],
  'tcp-echo/tcp-echo-20-v2.yaml': [
    {
      code: 'MSH204',
      because: 'its Gateway is in tcp-echo-all-v1.yaml',
    },
  ],
};

const SUBSET_WITHOUT_PODS = {
  code: 'MSH222',
  because:
    'the route leads to a version that bookinfo.yaml does not deploy; istioctl analyze says IST0173',
};

/** Files that something is said of, and files that belong together. */
export const SAMPLES: readonly IstioSample[] = [
  ...Object.entries(COMPLAINTS).map(([file, complaints]) => ({
    files: [file],
    complaints,
  })),
  sample(BOOKINFO, 'bookinfo/networking/destination-rule-all-mtls.yaml'),
  sample(BOOKINFO, 'bookinfo/networking/destination-rule-reviews.yaml'),
  sample(
    BOOKINFO,
    'bookinfo/networking/fault-injection-details-v1.yaml',
    ...COMPLAINTS['bookinfo/networking/fault-injection-details-v1.yaml'],
  ),
  sample(BOOKINFO, 'bookinfo/networking/virtual-service-all-v1.yaml', {
    code: 'MSH221',
    because:
      'bookinfo-gateway.yaml routes to the whole of productpage, around its subset; istioctl analyze says IST0140',
  }),
  ...['ratings-db', 'ratings-mysql', 'ratings-mysql-vm', 'details-v2'].map(
    name =>
      sample(
        BOOKINFO,
        `bookinfo/networking/virtual-service-${name}.yaml`,
        SUBSET_WITHOUT_PODS,
      ),
  ),
  ...[
    'ratings-test-abort',
    'ratings-test-delay',
    'reviews-50-v3',
    'reviews-80-20',
    'reviews-90-10',
    'reviews-jason-v2-v3',
    'reviews-test-v2',
    'reviews-v2-v3',
    'reviews-v3',
  ].map(name =>
    sample(BOOKINFO, `bookinfo/networking/virtual-service-${name}.yaml`),
  ),
  sample(['helloworld/helloworld.yaml'], 'helloworld/helloworld-gateway.yaml'),
  sample(['httpbin/httpbin.yaml'], 'httpbin/httpbin-gateway.yaml'),
  sample(TCP_ECHO, 'tcp-echo/tcp-echo-20-v2.yaml'),
];

function sample(
  base: readonly string[],
  file: string,
  ...complaints: IstioSample['complaints']
): IstioSample {
  return { files: [...base, file], complaints };
}
