import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { useState } from 'react';
import { configuredService } from '../../__fixtures__/configured';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { ENTITY_REF } from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { Notes } from './Notes';
import { PostureCard } from './PostureCard';

async function show(service: ServiceView) {
  renderWithMesh(
    <PostureCard entityRef={ENTITY_REF} service={service} />,
    new FakeMeshApi(),
  );
  return await screen.findByRole('region', { name: 'Protection' });
}

/** A question with all that stands below it. */
function answer(card: HTMLElement, question: string): HTMLElement {
  return within(card)
    .getByRole('heading', { name: question })
    .closest('li') as HTMLElement;
}

async function open(card: HTMLElement, question: string) {
  const found = answer(card, question);
  await userEvent.click(
    within(found).getByRole('button', { name: `Details ${question}` }),
  );
  return found;
}

describe('the protection of a service', () => {
  it('is four answers, each a word and a sentence', async () => {
    const card = await show(configuredService('strict'));
    expect(
      within(card)
        .getAllByRole('heading', { level: 4 })
        .map(heading => heading.textContent),
    ).toEqual([
      'Encrypted?',
      'In the mesh?',
      'Who may call?',
      'What if it fails?',
    ]);
    expect(answer(card, 'Encrypted?')).toHaveTextContent(
      /Encrypted.*All 3 pods take only mTLS \(STRICT, PeerAuthentication bookinfo\/default\)\./,
    );
    expect(answer(card, 'In the mesh?')).toHaveTextContent(
      /In the mesh.*All 3 pods have a sidecar\./,
    );
    expect(answer(card, 'Who may call?')).toHaveTextContent(/Only some/);
    expect(answer(card, 'What if it fails?')).toHaveTextContent(
      /Taken care of.*ends after 5s/,
    );
    expect(
      within(card).queryByRole('button', { name: /show YAML/ }),
    ).toBeNull();
  });

  it('shows on demand what the answers rest on, and who decides', async () => {
    const card = await show(configuredService('strict'));
    const encrypted = await open(card, 'Encrypted?');
    expect(encrypted).toHaveTextContent(/3 pods:only mutual TLS/);
    expect(encrypted).toHaveTextContent(
      /Clients everywhere:mutual TLS where the pod takes it\(Istio’s default\)/,
    );
    expect(
      within(encrypted).getByRole('button', {
        name: 'PeerAuthentication bookinfo/default: show YAML',
      }),
    ).toBeVisible();

    const access = await open(card, 'Who may call?');
    expect(access).toHaveTextContent(
      /Allows.*for these pods.*GET from service account istio-ingress\/public/,
    );
    expect(access).toHaveTextContent(/https:\/\/login\.example\.com/);

    const failure = await open(card, 'What if it fails?');
    expect(failure).toHaveTextContent(/productpage: primary.*up to 2 retries/);
    expect(failure).toHaveTextContent(/Failing pods.*DestinationRule/);
  });

  it('opens by keyboard, and stays open when news arrive', async () => {
    function Page() {
      const [count, setCount] = useState(0);
      return (
        <>
          <button onClick={() => setCount(count + 1)}>News</button>
          <PostureCard
            entityRef={ENTITY_REF}
            service={configuredService(count === 0 ? 'strict' : 'permissive')}
          />
        </>
      );
    }
    renderWithMesh(<Page />, new FakeMeshApi());
    const user = userEvent.setup();
    const details = await screen.findByRole('button', {
      name: 'Details Encrypted?',
    });
    act(() => details.focus());
    await user.keyboard('{Enter}');
    expect(details).toHaveAttribute('aria-expanded', 'true');
    await user.click(screen.getByRole('button', { name: 'News' }));
    expect(screen.getByText('Plain text is accepted too')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Details Encrypted?' }),
    ).toHaveAttribute('aria-expanded', 'true');
  });

  it('says at a glance what is wrong, and of which pods', async () => {
    const card = await show(configuredService('mixed'));
    expect(answer(card, 'Encrypted?')).toHaveTextContent(
      /Error: PeerAuthentication bookinfo\/productpage asks for STRICT, but 1 pod has no proxy/,
    );
    const meshed = await open(card, 'In the mesh?');
    expect(meshed).toHaveTextContent(
      /1 pod:no proxyDiffers from what is asked forAsked for: sidecar, by namespace label istio-injection=enabled\.productpage-6d8f7c5b9-x7k2p/,
    );
    const encrypted = await open(card, 'Encrypted?');
    expect(encrypted).toHaveTextContent(/Port 9080:only plain text/);
    expect(encrypted).toHaveTextContent(/1 pod:plain text, without a proxy/);
    expect(encrypted).toHaveTextContent(/Clients everywhere:plain text/);
  });

  it('says of a policy without rules that it matches nothing', async () => {
    const card = await show(configuredService('closed'));
    const access = await open(card, 'Who may call?');
    expect(access).toHaveTextContent(/Nobody may call/);
    expect(access).toHaveTextContent(/It has no rule/);
  });

  it('never says none where it cannot be read, and what to do about that', async () => {
    const card = await show(configuredService('gaps'));
    expect(within(card).getAllByText('Not known')).toHaveLength(3);
    expect(within(card).queryByText('Anyone')).toBeNull();
    const encrypted = await open(card, 'Encrypted?');
    expect(encrypted).toHaveTextContent(/What clients send is not known/);
    expect(encrypted).not.toHaveTextContent(/Istio’s default/);
    expect(encrypted).toHaveTextContent(/resources: \[peerauthentication\]/);
    const access = await open(card, 'Who may call?');
    expect(access).toHaveTextContent(/Which policies .* is not known/);
    expect(access).not.toHaveTextContent(/No policy/);
    const failure = await open(card, 'What if it fails?');
    expect(failure).toHaveTextContent(/What becomes of calls that fail is not/);
    expect(failure).not.toHaveTextContent(/no timeout|Istio’s default/i);
    expect(answer(card, 'In the mesh?')).not.toHaveTextContent(
      'Not everything can be read',
    );
  });
});

describe('notes', () => {
  it('say how bad they are in words too', () => {
    renderWithMesh(
      <Notes
        notes={[
          { severity: 'error', text: 'It breaks.' },
          { severity: 'warning', text: 'It bends.' },
          { severity: 'info', text: 'It is.' },
        ]}
      />,
      new FakeMeshApi(),
    );
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(['Error: It breaks.', 'Warning: It bends.', 'To know: It is.']);
  });
});
