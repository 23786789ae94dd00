import type { AuthorizationPolicy, AuthorizationRule } from '../../kubernetes';
import type { MtlsMode } from '../../model';
import type { ConfigSet } from './ConfigSet';
import { fits } from './fits';
import { serverTls } from './mutualTls';

const FIELDS = [
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
] as const;
const NOT_FIELDS = [
  'notPrincipals',
  'notNamespaces',
  'notServiceAccounts',
  'notTrustDomains',
] as const;
const KEYS = ['source.principal', 'source.namespace', 'source.serviceAccount'];

/** The conditions of a rule that only a caller with a certificate can be told by: who it is, and who it is not. */
export function identityFields({ from = [], when = [] }: AuthorizationRule): {
  is: string[];
  isNot: string[];
} {
  const isSet = (values?: readonly string[]) => (values ?? []).length > 0;
  const sources = from.map(({ source = {} }) => source);
  const conditions = when.filter(({ key }) => KEYS.includes(key));
  return {
    is: [
      ...FIELDS.filter(field => sources.some(source => isSet(source[field]))),
      ...conditions.filter(({ values }) => isSet(values)).map(({ key }) => key),
    ],
    isNot: [
      ...NOT_FIELDS.filter(field =>
        sources.some(source => isSet(source[field])),
      ),
      ...conditions
        .filter(({ notValues }) => isSet(notValues))
        .map(({ key }) => key),
    ],
  };
}

/** What the pods of an AuthorizationPolicy take, the weakest first; undefined when none of them is known. */
export function weakestMode(
  config: ConfigSet,
  { metadata, spec }: AuthorizationPolicy,
): MtlsMode | undefined {
  const modes = config
    .workloads()
    .filter(
      ({ object }) =>
        object.namespace === metadata.namespace &&
        fits(spec.selector?.matchLabels ?? {}, object.labels),
    )
    .map(workload => serverTls(config, workload).mode);
  return (['DISABLE', 'PERMISSIVE', 'STRICT'] as const).find(mode =>
    modes.includes(mode),
  );
}
