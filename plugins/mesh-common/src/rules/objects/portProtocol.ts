import type { Service } from '../../kubernetes';

/** `Parse` in Istio's pkg/config/protocol. */
const PROTOCOLS = [
  'tcp',
  'udp',
  'grpc',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];

/** `ConvertProtocol` in Istio's pkg/config/kube: SMTP, DNS, MySQL and MongoDB are TCP under any name. */
const WELL_KNOWN_PORTS = [25, 53, 3306, 27017];

const KUBERNETES_PROTOCOLS = [
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
  'kubernetes.io/wss',
];

/** The protocol that a name or appProtocol tells Istio; undefined when it tells none. */
export function protocolOfWord(word: string | undefined): string | undefined {
  const lower = (word ?? '').toLowerCase();
  if (KUBERNETES_PROTOCOLS.includes(lower)) return lower;
  const [first] = lower.split('-');
  return PROTOCOLS.includes(first) ? first : undefined;
}

/** The protocol that a port of a Service tells Istio; undefined when Istio has to guess it. */
export function protocolOfPort({
  port,
  name,
  appProtocol,
}: Service['spec']['ports'][number]): string | undefined {
  return WELL_KNOWN_PORTS.includes(port)
    ? 'tcp'
    : protocolOfWord(appProtocol ?? name);
}
