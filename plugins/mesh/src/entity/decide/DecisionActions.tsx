import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { RiMoreLine } from '@remixicon/react';
import { RefObject, useEffect, useId, useRef, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { CopyLine } from '../../ui/CopyLine';
import { DestructiveButton } from '../../ui/DestructiveButton';
import { Sentence } from '../../ui/Sentence';
import styles from './DecisionActions.module.css';
import { DecisionDialog } from './DecisionDialog';
import {
  DecisionOption,
  optionsOf,
  planInView,
  primaryOf,
} from './DecisionOption';
import { DecisionStatus } from './DecisionStatus';
import { useDecision } from './useDecision';
import { useDecisionPermissions } from './useDecisionPermissions';
import { VERB_LOOKS } from './verbLooks';

/**
 * What can be decided now: what a sensible person would do as the main button, the way out beside it, the rest in a menu;
 * or why nothing can be decided.
 */
export function DecisionActions(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
  /** Takes the focus after the dialog when the button has become disabled. */
  focusFallbackRef: RefObject<HTMLElement>;
}) {
  const { entityRef, service, decisions, focusFallbackRef } = props;
  const { delivery, consent } = service;
  const { t } = useTranslationRef(meshTranslationRef);
  const permissions = useDecisionPermissions(entityRef);
  const decision = useDecision({ entityRef, service, decisions });
  const [isOpen, setOpen] = useState(false);
  const openerRef = useRef<HTMLButtonElement | null>(null);
  const mainRef = useRef<HTMLButtonElement>(null);
  const wayOutRef = useRef<HTMLButtonElement>(null);
  const moreRef = useRef<HTMLButtonElement>(null);
  const statusRef = useRef<HTMLButtonElement>(null);
  const reasonId = useId();

  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) {
      const opener = openerRef.current;
      const usable = opener?.isConnected && !opener.disabled;
      (usable ? opener : focusFallbackRef.current)?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen, focusFallbackRef]);

  const options = optionsOf(delivery);
  if (options.length === 0) return null;

  let blocked: string | undefined;
  // Nothing is said for the moment that this takes: the page would jump.
  if (permissions.loading) blocked = '';
  else if (!permissions.any) blocked = t('decide.ownersOnly');
  else if (!consent.given) blocked = consent.reason;
  else if (service.freshness.cluster.state !== 'live') {
    blocked = t('decide.clusterSilent');
  }

  const possible =
    blocked === undefined
      ? options.filter(
          ({ choice, plan }) => plan.allowed && permissions.may(choice.verb),
        )
      : [];
  const main = primaryOf(possible);
  const wayOut = possible.find(({ choice }) => choice.verb === 'abort');
  const rest = possible.filter(option => option !== main && option !== wayOut);
  const shown =
    main ?? options.find(({ choice }) => choice.verb === 'shift') ?? options[0];
  const reason = main ? undefined : blocked ?? reasonAgainst(shown);

  const open = (
    option: DecisionOption,
    opener: RefObject<HTMLButtonElement>,
  ) => {
    openerRef.current = opener.current;
    const { choice } = option;
    decision.review(choice, planInView(delivery, choice));
    setOpen(true);
  };

  function reasonAgainst({ choice, plan }: DecisionOption): string {
    if (!permissions.may(choice.verb)) return t('decide.ownersOnly');
    return plan.allowed ? '' : plan.reason;
  }

  return (
    <div className={styles.root}>
      <div className={styles.buttons}>
        <Button
          ref={mainRef}
          size="medium"
          variant={main ? 'primary' : 'secondary'}
          iconStart={VERB_LOOKS[shown.choice.verb].icon}
          isDisabled={!main}
          aria-describedby={reason ? reasonId : undefined}
          onPress={() => open(shown, mainRef)}
        >
          {t(`decide.action.${shown.choice.verb}`)}
        </Button>
        {wayOut && (
          <DestructiveButton
            ref={wayOutRef}
            size="medium"
            variant="secondary"
            iconStart={VERB_LOOKS.abort.icon}
            onPress={() => open(wayOut, wayOutRef)}
          >
            {t('decide.action.abort')}
          </DestructiveButton>
        )}
        {rest.length > 0 && (
          <MenuTrigger>
            <ButtonIcon
              ref={moreRef}
              size="medium"
              variant="secondary"
              icon={<RiMoreLine />}
              aria-label={t('decide.more')}
            />
            <Menu>
              {rest.map(option => {
                const { verb } = option.choice;
                return (
                  <MenuItem
                    key={verb}
                    iconStart={VERB_LOOKS[verb].icon}
                    onAction={() => open(option, moreRef)}
                  >
                    {t(`decide.action.${verb}`)}
                  </MenuItem>
                );
              })}
            </Menu>
          </MenuTrigger>
        )}
      </div>
      {reason && (
        <p id={reasonId} className={styles.reason}>
          <Sentence text={reason} />
        </p>
      )}
      {!permissions.loading && permissions.any && !consent.given && (
        <CopyLine line={consent.line} />
      )}
      {!isOpen && (
        <DecisionStatus
          buttonRef={statusRef}
          state={decision.state}
          decisions={decisions}
          onShow={open_ => {
            openerRef.current = statusRef.current;
            if (open_) decision.show(open_);
            setOpen(true);
          }}
        />
      )}
      {isOpen && (
        <DecisionDialog
          entityRef={entityRef}
          service={service}
          decisions={decisions}
          state={decision.state}
          onReview={decision.review}
          onSend={decision.send}
          onSendAgain={decision.sendAgain}
          onClose={() => {
            setOpen(false);
            if (decision.state.phase === 'review') decision.forget();
          }}
        />
      )}
    </div>
  );
}
