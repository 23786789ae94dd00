import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import { Component, ReactNode } from 'react';
import { meshTranslationRef } from '../translation';

/** Keeps a part that cannot be drawn from taking the others with it. */
export class PartBoundary extends Component<
  { children: ReactNode },
  { error?: Error }
> {
  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  state: { error?: Error } = {};

  render() {
    const { error } = this.state;
    return error ? (
      <BrokenPart
        reason={error.message}
        onTryAgain={() => this.setState({ error: undefined })}
      />
    ) : (
      this.props.children
    );
  }
}

function BrokenPart(props: { reason: string; onTryAgain: () => void }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('part.brokenTitle')}
      description={t('part.brokenDescription', { reason: props.reason })}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onTryAgain}>
          {t('part.tryAgain')}
        </Button>
      }
    />
  );
}
