import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { RiUserVoiceLine } from '@remixicon/react';
import { useState } from 'react';
import { useNow } from '../../hooks/useNow';
import { meshTranslationRef } from '../../translation';
import { useDurationText } from '../../ui/useDurationText';
import { ProposalDialog } from './ProposalDialog';
import styles from './Proposals.module.css';
import { useDecisionPermissions } from './useDecisionPermissions';
import { useUserRef } from './useUserRef';

/** Decisions that wait for a second person: who may approves them, who made them may take them back. */
export function Proposals(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
}) {
  const { entityRef, service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow(10_000);
  const { may } = useDecisionPermissions(entityRef);
  const userRef = useUserRef();
  const [asked, setAsked] = useState<{
    decision: Decision;
    act: 'approve' | 'withdraw';
  }>();
  const proposed = props.decisions.filter(({ state }) => state === 'proposed');

  return (
    <>
      {proposed.length > 0 && (
        <ul className={styles.list} aria-label={t('proposal.title')}>
          {proposed.map(decision => {
            const own = decision.decidedBy === userRef;
            const left = decision.approval
              ? Date.parse(decision.approval.expiresAt) - now
              : 0;
            return (
              <li key={decision.id} className={styles.proposal}>
                <RiUserVoiceLine className={styles.icon} aria-hidden="true" />
                <div className={styles.words}>
                  <span>
                    <EntityRefLink
                      entityRef={decision.decidedBy}
                      defaultKind="user"
                    />{' '}
                    {t(`proposal.proposes.${decision.verb}`)}
                  </span>
                  {decision.reason && (
                    <q className={styles.reason}>{decision.reason}</q>
                  )}
                  <span>
                    {t('proposal.expires', { duration: durationText(left) })}
                  </span>
                </div>
                <div className={styles.buttons}>
                  {!own && userRef && may(decision.verb) && (
                    <Button
                      size="small"
                      onPress={() => setAsked({ decision, act: 'approve' })}
                    >
                      {t('proposal.approve')}
                    </Button>
                  )}
                  {(own || may(decision.verb)) && (
                    <Button
                      size="small"
                      variant="secondary"
                      onPress={() => setAsked({ decision, act: 'withdraw' })}
                    >
                      {t('proposal.withdraw')}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {asked && (
        <ProposalDialog
          entityRef={entityRef}
          service={service}
          decisions={props.decisions}
          proposal={asked.decision}
          act={asked.act}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
