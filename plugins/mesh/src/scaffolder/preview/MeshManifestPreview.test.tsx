import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { previewFindings } from '../../__fixtures__/choices';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshManifestPreview } from './MeshManifestPreview';
import type { ManifestPreview } from './previewManifests';
import type { PreviewVerdict } from './PreviewVerdict';
import {
  type ManifestPreviewOptions,
  validatePreview,
} from './validatePreview';

const FILES = [
  { path: 'rollout.yaml', content: 'kind: Rollout\n' },
  { path: 'service.yaml', content: 'kind: Service\n' },
];
const template = 'template:default/mesh-service';

/** Answers each request with what is next, and keeps what was asked. */
function backend(...answers: (Partial<ManifestPreview> | number)[]) {
  const asked: { url: string; body: unknown }[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), body: JSON.parse(String(init?.body)) });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return typeof answer === 'number'
      ? new Response('{}', { status: answer })
      : Response.json({ files: FILES, findings: [], ...answer });
  };
  return { asked, fetch: fetch as typeof globalThis.fetch };
}

/** The field, beside a value of the form that changes. */
function WithName(
  props: FieldExtensionComponentProps<PreviewVerdict, ManifestPreviewOptions>,
) {
  const [name, setName] = useState('orders');
  return (
    <>
      <MeshManifestPreview
        {...props}
        formContext={{ formData: { ...props.formContext.formData, name } }}
      />
      <button type="button" onClick={() => setName('carts')}>
        Rename
      </button>
    </>
  );
}

describe('MeshManifestPreview', () => {
  it('shows the files that the values so far would make, one at a time', async () => {
    const user = userEvent.setup();
    const { asked, fetch } = backend({});
    const { value } = renderField(MeshManifestPreview, {
      uiOptions: { template },
      form: { name: 'orders' },
      formData: { errors: 3 },
      fetch,
    });
    expect(
      await screen.findByLabelText('Content of rollout.yaml'),
    ).toHaveTextContent('kind: Rollout');
    // Its own value is none of the values.
    expect(asked).toEqual([
      {
        url: 'http://portal/api/scaffolder/mesh/preview',
        body: { templateRef: template, values: { name: 'orders' } },
      },
    ]);
    expect(screen.getByText('Nothing to mend')).toBeInTheDocument();
    await waitFor(() => expect(value()).toEqual({ errors: 0 }));

    await user.click(screen.getByRole('row', { name: 'service.yaml' }));
    expect(screen.getByLabelText('Content of service.yaml')).toHaveTextContent(
      'kind: Service',
    );
    expect(screen.queryByLabelText('Content of rollout.yaml')).toBeNull();
    // Its own answer, which is in the form now, is no reason to ask again.
    expect(screen.queryByText(/have changed/)).toBeNull();
  });

  it('says first what is wrong and how to mend it, errors before warnings, and stops the wizard at errors', async () => {
    const { fetch } = backend({ findings: previewFindings });
    const { value } = renderField(MeshManifestPreview, {
      uiOptions: { template },
      fetch,
    });
    const findings = await screen.findByRole('group', { name: 'To mend' });
    expect(findings).toHaveTextContent(
      /MSH204.*Name the Gateway edge\/public.*MSH601.*Name the port http/,
    );
    await waitFor(() => expect(value()).toEqual({ errors: 1 }));
    expect(await complaintsOf(validatePreview, value())).toEqual([
      'Mend 1 error in the files first.',
    ]);
  });

  it('shows why the files cannot be made, blocks nobody with it, and tries again', async () => {
    const user = userEvent.setup();
    const { fetch } = backend(
      { files: [], failure: 'The value `image` is missing.' },
      {},
    );
    const { value } = renderField(MeshManifestPreview, {
      uiOptions: { template },
      formData: { errors: 2 },
      fetch,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The value image is missing. You can go on without seeing them.',
    );
    expect(await complaintsOf(validatePreview, value())).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByLabelText('Content of rollout.yaml'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps the last files while the next cannot be made', async () => {
    const user = userEvent.setup();
    const { fetch } = backend({}, 503);
    renderField(WithName, { uiOptions: { template }, fetch });
    await screen.findByLabelText('Content of rollout.yaml');
    await user.click(screen.getByRole('button', { name: 'Rename' }));
    expect(await screen.findByText(/have changed/)).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What is shown is from before.',
    );
    expect(
      screen.getByLabelText('Content of rollout.yaml'),
    ).toBeInTheDocument();
  });

  it('says which module is missing where the backend has no preview', async () => {
    const { fetch } = backend(404);
    renderField(MeshManifestPreview, { uiOptions: { template }, fetch });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'lacks the module @meshway/plugin-scaffolder-backend-module-mesh',
    );
  });

  it('says what a template lacks that does not name itself', async () => {
    const { asked, fetch } = backend({});
    renderField(MeshManifestPreview, { fetch });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'set ui:options.template of this field',
    );
    expect(asked).toEqual([]);
  });
});

describe('the validation of files', () => {
  it.each([undefined, null, 7, 'x', [], { errors: 'many' }, { errors: -1 }])(
    'takes no notice of anything an address brings: %p',
    async value => {
      expect(await complaintsOf(validatePreview, value)).toEqual([]);
    },
  );
});
