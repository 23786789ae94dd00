import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, VisuallyHidden } from '@backstage/ui';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import {
  RiBarChartLine,
  RiExternalLinkLine,
  RiFileListLine,
  RiFlowChart,
  RiShareLine,
  RiTrafficLightLine,
} from '@remixicon/react';
import { ReactElement, useMemo } from 'react';
import { useNow } from '../../hooks/useNow';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import styles from './ElsewhereCard.module.css';
import { linksOf } from './linksOf';
import { linkTemplates } from './linkTemplates';

const ICONS = new Map<string | undefined, ReactElement>([
  ['mesh', <RiShareLine />],
  ['metrics', <RiBarChartLine />],
  ['traces', <RiFlowChart />],
  ['logs', <RiFileListLine />],
  ['delivery', <RiTrafficLightLine />],
]);

/** Where else this service can be looked at; nothing when nothing is configured. */
export function ElsewhereCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const config = useApi(configApiRef);
  const templates = useMemo(() => linkTemplates(config), [config]);
  // Links about the last hour need not be newer than that.
  const now = useNow(60_000);
  const { links, problems } = linksOf(templates, {
    entityRef: props.entityRef,
    service: props.service,
    now,
  });
  if (links.length === 0 && problems.length === 0) return null;
  return (
    <SectionCard title={t('elsewhere.title')}>
      <div className={styles.body}>
        {links.length > 0 && (
          <ul className={styles.links}>
            {links.map(({ key, title, tool, icon, url }) => (
              <li key={key} className={styles.item}>
                <Link href={url} target="_blank" rel="noopener noreferrer">
                  <span className={styles.link}>
                    <span className={styles.icon} aria-hidden="true">
                      {ICONS.get(icon) ?? <RiExternalLinkLine />}
                    </span>
                    {tool ? t(`elsewhere.tool.${tool}`) : title}
                    <VisuallyHidden> ({t('elsewhere.newTab')})</VisuallyHidden>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.map(({ key, title, tool, ...problem }) => (
              <li key={key}>
                <Sentence
                  text={t(`elsewhere.${problem.problem}`, {
                    key,
                    title: tool ? t(`elsewhere.tool.${tool}`) : title ?? '',
                    reason: problem.reason ?? '',
                    placeholder: problem.placeholder ?? '',
                  })}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </SectionCard>
  );
}
