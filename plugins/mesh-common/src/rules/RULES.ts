import { analysisConditions } from './analysisConditions';
import { analysisEnds } from './analysisEnds';
import { applicationUser } from './applicationUser';
import { authorizationHosts } from './authorizationHosts';
import { consentGiven } from './consentGiven';
import { destinationOnce } from './destinationOnce';
import { exportedToGateway } from './exportedToGateway';
import { gatewayCertificates } from './gatewayCertificates';
import { gatewayPorts } from './gatewayPorts';
import { gatewaySecret } from './gatewaySecret';
import { gatewayWorkload } from './gatewayWorkload';
import { identityWithoutTls } from './identityWithoutTls';
import { identityWithPlainText } from './identityWithPlainText';
import { injectionLabels } from './injectionLabels';
import { injectionPlace } from './injectionPlace';
import { jwtRoutes } from './jwtRoutes';
import { lastingSelectors } from './lastingSelectors';
import { managedRoutesFree } from './managedRoutesFree';
import { managedRoutesListed } from './managedRoutesListed';
import { mutualClient } from './mutualClient';
import { oneDefaultPolicy } from './oneDefaultPolicy';
import { oneGatewayPerHost } from './oneGatewayPerHost';
import { oneNamespace } from './oneNamespace';
import { onePolicyPerPod } from './onePolicyPerPod';
import { oneRoutePerHost } from './oneRoutePerHost';
import { oneStrategy } from './oneStrategy';
import { oneTrafficPolicy } from './oneTrafficPolicy';
import { plainClient } from './plainClient';
import { podProxies } from './podProxies';
import { policySelectors } from './policySelectors';
import { portConflicts } from './portConflicts';
import { portMtlsSelector } from './portMtlsSelector';
import { portNames } from './portNames';
import { portPolicy } from './portPolicy';
import { portProtocols } from './portProtocols';
import { readableObjects } from './readableObjects';
import { rolloutDestinations } from './rolloutDestinations';
import { rolloutRouteChosen } from './rolloutRouteChosen';
import { rolloutRoutes } from './rolloutRoutes';
import { rolloutRuleHost } from './rolloutRuleHost';
import { rolloutSelector } from './rolloutSelector';
import { rolloutServicesExist } from './rolloutServicesExist';
import { rolloutSubsets } from './rolloutSubsets';
import { rolloutVirtualServices } from './rolloutVirtualServices';
import { routeGateways } from './routeGateways';
import { routeHosts } from './routeHosts';
import { routeHostsInGateway } from './routeHostsInGateway';
import { routePorts } from './routePorts';
import { routesAroundCanary } from './routesAroundCanary';
import { routesReachable } from './routesReachable';
import { routeSubsets } from './routeSubsets';
import { routeWeights } from './routeWeights';
import { ruleHosts } from './ruleHosts';
import { servicePorts } from './servicePorts';
import { servicesDiffer } from './servicesDiffer';
import { serviceSelectsPods } from './serviceSelectsPods';
import { singleWeight } from './singleWeight';
import { stableScale } from './stableScale';
import { strictOutside } from './strictOutside';
import { strictProbes } from './strictProbes';
import { strictUnmeshed } from './strictUnmeshed';
import { subsetLabels } from './subsetLabels';
import { subsetOnce } from './subsetOnce';
import { subsetPods } from './subsetPods';
import { subsetsApart } from './subsetsApart';
import { targetPorts } from './targetPorts';
import { tlsMode } from './tlsMode';
import { versionLabels } from './versionLabels';
import type { Rule } from './Rule';

/**
 * All rules, in the order of their codes.
 *
 * @public
 */
export const RULES: readonly Rule[] = [
  readableObjects,
  oneNamespace,
  routeHosts,
  routeSubsets,
  routeWeights,
  routeGateways,
  routePorts,
  routesReachable,
  oneRoutePerHost,
  routeHostsInGateway,
  singleWeight,
  destinationOnce,
  subsetLabels,
  subsetOnce,
  oneTrafficPolicy,
  oneGatewayPerHost,
  gatewaySecret,
  gatewayPorts,
  gatewayCertificates,
  exportedToGateway,
  jwtRoutes,
  ruleHosts,
  routesAroundCanary,
  subsetPods,
  subsetsApart,
  gatewayWorkload,
  rolloutRoutes,
  rolloutSubsets,
  rolloutDestinations,
  serviceSelectsPods,
  rolloutSelector,
  servicePorts,
  managedRoutesListed,
  managedRoutesFree,
  rolloutRouteChosen,
  rolloutVirtualServices,
  servicesDiffer,
  rolloutServicesExist,
  stableScale,
  oneStrategy,
  versionLabels,
  lastingSelectors,
  portNames,
  portProtocols,
  portConflicts,
  applicationUser,
  analysisConditions,
  analysisEnds,
  targetPorts,
  rolloutRuleHost,
  consentGiven,
  plainClient,
  mutualClient,
  tlsMode,
  portPolicy,
  strictOutside,
  strictProbes,
  strictUnmeshed,
  policySelectors,
  oneDefaultPolicy,
  onePolicyPerPod,
  portMtlsSelector,
  identityWithoutTls,
  identityWithPlainText,
  authorizationHosts,
  injectionLabels,
  injectionPlace,
  podProxies,
];
