import type { ServiceView } from '@meshway/plugin-mesh-common';
import { fillTemplate } from './fillTemplate';
import type { LinkTemplate, UnreadableTemplate } from './linkTemplates';
import { linkValues } from './linkValues';

/** A link to a page about the service. */
export interface ServiceLink extends Omit<LinkTemplate, 'clusters'> {
  /** An http or https address. */
  url: string;
}

/** Why a configured link leads nowhere. */
export interface LinkProblem
  extends Pick<LinkTemplate, 'key' | 'title' | 'tool'> {
  problem: 'unreadable' | 'unknownPlaceholder' | 'noValue' | 'noWebAddress';
  reason?: string;
  placeholder?: string;
}

/** The links of a service, of those that are for its cluster and its kind of delivery. */
export function linksOf(
  templates: readonly (LinkTemplate | UnreadableTemplate)[],
  of: { entityRef: string; service: ServiceView; now: number },
): { links: ServiceLink[]; problems: LinkProblem[] } {
  const { service } = of;
  const values = linkValues(of.entityRef, service, of.now);
  const links: ServiceLink[] = [];
  const problems: LinkProblem[] = [];
  for (const template of templates) {
    if (!('url' in template)) {
      problems.push({ ...template, problem: 'unreadable' });
      continue;
    }
    const { clusters, ...link } = template;
    if (clusters && !clusters.includes(service.cluster)) continue;
    // Its dashboard knows nothing but Rollouts.
    if (
      link.tool === 'argoRollouts' &&
      service.delivery.engine !== 'argo-rollouts'
    ) {
      continue;
    }
    const filled = fillTemplate(link.url, values);
    if ('url' in filled) links.push({ ...link, url: filled.url });
    else problems.push({ ...link, ...filled });
  }
  return { links, problems };
}
